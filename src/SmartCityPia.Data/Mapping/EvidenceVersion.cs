using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Mapping;

internal sealed class EvidenceVersionMapping : AssessmentRowMapping<EvidenceVersion>
{
    public override void Configure(EntityTypeBuilder<EvidenceVersion> builder)
    {
        base.Configure(builder);
        builder.HasIndex(v => new { v.EvidenceId, v.Number }).IsUnique().HasDatabaseName(EvidenceVersion.NumberIsUnique);
        builder.HasOne<EvidenceItem>().WithMany().HasForeignKey(v => v.EvidenceId).OnDelete(DeleteBehavior.Cascade);
    }
}
