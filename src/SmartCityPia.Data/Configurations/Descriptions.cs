using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Descriptions;

namespace SmartCityPia.Data.Configurations;

internal sealed class DescriptionRequestConfiguration : AssessmentRowConfiguration<DescriptionRequest>
{
    public override void Configure(EntityTypeBuilder<DescriptionRequest> builder)
    {
        base.Configure(builder);
        builder.HasIndex(r => r.OwnerId).IsUnique();
        builder.HasOne<Assessment>().WithMany().HasForeignKey(r => r.TargetId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DescriptionRemarkConfiguration : AssessmentRowConfiguration<DescriptionRemark>;
