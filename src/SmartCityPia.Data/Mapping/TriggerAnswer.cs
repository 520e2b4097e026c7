using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.Mapping;

internal sealed class TriggerAnswerMapping : ReviewRecordMapping<TriggerAnswer>
{
    public override void Configure(EntityTypeBuilder<TriggerAnswer> builder)
    {
        base.Configure(builder);
        builder.HasIndex(a => new { a.ReviewId, a.Id });
        builder.HasOne<Review>().WithMany().HasForeignKey(a => a.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}
