using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Mapping;

internal sealed class DatasetMapping : DescriptionRowMapping<Dataset>
{
    public const string HolderOrPublic = "ck_datasets_holder_or_public";

    public override void Configure(EntityTypeBuilder<Dataset> builder)
    {
        base.Configure(builder);
        builder.ToTable(t => t.HasCheckConstraint(HolderOrPublic, "public or holder_id is not null"));
        builder.HasOne<Organisation>().WithMany().HasForeignKey(d => d.HolderId).OnDelete(DeleteBehavior.Restrict);
    }
}
