using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.Mapping;

internal sealed class ConditionClosureMapping : ReviewRecordMapping<ConditionClosure>
{
    public override void Configure(EntityTypeBuilder<ConditionClosure> builder)
    {
        base.Configure(builder);
        builder.HasIndex(c => c.ConditionId).IsUnique().HasDatabaseName(ConditionClosure.OncePerCondition);
        builder.HasOne<ReviewCondition>().WithOne().HasForeignKey<ConditionClosure>(c => c.ConditionId).OnDelete(DeleteBehavior.Restrict);
    }
}
