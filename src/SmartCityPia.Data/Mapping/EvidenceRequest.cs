using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Mapping;

internal sealed class EvidenceRequestMapping : AssessmentRowMapping<EvidenceRequest>
{
    public const string OneAsked = "ck_evidence_requests_asked";

    public override void Configure(EntityTypeBuilder<EvidenceRequest> builder)
    {
        base.Configure(builder);
        builder.ToTable(t => t.HasCheckConstraint(OneAsked, "num_nonnulls(organisation_id, account_id) = 1"));
        builder.HasIndex(r => r.AskedById);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(r => r.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AskedById).OnDelete(DeleteBehavior.Restrict);
    }
}
