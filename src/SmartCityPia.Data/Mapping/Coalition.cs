using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Data.Mapping;

internal sealed class CoalitionMapping : IEntityTypeConfiguration<Coalition>
{
    public void Configure(EntityTypeBuilder<Coalition> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Version).IsRowVersion();
        builder.Property(c => c.NameKey).HasMaxLength(TextKey.MaxLength);
        builder.HasIndex(c => c.NameKey).IsUnique().HasDatabaseName(Coalition.NameIsUnique);
    }
}
