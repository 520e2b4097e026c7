using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.Mapping;

internal sealed class ServiceEndMapping : ReviewRecordMapping<ServiceEnd>
{
    public override void Configure(EntityTypeBuilder<ServiceEnd> builder)
    {
        base.Configure(builder);
        builder.ToTable("service_ends");
        builder.Property(e => e.Version).IsRowVersion();
        builder.HasIndex(e => e.OwnerId).IsUnique();
    }
}
