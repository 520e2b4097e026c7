using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.Configurations;

/// <summary>A record of an assessment's review: found by the assessment, and never removed with it.</summary>
internal abstract class ReviewRecordConfiguration<TRecord> : IEntityTypeConfiguration<TRecord> where TRecord : class, IReviewRecord
{
    public virtual void Configure(EntityTypeBuilder<TRecord> builder)
    {
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.OwnerId).HasColumnName("assessment_id");
        builder.HasOne<Assessment>().WithMany().HasForeignKey(r => r.OwnerId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReviewConfiguration : ReviewRecordConfiguration<Review>
{
    public override void Configure(EntityTypeBuilder<Review> builder)
    {
        base.Configure(builder);
        builder.Property(r => r.VersionNumber);
        builder.Property(r => r.Sha256);
        builder.Property(r => r.HighResidualRisks);
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasIndex(r => new { r.OwnerId, r.VersionNumber }).IsUnique();
        builder.HasIndex(r => new { r.State, r.ChangedAt });
        builder.HasOne<AssessmentVersion>().WithMany().HasForeignKey(r => new { r.OwnerId, r.VersionNumber })
            .HasPrincipalKey(v => new { v.AssessmentId, v.Number }).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Events).WithOne().HasForeignKey(e => e.ReviewId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Conditions).WithOne().HasForeignKey(c => c.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReviewEventConfiguration : ReviewRecordConfiguration<ReviewEvent>
{
    /// <summary>The database itself refuses to rewrite what happened, to its own application too.</summary>
    public const string AppendOnly = $"""
        create function refuse_change_of_review_event() returns trigger language plpgsql as
        $$ begin raise exception 'review events are only ever added' using errcode = 'restrict_violation'; end $$;
        create trigger append_only before update or delete or truncate on {ReviewEvent.Table}
        for each statement execute function refuse_change_of_review_event();
        """;

    public const string UndoAppendOnly = $"""
        drop trigger append_only on {ReviewEvent.Table};
        drop function refuse_change_of_review_event();
        """;

    public override void Configure(EntityTypeBuilder<ReviewEvent> builder)
    {
        base.Configure(builder);
        builder.ToTable(ReviewEvent.Table, t => t.HasCheckConstraint("ck_review_events_signed", "(statement is null) = (sha256 is null)"));
        builder.HasIndex(e => new { e.ReviewId, e.At });
    }
}

internal sealed class ReviewConditionConfiguration : ReviewRecordConfiguration<ReviewCondition>
{
    public override void Configure(EntityTypeBuilder<ReviewCondition> builder)
    {
        base.Configure(builder);
        builder.HasIndex(c => new { c.DueOn, c.Id });
    }
}

internal sealed class ConditionClosureConfiguration : ReviewRecordConfiguration<ConditionClosure>
{
    public override void Configure(EntityTypeBuilder<ConditionClosure> builder)
    {
        base.Configure(builder);
        builder.HasIndex(c => c.ConditionId).IsUnique().HasDatabaseName(ConditionClosure.OncePerCondition);
        builder.HasOne<ReviewCondition>().WithOne().HasForeignKey<ConditionClosure>(c => c.ConditionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StepVerdictConfiguration : ReviewRecordConfiguration<StepVerdict>
{
    public override void Configure(EntityTypeBuilder<StepVerdict> builder)
    {
        base.Configure(builder);
        builder.Property(v => v.Version).IsRowVersion();
        builder.HasIndex(v => new { v.ReviewId, v.Step }).IsUnique().HasDatabaseName(StepVerdict.OncePerStep);
        builder.HasOne<Review>().WithMany().HasForeignKey(v => v.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class IncidentConfiguration : ReviewRecordConfiguration<Incident>
{
    public override void Configure(EntityTypeBuilder<Incident> builder)
    {
        base.Configure(builder);
        builder.Property(i => i.Version).IsRowVersion();
        builder.HasIndex(i => new { i.OwnerId, i.RecordedAt });
    }
}

internal sealed class TriggerAnswerConfiguration : ReviewRecordConfiguration<TriggerAnswer>
{
    public override void Configure(EntityTypeBuilder<TriggerAnswer> builder)
    {
        base.Configure(builder);
        builder.HasIndex(a => new { a.ReviewId, a.Id });
        builder.HasOne<Review>().WithMany().HasForeignKey(a => a.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DelegationConfiguration : IEntityTypeConfiguration<Delegation>
{
    public void Configure(EntityTypeBuilder<Delegation> builder)
    {
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Version).IsRowVersion();
        builder.HasIndex(d => new { d.DeputyId, d.LastDay });
        builder.HasIndex(d => d.PrincipalId);
        builder.HasOne<Account>().WithMany().HasForeignKey(d => d.PrincipalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(d => d.DeputyId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t => t.HasCheckConstraint("ck_delegations_period", "last_day >= first_day"));
    }
}

internal sealed class CommentThreadConfiguration : ReviewRecordConfiguration<CommentThread>
{
    public override void Configure(EntityTypeBuilder<CommentThread> builder)
    {
        base.Configure(builder);
        builder.Property(t => t.Version).IsRowVersion();
        builder.HasIndex(t => new { t.OwnerId, t.Step, t.RowId });
    }
}

internal sealed class CommentConfiguration : ReviewRecordConfiguration<Comment>
{
    public override void Configure(EntityTypeBuilder<Comment> builder)
    {
        base.Configure(builder);
        builder.HasIndex(c => new { c.ThreadId, c.Id });
        builder.HasIndex(c => c.MentionedId);
        builder.HasOne<CommentThread>().WithMany().HasForeignKey(c => c.ThreadId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(c => c.MentionedId).OnDelete(DeleteBehavior.Restrict);
    }
}
