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
        builder.HasOne<CityLogo>().WithMany().HasForeignKey(c => c.LogoSha256).OnDelete(DeleteBehavior.Restrict);
        builder.ComplexProperty(c => c.Identity);
        builder.ComplexProperty(c => c.Contact);
        builder.ComplexProperty(c => c.Clock);
        builder.ComplexProperty(c => c.Reviews);
        builder.ComplexProperty(c => c.Knowledge);
        builder.ComplexProperty(c => c.Mail);
        builder.ComplexProperty(c => c.SignIn);
        builder.ComplexProperty(c => c.Retention);
    }
}

internal sealed class CityLogoMapping : IEntityTypeConfiguration<CityLogo>
{
    public void Configure(EntityTypeBuilder<CityLogo> builder)
    {
        builder.ToTable("city_logos");
        builder.HasKey(l => l.Sha256);
    }
}
