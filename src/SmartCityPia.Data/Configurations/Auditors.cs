using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Auditors;

namespace SmartCityPia.Data.Configurations;

internal sealed class AuditorGrantConfiguration : IEntityTypeConfiguration<AuditorGrant>
{
    public void Configure(EntityTypeBuilder<AuditorGrant> builder)
    {
        builder.Property(g => g.Id).ValueGeneratedNever();
        builder.Property(g => g.Version).IsRowVersion();
        builder.Ignore(g => g.References);
        builder.Ignore(g => g.Named);
        builder.HasIndex(g => new { g.AccountId, g.LastDay });
        builder.HasOne<Account>().WithMany().HasForeignKey(g => g.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t =>
        {
            t.HasCheckConstraint("ck_auditor_grants_period", "last_day >= first_day");
            t.HasCheckConstraint("ck_auditor_grants_revoked", "(revoked_at is null) = (revoked_because is null)");
        });
    }
}

internal sealed class AuditNoteConfiguration : ReviewRecordConfiguration<AuditNote>
{
    /// <summary>The database itself refuses to rewrite a note, to its own application too.</summary>
    public const string AppendOnly = $"""
        create function refuse_change_of_audit_note() returns trigger language plpgsql as
        $$ begin raise exception 'audit notes are only ever added' using errcode = 'restrict_violation'; end $$;
        create trigger append_only before update or delete or truncate on {AuditNote.Table}
        for each statement execute function refuse_change_of_audit_note();
        """;

    public const string UndoAppendOnly = $"""
        drop trigger append_only on {AuditNote.Table};
        drop function refuse_change_of_audit_note();
        """;

    public override void Configure(EntityTypeBuilder<AuditNote> builder)
    {
        base.Configure(builder);
        builder.ToTable(AuditNote.Table);
        builder.HasIndex(n => new { n.OwnerId, n.Id });
        builder.HasOne<AuditNote>().WithMany().HasForeignKey(n => n.CorrectsId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReportFileConfiguration : IEntityTypeConfiguration<ReportFile>
{
    public void Configure(EntityTypeBuilder<ReportFile> builder)
    {
        builder.HasKey(f => f.Sha256);
        builder.HasOne<AssessmentVersion>().WithMany().HasForeignKey(f => f.VersionId).OnDelete(DeleteBehavior.Restrict);
    }
}
