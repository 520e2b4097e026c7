using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Evidence;

namespace SmartCityPia.Data.Mapping;

internal sealed class EvidenceItemMapping : AssessmentRowMapping<EvidenceItem>
{
    public override void Configure(EntityTypeBuilder<EvidenceItem> builder)
    {
        base.Configure(builder);
        builder.HasOne<EvidenceRequest>().WithMany().HasForeignKey(i => i.RequestId).OnDelete(DeleteBehavior.Restrict);
    }
}
