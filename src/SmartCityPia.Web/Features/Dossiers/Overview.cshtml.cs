using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
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

    /// <summary>How often vendors were asked about this service; null for those who may not ask.</summary>
    public int? VendorRequests { get; private set; }

    /// <summary>Why the approval in force comes up again.</summary>
    public ReasonsToReview? Reasons { get; private set; }

    public bool HasSomethingToDo => OpenVerdicts.Count + OpenThreads.Count + OpenConditions.Count > 0;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Review = await db.Reviews.AsNoTracking().Where(r => r.OwnerId == Assessment.Id).OrderByDescending(r => r.VersionNumber).FirstOrDefaultAsync(cancellationToken);
        if (User.IsInRole(Roles.Officer))
            VendorRequests = await db.DescriptionRequests.CountAsync(r => r.TargetId == Assessment.Id, cancellationToken);
        if (Review is { } review)
        {
            Reasons = await find.Handle(Dossier, User.AccountId(), cancellationToken);
            OpenVerdicts = await db.StepVerdicts.AsNoTracking().Where(v => v.ReviewId == review.Id && v.Verdict != Verdict.Accepted).OrderBy(v => v.Id).ToListAsync(cancellationToken);
            var conditions = db.ReviewConditions.AsNoTracking().Where(c => c.OwnerId == Assessment.Id && !db.ConditionClosures.Any(x => x.ConditionId == c.Id));
            OpenConditions = await conditions.OrderBy(c => c.DueOn).ThenBy(c => c.Id).Take(Shown).Select(c => new OpenCondition(c.Text, c.Responsible, c.DueOn, conditions.Count())).ToListAsync(cancellationToken);
        }
        var threads = db.CommentThreads.AsNoTracking().Where(t => t.OwnerId == Assessment.Id && t.ResolvedAt == null);
        OpenThreads = await threads.OrderByDescending(t => t.Id).Take(Shown).Select(t => new OpenThread(t.Id, t.Step, t.About, threads.Count())).ToListAsync(cancellationToken);
    }

    public int StepsDone => Enum.GetValues<Step>().Count(s => Steps.StateOf(s, Dossier, Gaps) == StepState.Complete);

    public IEnumerable<Gap> OfStep(Step step) => Gaps.Where(g => g.Step == step && (g.Blocks || g.Attention));
}
