using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Evidence;
using SmartCityPia.Data.Samples;
using SmartCityPia.Data.Search;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Plan;
using SmartCityPia.Domain.Register;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data;

/// <summary>The database. Rows people answer for are written by <c>Saving</c>, which leaves a trail; a change of them without one is refused.</summary>
public sealed class PiaDbContext(DbContextOptions<PiaDbContext> options)
    : IdentityDbContext<Account, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<CitySettings> Settings => Set<CitySettings>();
    public DbSet<CityLogo> CityLogos => Set<CityLogo>();
    public DbSet<SampleRow> SampleRows => Set<SampleRow>();
    public DbSet<MergedOrganisation> MergedOrganisations => Set<MergedOrganisation>();
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
    public DbSet<FindingDisposition> FindingDispositions => Set<FindingDisposition>();
    public DbSet<PrincipleAnswer> PrincipleAnswers => Set<PrincipleAnswer>();
    public DbSet<Choice> Choices => Set<Choice>();
    public DbSet<Risk> Risks => Set<Risk>();
    public DbSet<Measure> Measures => Set<Measure>();
    public DbSet<ActionItem> ActionItems => Set<ActionItem>();
    public DbSet<Coalition> Coalitions => Set<Coalition>();
    public DbSet<PlanAnswer> PlanAnswers => Set<PlanAnswer>();
    public DbSet<PlanVersion> PlanVersions => Set<PlanVersion>();
    public DbSet<PlanDecision> PlanDecisions => Set<PlanDecision>();
    public DbSet<PlanParticipant> PlanParticipants => Set<PlanParticipant>();
    public DbSet<EvidenceItem> EvidenceItems => Set<EvidenceItem>();
    public DbSet<EvidenceVersion> EvidenceVersions => Set<EvidenceVersion>();
    public DbSet<EvidenceChunk> EvidenceChunks => Set<EvidenceChunk>();
    public DbSet<EvidenceRequest> EvidenceRequests => Set<EvidenceRequest>();
    public DbSet<Review> Reviews => Set<Review>();
    public DbSet<ReviewEvent> ReviewEvents => Set<ReviewEvent>();
    public DbSet<ReviewCondition> ReviewConditions => Set<ReviewCondition>();
    public DbSet<ConditionClosure> ConditionClosures => Set<ConditionClosure>();

    public DbSet<DecisionRecord> DecisionRecords => Set<DecisionRecord>();
    public DbSet<PublicRecord> PublicRecords => Set<PublicRecord>();
    public DbSet<Redaction> Redactions => Set<Redaction>();
    public DbSet<Publication> Publications => Set<Publication>();
    public DbSet<PublicQuestion> PublicQuestions => Set<PublicQuestion>();
    public DbSet<PublicationWithdrawal> PublicationWithdrawals => Set<PublicationWithdrawal>();
    public DbSet<StepVerdict> StepVerdicts => Set<StepVerdict>();
    public DbSet<Incident> Incidents => Set<Incident>();
    public DbSet<ServiceEnd> ServiceEnds => Set<ServiceEnd>();
    public DbSet<TriggerAnswer> TriggerAnswers => Set<TriggerAnswer>();
    public DbSet<Delegation> Delegations => Set<Delegation>();
    public DbSet<CommentThread> CommentThreads => Set<CommentThread>();
    public DbSet<Comment> Comments => Set<Comment>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<NoticeSettings> NoticeSettings => Set<NoticeSettings>();
    public DbSet<AuditorGrant> AuditorGrants => Set<AuditorGrant>();
    public DbSet<AuditNote> AuditNotes => Set<AuditNote>();
    public DbSet<ReportFile> ReportFiles => Set<ReportFile>();

    public DbSet<SealedFile> SealedFiles => Set<SealedFile>();
    public DbSet<DescriptionRequest> DescriptionRequests => Set<DescriptionRequest>();
    public DbSet<InternalNote> InternalNotes => Set<InternalNote>();
    public DbSet<SharedDescription> SharedDescriptions => Set<SharedDescription>();
    public DbSet<ConfidentialField> ConfidentialFields => Set<ConfidentialField>();
    public DbSet<DescriptionRemark> DescriptionRemarks => Set<DescriptionRemark>();
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();
    public DbSet<AuditLink> AuditLinks => Set<AuditLink>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<AccountLink> AccountLinks => Set<AccountLink>();
    public DbSet<SignInAttempt> SignInAttempts => Set<SignInAttempt>();
    public DbSet<Authenticator> Authenticators => Set<Authenticator>();
    public DbSet<SpentToken> SpentTokens => Set<SpentToken>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();
    public DbSet<RolePermission> RolePermissions => Set<RolePermission>();
    public DbSet<Participant> Participants => Set<Participant>();
    public DbSet<Release> Releases => Set<Release>();
    public DbSet<DirectoryToken> DirectoryTokens => Set<DirectoryToken>();
    public DbSet<DirectoryPerson> DirectoryPeople => Set<DirectoryPerson>();
    public DbSet<DirectoryGroup> DirectoryGroups => Set<DirectoryGroup>();
    public DbSet<DirectoryMember> DirectoryMembers => Set<DirectoryMember>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

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
        Mapping.PlainRows.Apply(builder);
        Mapping.Conventions.Apply(builder);
    }

    internal static bool IsOnTheTrail(EntityEntry entry) =>
        entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
        && entry.Entity is IRow or IReviewRecord or Delegation or AuditorGrant or Participant or Release or Organisation or CitySettings or Coalition or PlanAnswer or PlanVersion or PlanDecision or PlanParticipant or Assessment or AssessmentVersion or Service;

    internal static Guid IdOf(EntityEntry entry) => (Guid)entry.Property("Id").CurrentValue!;
}
