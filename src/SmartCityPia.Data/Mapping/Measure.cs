using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Mapping;

internal sealed class MeasureMapping : DescriptionRowMapping<Measure>
{
    public const string OnePlace = "ck_measures_one_place";

    public override void Configure(EntityTypeBuilder<Measure> builder)
    {
        base.Configure(builder);
        builder.ToTable(t => t.HasCheckConstraint(OnePlace, "num_nonnulls(dataset_id, flow_id) <= 1"));
        builder.HasOne<Dataset>().WithMany().HasForeignKey(m => m.DatasetId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<DataFlow>().WithMany().HasForeignKey(m => m.FlowId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(m => m.ResponsibleId).OnDelete(DeleteBehavior.Restrict);
    }
}
