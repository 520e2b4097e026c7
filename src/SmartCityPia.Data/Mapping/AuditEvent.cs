using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data.Mapping;

/// <summary>Functions and triggers belong to this table and that of the links: Migrations/Initial.Trail.sql.</summary>
internal sealed class AuditEventMapping : IEntityTypeConfiguration<AuditEvent>
{
    public const string ReadableTime = "ck_audit_events_at";

    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        // A time that no program can read would break the check of the chain for ever: nothing in it can be put right.
        builder.ToTable(t => t.HasCheckConstraint(ReadableTime, "at >= '2000-01-01 00:00Z' and at < '3000-01-01 00:00Z'"));
        builder.Property(e => e.Id).ValueGeneratedNever();
        // JSON as text: what is hashed has to stay as it was written, and jsonb sorts and respells.
        builder.Property(e => e.Before).HasColumnType("text");
        builder.Property(e => e.After).HasColumnType("text");
        builder.HasIndex(e => new { e.OwnerId, e.At });
        // Who did something in an assessment.
        builder.HasIndex(e => new { e.OwnerId, e.AccountId });
        builder.HasIndex(e => new { e.SubjectId, e.At });
        builder.HasIndex(e => new { e.AccountId, e.At });
        builder.HasIndex(e => new { e.At, e.Id });
    }
}
