using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Mapping;

internal sealed class StakeholderMapping : DescriptionRowMapping<Stakeholder>
{
    public override void Configure(EntityTypeBuilder<Stakeholder> builder)
    {
        base.Configure(builder);
        builder.Property(s => s.OrganisationId).IsRequired();
        builder.HasIndex(s => new { s.OwnerId, s.OrganisationId }).IsUnique().HasDatabaseName(StakeholderDetails.OrganisationIsUnique);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(s => s.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}
