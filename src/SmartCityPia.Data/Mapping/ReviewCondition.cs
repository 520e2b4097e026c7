using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.Mapping;

internal sealed class ReviewConditionMapping : ReviewRecordMapping<ReviewCondition>
{
    public override void Configure(EntityTypeBuilder<ReviewCondition> builder)
    {
        base.Configure(builder);
        builder.HasIndex(c => new { c.DueOn, c.Id });
    }
}
