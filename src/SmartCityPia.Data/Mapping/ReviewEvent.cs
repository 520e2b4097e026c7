using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.Mapping;

internal sealed class ReviewEventMapping : ReviewRecordMapping<ReviewEvent>
{
    public const string Signed = "ck_review_events_signed";

    public override void Configure(EntityTypeBuilder<ReviewEvent> builder)
    {
        base.Configure(builder);
        builder.ToTable(ReviewEvent.Table, t => t.HasCheckConstraint(Signed, "(statement is null) = (sha256 is null)"));
        builder.HasIndex(e => new { e.ReviewId, e.At });
    }
}
