using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Mapping;

internal sealed class OrganisationMapping : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.Version).IsRowVersion();
        builder.Property(o => o.NameKey).HasMaxLength(TextKey.MaxLength);
        builder.HasIndex(o => o.NameKey).IsUnique().HasDatabaseName(Organisation.NameIsUnique);
        // The register has no bodies without a name; a dossier names them all the same.
        builder.HasQueryFilter(o => o.UnnamedIn == null);
    }
}
