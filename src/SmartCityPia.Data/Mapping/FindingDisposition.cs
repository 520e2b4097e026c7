using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Mapping;

internal sealed class FindingDispositionMapping : AssessmentRowMapping<FindingDisposition>
{
    public override void Configure(EntityTypeBuilder<FindingDisposition> builder)
    {
        base.Configure(builder);
        builder.HasIndex(d => new { d.OwnerId, d.FindingKey }).IsUnique().HasDatabaseName(FindingDisposition.FindingIsUnique);
    }
}
