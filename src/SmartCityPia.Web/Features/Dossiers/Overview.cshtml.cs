using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Features.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers;

/// <summary>The task list of one assessment.</summary>
public sealed class OverviewModel(PiaDbContext db, FindReasonsToReview find) : DossierPage
{
    /// <summary>Threads and conditions shown; the rest is a link away.</summary>
    private const int Shown = 5;

    public sealed record OpenThread(Guid Id, Step Step, string About, int All);

    public sealed record OpenCondition(string Text, string Responsible, DateOnly DueOn, int All);

    /// <summary>The newest version's; null while nothing was submitted.</summary>
    public Review? Review { get; private set; }

    /// <summary>What the reviewer wants corrected or improved.</summary>
    public IReadOnlyList<StepVerdict> OpenVerdicts { get; private set; } = [];

    public IReadOnlyList<OpenThread> OpenThreads { get; private set; } = [];

    public IReadOnlyList<OpenCondition> OpenConditions { get; private set; } = [];

    /// <summary>The last day of the service, where it is known.</summary>
    public DateOnly? EndsOn { get; private set; }

    /// <summary>How often vendors were asked about this service; null for those who may not ask.</summary>
    public int? VendorRequests { get; private set; }

    /// <summary>Why the approval in force comes up again.</summary>
    public ReasonsToReview? Reasons { get; private set; }

    public bool HasSomethingToDo => OpenVerdicts.Count + OpenThreads.Count + OpenConditions.Count > 0;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var id = Assessment.Id;
        var newest = await db.Reviews.AsNoTracking().Where(r => r.OwnerId == id).OrderByDescending(r => r.VersionNumber).Select(r => new
        {
            Review = r,
            VendorRequests = db.DescriptionRequests.Count(d => d.TargetId == id),
            Verdicts = db.StepVerdicts.Where(v => v.ReviewId == r.Id && v.Verdict != Verdict.Accepted).OrderBy(v => v.Id).ToList(),
        }).FirstOrDefaultAsync(cancellationToken);
        if (MayEdit)
            VendorRequests = newest?.VendorRequests ?? await db.DescriptionRequests.CountAsync(d => d.TargetId == id, cancellationToken);
        if (newest is not null)
        {
            (Review, OpenVerdicts) = (newest.Review, newest.Verdicts);
            Reasons = await find.OnPage(this, User.AccountId(), cancellationToken);
        }
        var conditions = db.ReviewConditions.Where(c => c.OwnerId == id && !db.ConditionClosures.Any(x => x.ConditionId == c.Id));
        var threads = db.CommentThreads.Where(t => t.OwnerId == id && t.ResolvedAt == null);
        var open = await db.Assessments.AsNoTracking().Where(a => a.Id == id).Select(_ => new
        {
            EndsOn = db.ServiceEnds.Where(e => e.OwnerId == id).Select(e => e.EndsOn).FirstOrDefault(),
            Conditions = conditions.OrderBy(c => c.DueOn).ThenBy(c => c.Id).Take(Shown).Select(c => new OpenCondition(c.Text, c.Responsible, c.DueOn, conditions.Count())).ToList(),
            Threads = threads.OrderByDescending(t => t.Id).Take(Shown).Select(t => new OpenThread(t.Id, t.Step, t.About, threads.Count())).ToList(),
        }).AsSingleQuery().SingleAsync(cancellationToken);
        (OpenConditions, OpenThreads, EndsOn) = (open.Conditions, open.Threads, open.EndsOn);
        // What is to be mended stands above already.
        if (Standing?.SentBack is not null)
            (OpenVerdicts, OpenThreads) = ([], []);
    }

    public int StepsDone => Enum.GetValues<Step>().Count(s => Steps.StateOf(s, Dossier, Gaps) == StepState.Complete);

    public IEnumerable<Gap> OfStep(Step step) => Gaps.Where(g => g.Step == step && (g.Blocks || g.Attention || g.LeavesOpen));
}
