using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.City;

namespace SmartCityPia.Data.Mapping;

internal sealed class CoalitionMapping : IEntityTypeConfiguration<Coalition>
{
    public void Configure(EntityTypeBuilder<Coalition> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Version).IsRowVersion();
        builder.HasIndex(c => c.Name).IsUnique().HasDatabaseName(Coalition.NameIsUnique);
    }
}
