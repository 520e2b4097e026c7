using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>Why an approved assessment is due for review again.</summary>
/// <param name="Review">The approval in force; null if there is none.</param>
/// <param name="DueOn">The day on which it is due in any case.</param>
/// <param name="CityIsRunning">True if the city analysis isn't finished; its findings are not in the triggers yet.</param>
public sealed record ReasonsToReview(Review? Review, DateOnly? DueOn,
    IReadOnlyList<ReviewTrigger> Triggers, IReadOnlyList<TriggerAnswer> Answers, bool CityIsRunning)
{
    internal static readonly ReasonsToReview None = new(null, null, [], [], false);
}

/// <summary>Finds the events since the approval that are a reason for another review: rows, findings and incidents.</summary>
public sealed class FindReasonsToReview(PiaDbContext db, DossierCache dossiers, ComputeContribution city, ReviewPeople people,
    LiveSettings settings)
{
    /// <param name="live">The present dossier, with its findings.</param>
    /// <param name="lookAtCity">False for lists, which can't wait for the analysis of every service.</param>
    public Task<ReasonsToReview> Handle(Dossier live, Guid who, CancellationToken cancellationToken, bool lookAtCity = true) =>
        Find(live, lookAtCity ? () => city.Handle(live, who, cancellationToken) : null, cancellationToken);

    /// <summary>The same for a page of the assessment, with the cached city contribution.</summary>
    public Task<ReasonsToReview> OnPage(DossierPage page, Guid who, CancellationToken cancellationToken) => Find(page.Dossier, async () =>
    {
        var (inCity, running) = await city.OfKept(page.Kept, page.CityStamp, who, cancellationToken);
        return (inCity?.Dossier.City, running);
    }, cancellationToken);

    private async Task<ReasonsToReview> Find(Dossier live, Func<Task<(CityRecord? Record, CityRun? Running)>>? look,
        CancellationToken cancellationToken)
    {
        var id = live.Head.AssessmentId;
        var approval = await db.Reviews.AsNoTracking().Where(r => r.OwnerId == id
            && (r.State == ReviewState.Approved || r.State == ReviewState.ApprovedWithConditions)).Select(r => new
            {
                Review = r,
                VersionId = db.AssessmentVersions.Where(v => v.AssessmentId == id && v.Number == r.VersionNumber).Select(v => v.Id).Single(),
                At = db.ReviewEvents.Where(e => e.ReviewId == r.Id
                    && (e.ToState == ReviewState.Approved || e.ToState == ReviewState.ApprovedWithConditions)).OrderBy(e => e.At)
                .Select(e => e.At).First(),
                Incidents = db.Incidents.Where(i => i.OwnerId == id).ToList(),
                Answers = db.TriggerAnswers.Where(a => a.ReviewId == r.Id).OrderBy(a => a.Id).ToList(),
            }).AsSingleQuery().SingleOrDefaultAsync(cancellationToken);
        if (approval is null)
            return ReasonsToReview.None;
        var (review, running) = (approval.Review, false);
        if (look is not null && live.City is null)
        {
            var (record, run) = await look();
            (live, running) = (record is null ? live : live.WithCity(record), run is not null);
        }
        var intervals = settings.Now.Reviews;
        var dueOn = review.ReviewAgainOn ?? intervals.DueOn(approval.At.Day(), review.HighResidualRisks);
        var approved = await dossiers.Frozen(approval.VersionId, cancellationToken);
        return new(review, dueOn, ReviewTriggers.Of(dueOn, approval.At, approved, live, approval.Incidents, approval.Answers, intervals,
            review.HighResidualRisks, people.Today), approval.Answers, running);
    }
}
