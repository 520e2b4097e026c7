using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>The review of an assessment: state, possible actions, verdicts, conditions, comments and events.</summary>
public sealed class ReviewModel(PiaDbContext db, ReviewPeople people, FindReasonsToReview find) : DossierPage
{
    public sealed record Condition(Guid Id, int VersionNumber, string Text, string Responsible, DateOnly DueOn, string? ClosedBy,
        DateTimeOffset? ClosedAt, string? Note);

    public sealed record VersionEvent(int VersionNumber, ReviewEvent Event);

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public Review? Review { get; private set; }

    public IReadOnlyList<StepVerdict> Verdicts { get; private set; } = [];

    [BindProperty(SupportsGet = true, Name = "c")]
    public int ConditionPage { get; set; } = 1;

    public PagedList<Condition> Conditions { get; private set; } = null!;

    public Pager ConditionPager => Pager.For(Conditions, At("review"), new Dictionary<string, string?>(StringComparer.Ordinal), "c");

    public PagedList<VersionEvent> Events { get; private set; } = null!;

    public Pager Pager => Pager.For(Events, At("review"), new Dictionary<string, string?>(StringComparer.Ordinal));

    /// <summary>Why the approval in force is due for review again, and the answers.</summary>
    public ReasonsToReview? Reasons { get; private set; }

    public int OpenThreads { get; private set; }

    public int Threads { get; private set; }

    /// <summary>The person is an author, so others have to review.</summary>
    public bool HasAuthored { get; private set; }

    /// <summary>Everyone who could act is an author; the page says what to do.</summary>
    public bool NobodyCanAct { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        ConditionPage = Math.Clamp(ConditionPage, 1, int.MaxValue / PagedList.Size);
        var (id, me, authors) = (Assessment.Id, User.AccountId(), people.Authors(Assessment));
        var (reviewers, officers) =
            (people.Free(Assessment, ReviewRole.Reviewer), people.Free(Assessment, ReviewRole.DataProtectionOfficer));
        var newest = db.Reviews.Where(r => r.OwnerId == id).OrderByDescending(r => r.VersionNumber).Take(1);
        var conditions = from c in db.ReviewConditions.AsNoTracking()
                         join r in db.Reviews on c.ReviewId equals r.Id
                         join closure in db.ConditionClosures on c.Id equals closure.ConditionId into closures
                         from closed in closures.DefaultIfEmpty()
                         where c.OwnerId == id
                         orderby c.DueOn, c.Id
                         select new Condition(c.Id, r.VersionNumber, c.Text, c.Responsible, c.DueOn, closed.AccountName, closed.At,
                             closed.Note);
        var skipped = (ConditionPage - 1) * PagedList.Size;
        // One query returns the product of verdicts and conditions: at most eight steps times one page of conditions.
        var now = await db.Assessments.AsNoTracking().Where(a => a.Id == id).Select(_ => new
        {
            Review = newest.FirstOrDefault(),
            Verdicts = db.StepVerdicts.Where(v => newest.Any(r => r.Id == v.ReviewId)).OrderBy(v => v.Id).ToList(),
            Conditions = conditions.Skip(skipped).Take(PagedList.Size).ToList(),
            ConditionCount = db.ReviewConditions.Count(c => c.OwnerId == id),
            IsApproved = db.Reviews.Any(r => r.OwnerId == id
                && (r.State == ReviewState.Approved || r.State == ReviewState.ApprovedWithConditions)),
            HasAuthored = authors.Contains(me),
            IsStuck = newest.Any(r => r.State == ReviewState.InReview ? !reviewers.Any() : r.State == ReviewState.DpoOpinion
                && !officers.Any()),
            Threads = db.CommentThreads.Count(t => t.OwnerId == id),
            Open = db.CommentThreads.Count(t => t.OwnerId == id && t.ResolvedAt == null),
        }).AsSingleQuery().SingleAsync(cancellationToken);
        (Threads, OpenThreads) = (now.Threads, now.Open);
        if (now.Review is { } review)
        {
            (Review, Verdicts, HasAuthored, NobodyCanAct) = (review, now.Verdicts, now.HasAuthored, now.IsStuck);
            Reasons = now.IsApproved ? await find.OnPage(this, me, cancellationToken) : ReasonsToReview.None;
        }
        // A page number past the end shows the last page.
        Conditions = now.Conditions.Count > 0 || now.ConditionCount == 0
            ? new(now.Conditions, ConditionPage, PagedList.Size, now.ConditionCount)
                : await PagedList.Read(conditions, ConditionPage, cancellationToken);
        Events = await PagedList.Read(db.ReviewEvents.AsNoTracking().Where(e => e.OwnerId == Assessment.Id).OrderByDescending(e => e.At)
            .ThenByDescending(e => e.Id)
            .Join(db.Reviews, e => e.ReviewId, r => r.Id, (e, r) => new VersionEvent(r.VersionNumber, e)), PageNumber, cancellationToken);
    }

    public StepVerdict? VerdictOn(Step step) => Verdicts.FirstOrDefault(v => v.Step == step);

    public ConditionState StateOf(Condition condition) => ReviewCondition.StateOf(condition.DueOn, condition.ClosedAt is not null, Today);
}
