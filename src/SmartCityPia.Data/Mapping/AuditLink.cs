using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data.Mapping;

internal sealed class AuditLinkMapping : IEntityTypeConfiguration<AuditLink>
{
    public void Configure(EntityTypeBuilder<AuditLink> builder)
    {
        builder.HasKey(l => l.Sequence);
        builder.Property(l => l.Sequence).ValueGeneratedNever();
        // No foreign key: it would lock the event's row for every link, and events are never deleted.
        builder.HasIndex(l => l.EventId).IsUnique();
    }
}
