using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Submissions;

namespace SmartCityPia.Data.Mapping;

internal sealed class DescriptionRequestMapping : AssessmentRowMapping<DescriptionRequest>
{
    public override void Configure(EntityTypeBuilder<DescriptionRequest> builder)
    {
        base.Configure(builder);
        builder.HasIndex(r => r.OwnerId).IsUnique();
        builder.HasOne<Assessment>().WithMany().HasForeignKey(r => r.TargetId).OnDelete(DeleteBehavior.Restrict);
    }
}
