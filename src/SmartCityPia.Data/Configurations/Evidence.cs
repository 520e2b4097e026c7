using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Evidence;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Configurations;

internal sealed class EvidenceItemConfiguration : AssessmentRowConfiguration<EvidenceItem>
{
    public override void Configure(EntityTypeBuilder<EvidenceItem> builder)
    {
        base.Configure(builder);
        builder.HasOne<EvidenceRequest>().WithMany().HasForeignKey(i => i.RequestId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EvidenceVersionConfiguration : AssessmentRowConfiguration<EvidenceVersion>
{
    public override void Configure(EntityTypeBuilder<EvidenceVersion> builder)
    {
        base.Configure(builder);
        builder.HasIndex(v => new { v.EvidenceId, v.Number }).IsUnique().HasDatabaseName(EvidenceVersion.NumberIsUnique);
        builder.HasOne<EvidenceItem>().WithMany().HasForeignKey(v => v.EvidenceId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class EvidenceChunkConfiguration : IEntityTypeConfiguration<EvidenceChunk>
{
    public void Configure(EntityTypeBuilder<EvidenceChunk> builder)
    {
        builder.ToTable(EvidenceContent.Table);
        builder.HasKey(c => new { c.VersionId, c.Number });
        builder.HasOne<EvidenceVersion>().WithMany().HasForeignKey(c => c.VersionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class EvidenceRequestConfiguration : AssessmentRowConfiguration<EvidenceRequest>
{
    public override void Configure(EntityTypeBuilder<EvidenceRequest> builder)
    {
        base.Configure(builder);
        builder.ToTable(t => t.HasCheckConstraint("ck_evidence_requests_asked", "num_nonnulls(organisation_id, account_id) = 1"));
        builder.HasIndex(r => r.AskedById);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(r => r.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AskedById).OnDelete(DeleteBehavior.Restrict);
    }
}
