using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Mapping;

internal sealed class DataFlowMapping : DescriptionRowMapping<DataFlow>
{
    public override void Configure(EntityTypeBuilder<DataFlow> builder)
    {
        base.Configure(builder);
        builder.ToTable(t => t.HasCheckConstraint(DataFlow.OneSource, "num_nonnulls(source_dataset_id, source_flow_id) = 1"));
        builder.HasOne<Dataset>().WithMany().HasForeignKey(f => f.SourceDatasetId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<DataFlow>().WithMany().HasForeignKey(f => f.SourceFlowId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(f => f.RecipientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Purpose>().WithMany().HasForeignKey(f => f.PurposeId).OnDelete(DeleteBehavior.SetNull);
    }
}
