using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Mapping;

internal sealed class CitySettingsMapping : IEntityTypeConfiguration<CitySettings>
{
    public void Configure(EntityTypeBuilder<CitySettings> builder)
    {
        builder.ToTable("city_settings", t => t.HasCheckConstraint("ck_city_settings_one", $"id = '{CitySettings.TheOne}'"));
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Version).IsRowVersion();
    }
}
