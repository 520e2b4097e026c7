using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data.Mapping;

/// <summary>The functions and triggers of this table and of the links are in Migrations/Initial.Trail.sql.</summary>
internal sealed class AuditEventMapping : IEntityTypeConfiguration<AuditEvent>
{
    public const string ReadableTime = "ck_audit_events_at";

    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        // A time that .NET can't read would break every later check of the chain, and events can't be corrected.
        builder.ToTable(t => t.HasCheckConstraint(ReadableTime, "at >= '2000-01-01 00:00Z' and at < '3000-01-01 00:00Z'"));
        builder.Property(e => e.Id).ValueGeneratedNever();
        // Text, not jsonb: the hashed text must stay as written, and jsonb sorts and reformats.
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
