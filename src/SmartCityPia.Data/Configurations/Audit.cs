using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Audit;

namespace SmartCityPia.Data.Configurations;

/// <summary>Functions and triggers belong to these two tables: <see cref="Trail.TrailSql"/>.</summary>
internal sealed class AuditEventConfiguration : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        // A time that no program can read would break the check of the chain for ever: nothing in it can be put right.
        builder.ToTable(t => t.HasCheckConstraint("ck_audit_events_at", "at >= '2000-01-01 00:00Z' and at < '3000-01-01 00:00Z'"));
        builder.Property(e => e.Id).ValueGeneratedNever();
        // JSON as text: what is hashed has to stay as it was written, and jsonb sorts and respells.
        builder.Property(e => e.Before).HasColumnType("text");
        builder.Property(e => e.After).HasColumnType("text");
        builder.HasIndex(e => new { e.OwnerId, e.At });
        builder.HasIndex(e => new { e.SubjectId, e.At });
        builder.HasIndex(e => new { e.AccountId, e.At });
        builder.HasIndex(e => new { e.At, e.Id });
    }
}

internal sealed class AuditLinkConfiguration : IEntityTypeConfiguration<AuditLink>
{
    public void Configure(EntityTypeBuilder<AuditLink> builder)
    {
        builder.HasKey(l => l.Sequence);
        builder.Property(l => l.Sequence).ValueGeneratedNever();
        // No foreign key: it would lock the event's row for every link, and events cannot go.
        builder.HasIndex(l => l.EventId).IsUnique();
    }
}
