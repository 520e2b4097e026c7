using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.Mapping;

internal sealed class IncidentMapping : ReviewRecordMapping<Incident>
{
    public override void Configure(EntityTypeBuilder<Incident> builder)
    {
        base.Configure(builder);
        builder.Property(i => i.Version).IsRowVersion();
        builder.HasIndex(i => new { i.OwnerId, i.RecordedAt });
    }
}
