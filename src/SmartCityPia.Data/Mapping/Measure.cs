using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Mapping;

internal sealed class MeasureMapping : AssessmentRowMapping<Measure>
{
    public override void Configure(EntityTypeBuilder<Measure> builder)
    {
        base.Configure(builder);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(m => m.ResponsibleId).OnDelete(DeleteBehavior.Restrict);
    }
}
