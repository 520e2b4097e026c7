using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.Mapping;

internal sealed class DecisionRecordMapping : ReviewRecordMapping<DecisionRecord>
{
    public override void Configure(EntityTypeBuilder<DecisionRecord> builder)
    {
        base.Configure(builder);
        builder.HasIndex(d => d.ReviewId).IsUnique().HasDatabaseName(DecisionRecord.OncePerReview);
        builder.HasIndex(d => d.Sha256);
        builder.HasOne<Review>().WithOne().HasForeignKey<DecisionRecord>(d => d.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}
