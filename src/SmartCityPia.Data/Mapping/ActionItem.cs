using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Mapping;

internal sealed class ActionItemMapping : AssessmentRowMapping<ActionItem>
{
    public override void Configure(EntityTypeBuilder<ActionItem> builder)
    {
        base.Configure(builder);
        builder.HasIndex(a => a.DueOn);
        builder.HasOne<Measure>().WithMany().HasForeignKey(a => a.MeasureId).OnDelete(DeleteBehavior.SetNull);
    }
}
