using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Features.City;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>Why an approved assessment comes up again.</summary>
/// <param name="Review">The approval; null where none is in force.</param>
/// <param name="DueOn">The day it comes up by itself.</param>
/// <param name="CityIsRunning">The analysis takes longer than a page waits: its findings are not among the triggers yet.</param>
public sealed record ReasonsToReview(Review? Review, DateOnly? DueOn, IReadOnlyList<ReviewTrigger> Triggers, IReadOnlyList<TriggerAnswer> Answers, bool CityIsRunning)
{
    internal static readonly ReasonsToReview None = new(null, null, [], [], false);
}

/// <summary>Finds what has happened since an assessment was approved that asks for another look; which rows, findings and incidents.</summary>
public sealed class FindReasonsToReview(PiaDbContext db, LookAtCity city, ReviewPeople people, IOptions<CityOptions> options)
{
    /// <param name="live">The dossier as it is now, with its findings.</param>
    /// <param name="lookAtCity">False in lists, which cannot wait for every service.</param>
    public async Task<ReasonsToReview> Handle(Dossier live, Guid who, CancellationToken cancellationToken, bool lookAtCity = true)
    {
        var id = live.Head.AssessmentId;
        if (await db.Reviews.AsNoTracking().SingleOrDefaultAsync(r => r.OwnerId == id && (r.State == ReviewState.Approved || r.State == ReviewState.ApprovedWithConditions), cancellationToken) is not { } review)
            return ReasonsToReview.None;
        var version = await db.AssessmentVersions.AsNoTracking().Where(v => v.AssessmentId == id && v.Number == review.VersionNumber)
            .Select(v => new { v.Json, Approved = db.ReviewEvents.Where(e => e.ReviewId == review.Id && (e.ToState == ReviewState.Approved || e.ToState == ReviewState.ApprovedWithConditions)).OrderBy(e => e.At).First().At })
            .SingleAsync(cancellationToken);
        var incidents = await db.Incidents.AsNoTracking().Where(i => i.OwnerId == id).ToListAsync(cancellationToken);
        var answers = await db.TriggerAnswers.AsNoTracking().Where(a => a.ReviewId == review.Id).OrderBy(a => a.Id).ToListAsync(cancellationToken);
        var running = false;
        if (lookAtCity && live.City is null)
        {
            var (record, run) = await city.Handle(live, who, cancellationToken);
            (live, running) = (record is null ? live : live.WithCity(record), run is not null);
        }
        var intervals = options.Value.ReviewAgain;
        var dueOn = review.ReviewAgainOn ?? intervals.DueOn(version.Approved.Day(), review.HighResidualRisks);
        return new(review, dueOn, ReviewTriggers.Of(dueOn, version.Approved, CanonicalJson.Read(version.Json), live, incidents, answers, intervals, review.HighResidualRisks, people.Today), answers, running);
    }
}
