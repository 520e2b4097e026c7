using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Mapping;

internal sealed class DataItemMapping : DescriptionRowMapping<DataItem>
{
    public override void Configure(EntityTypeBuilder<DataItem> builder)
    {
        base.Configure(builder);
        builder.HasIndex(i => new { i.DatasetId, i.TypeId }).IsUnique().HasDatabaseName(DataItem.TypeIsUnique);
        builder.HasOne<Dataset>().WithMany().HasForeignKey(i => i.DatasetId).OnDelete(DeleteBehavior.Cascade);
    }
}
