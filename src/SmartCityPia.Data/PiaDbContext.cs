using System.Text.Json;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Evidence;
using SmartCityPia.Data.Notices;
using SmartCityPia.Data.Search;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data;

/// <summary>The database. Rows people answer for are written with <see cref="SaveAsync"/>, which leaves a trail.</summary>
public sealed class PiaDbContext(DbContextOptions<PiaDbContext> options)
    : IdentityDbContext<Account, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Service> Services => Set<Service>();
    public DbSet<ServiceDescription> ServiceDescriptions => Set<ServiceDescription>();
    public DbSet<Purpose> Purposes => Set<Purpose>();
    public DbSet<PeopleGroup> PeopleGroups => Set<PeopleGroup>();
    public DbSet<Stakeholder> Stakeholders => Set<Stakeholder>();
    public DbSet<Dataset> Datasets => Set<Dataset>();
    public DbSet<DataItem> DataItems => Set<DataItem>();
    public DbSet<DataFlow> DataFlows => Set<DataFlow>();
    public DbSet<Assessment> Assessments => Set<Assessment>();
    public DbSet<AssessmentVersion> AssessmentVersions => Set<AssessmentVersion>();
    public DbSet<AssessmentSearch> AssessmentSearches => Set<AssessmentSearch>();
    public DbSet<ScreeningAnswer> ScreeningAnswers => Set<ScreeningAnswer>();
    public DbSet<Tension> Tensions => Set<Tension>();
    public DbSet<FindingDisposition> FindingDispositions => Set<FindingDisposition>();
    public DbSet<PrincipleAnswer> PrincipleAnswers => Set<PrincipleAnswer>();
    public DbSet<Choice> Choices => Set<Choice>();
    public DbSet<Risk> Risks => Set<Risk>();
    public DbSet<Measure> Measures => Set<Measure>();
    public DbSet<ActionItem> ActionItems => Set<ActionItem>();
    public DbSet<Coalition> Coalitions => Set<Coalition>();
    public DbSet<EvidenceItem> EvidenceItems => Set<EvidenceItem>();
    public DbSet<EvidenceVersion> EvidenceVersions => Set<EvidenceVersion>();
    public DbSet<EvidenceChunk> EvidenceChunks => Set<EvidenceChunk>();
    public DbSet<EvidenceRequest> EvidenceRequests => Set<EvidenceRequest>();
    public DbSet<Review> Reviews => Set<Review>();
    public DbSet<ReviewEvent> ReviewEvents => Set<ReviewEvent>();
    public DbSet<ReviewCondition> ReviewConditions => Set<ReviewCondition>();
    public DbSet<ConditionClosure> ConditionClosures => Set<ConditionClosure>();
    public DbSet<StepVerdict> StepVerdicts => Set<StepVerdict>();
    public DbSet<Incident> Incidents => Set<Incident>();
    public DbSet<TriggerAnswer> TriggerAnswers => Set<TriggerAnswer>();
    public DbSet<Delegation> Delegations => Set<Delegation>();
    public DbSet<CommentThread> CommentThreads => Set<CommentThread>();
    public DbSet<Comment> Comments => Set<Comment>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<NoticeSettings> NoticeSettings => Set<NoticeSettings>();
    public DbSet<AuditorGrant> AuditorGrants => Set<AuditorGrant>();
    public DbSet<AuditNote> AuditNotes => Set<AuditNote>();
    public DbSet<ReportFile> ReportFiles => Set<ReportFile>();
    public DbSet<DescriptionRequest> DescriptionRequests => Set<DescriptionRequest>();
    public DbSet<DescriptionRemark> DescriptionRemarks => Set<DescriptionRemark>();
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();
    public DbSet<AuditLink> AuditLinks => Set<AuditLink>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Saves everything tracked, with one audit event per changed row and the notices of it, in one transaction.</summary>
    /// <param name="verb">What the person did, where that says more than "Changed" of the rows that are changed.</param>
    /// <exception cref="DbUpdateConcurrencyException">A row was changed by somebody else since it was read.</exception>
    public async Task<int> SaveAsync(Actor actor, CancellationToken cancellationToken, string? reason = null, string verb = AuditVerbs.Changed)
    {
        ChangeTracker.DetectChanges();
        var changed = ChangeTracker.Entries().Where(IsOnTheTrail).ToList();
        foreach (var entry in changed)
        {
            if (entry.State is EntityState.Added or EntityState.Modified)
                Stamp(entry, actor);
            AuditEvents.Add(Describe(entry, actor, reason, verb));
        }
        await new WhoIsConcerned(this, actor, cancellationToken).Tell(changed);
        return await base.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Writes an event about something that changed no row: a download, an export, a sign-in.</summary>
    /// <param name="after">What came of it, as a JSON object.</param>
    public Task<int> RecordAsync(Actor actor, string verb, string subject, Guid subjectId, Guid? ownerId, CancellationToken cancellationToken, string? reason = null, string? after = null)
    {
        AuditEvents.Add(new()
        {
            Id = Guid.CreateVersion7(actor.At),
            At = actor.At,
            AccountId = actor.AccountId,
            AccountName = actor.Name,
            Verb = verb,
            Subject = subject,
            SubjectId = subjectId,
            OwnerId = ownerId,
            Reason = reason,
            After = after,
            RequestId = actor.RequestId,
        });
        return base.SaveChangesAsync(cancellationToken);
    }

    /// <summary>
    /// For Identity and the key ring only, which save on their own: rows on the trail may not change without an actor.
    /// </summary>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Asked for once: every call of Entries looks for changes in everything that is tracked.
        var entries = ChangeTracker.Entries().ToList();
        var told = entries.Where(e => e.State == EntityState.Added).Select(e => e.Entity).OfType<AuditEvent>().Select(e => e.SubjectId).ToHashSet();
        var silent = entries.Find(e => IsOnTheTrail(e) && !told.Contains(IdOf(e)));
        return silent is null
            ? base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken)
            : throw new InvalidOperationException($"A change of {silent.Metadata.ShortName()} has to be saved with an actor.");
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PiaDbContext).Assembly);
        Mapping.Conventions.Apply(builder);
    }

    private static bool IsOnTheTrail(EntityEntry entry) =>
        entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
        && entry.Entity is IRow or IReviewRecord or Delegation or AuditorGrant or Organisation or Coalition or Assessment or AssessmentVersion or Service;

    private static Guid IdOf(EntityEntry entry) => (Guid)entry.Property("Id").CurrentValue!;

    private static void Stamp(EntityEntry entry, Actor actor)
    {
        if (entry.Metadata.FindProperty(nameof(IRow.ChangedAt)) is not null)
        {
            entry.Property(nameof(IRow.ChangedAt)).CurrentValue = actor.At;
            entry.Property(nameof(IRow.ChangedById)).CurrentValue = actor.AccountId;
        }
    }

    /// <summary>Whatever opened it again, a review or an officer: it is no change of the content.</summary>
    private static bool IsReopened(EntityEntry entry) =>
        entry.Entity is Assessment { Status: AssessmentStatus.Draft } && entry.Property(nameof(Assessment.Status)) is { IsModified: true, OriginalValue: not AssessmentStatus.Draft };

    private static AuditEvent Describe(EntityEntry entry, Actor actor, string? reason, string verb)
    {
        var changed = entry.Properties.Where(p => IsContent(p) && entry.State switch
        {
            EntityState.Modified => p.IsModified,
            _ => true,
        }).ToList();
        return new()
        {
            Id = Guid.CreateVersion7(actor.At),
            At = actor.At,
            AccountId = actor.AccountId,
            AccountName = actor.Name,
            Verb = entry.State switch { EntityState.Added => AuditVerbs.Added, EntityState.Deleted => AuditVerbs.Removed, _ => IsReopened(entry) ? AuditVerbs.Reopened : verb },
            Subject = entry.Metadata.ShortName(),
            SubjectId = IdOf(entry),
            OwnerId = entry.Entity switch
            {
                IRow row => row.OwnerId,
                IReviewRecord record => record.OwnerId,
                Assessment assessment => assessment.Id,
                AssessmentVersion version => version.AssessmentId,
                _ => null,
            },
            Reason = reason,
            Before = entry.State == EntityState.Added ? null : Json(changed, p => p.OriginalValue),
            After = entry.State == EntityState.Deleted ? null : Json(changed, p => p.CurrentValue),
            RequestId = actor.RequestId,
        };
    }

    private static bool IsContent(PropertyEntry property) =>
        property.Metadata.Name is not ("Id" or nameof(IRow.Version) or nameof(IRow.ChangedAt) or nameof(IRow.ChangedById) or nameof(AssessmentVersion.Json));

    private static string Json(IEnumerable<PropertyEntry> properties, Func<PropertyEntry, object?> value) =>
        JsonSerializer.Serialize(properties.Where(p => value(p) is not null).ToDictionary(
            p => JsonNamingPolicy.CamelCase.ConvertName(p.Metadata.Name),
            p => value(p) is Enum e ? e.ToString() : value(p),
            StringComparer.Ordinal));
}
