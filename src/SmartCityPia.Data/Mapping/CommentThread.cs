using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.Mapping;

internal sealed class CommentThreadMapping : ReviewRecordMapping<CommentThread>
{
    public override void Configure(EntityTypeBuilder<CommentThread> builder)
    {
        base.Configure(builder);
        builder.Property(t => t.Version).IsRowVersion();
        builder.HasIndex(t => new { t.OwnerId, t.Step, t.RowId });
    }
}
