using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.Mapping;

internal sealed class StepVerdictMapping : ReviewRecordMapping<StepVerdict>
{
    public override void Configure(EntityTypeBuilder<StepVerdict> builder)
    {
        base.Configure(builder);
        builder.Property(v => v.Version).IsRowVersion();
        builder.HasIndex(v => new { v.ReviewId, v.Step }).IsUnique().HasDatabaseName(StepVerdict.OncePerStep);
        builder.HasOne<Review>().WithMany().HasForeignKey(v => v.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}
