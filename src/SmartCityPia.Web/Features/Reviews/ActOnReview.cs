using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Register;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>The data of a review action, freshly read.</summary>
/// <param name="All">All reviews of the assessment, newest first.</param>
public sealed record ReviewContext(Assessment Assessment, IReadOnlyList<Review> All, ReviewActor By, DateOnly Today)
{
    public Review Review => All[0];
}

/// <summary>Performs one action on the newest review of an assessment, in one transaction.</summary>
public sealed class ActOnReview(PiaDbContext db, ReviewPeople people)
{
    /// <param name="seen">The row version of the review on the page. If two people act at once, one of them succeeds.</param>
    /// <param name="role">The role that the action requires.</param>
    /// <returns>Invalid for a field error; Forbidden for the wrong person; Changed if the review's state doesn't fit any more.</returns>
    public Task<Outcome> Handle(Guid assessmentId, uint seen, ReviewRole role,
        Func<ReviewContext, Task> act, Actor actor, CancellationToken cancellationToken, string? reason = null) =>
        db.Try(() => Act(assessmentId, seen, role, act, actor, reason, cancellationToken));

    private async Task<Outcome> Act(Guid assessmentId, uint seen, ReviewRole role,
        Func<ReviewContext, Task> act, Actor actor, string? reason, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var assessment = await db.Assessments.SingleAsync(a => a.Id == assessmentId, cancellationToken);
        var all = await db.Reviews.Include(r => r.Events).Where(r => r.OwnerId == assessmentId).OrderByDescending(r => r.VersionNumber)
            .ToListAsync(cancellationToken);
        if (all is [] || all[0].Version != seen)
            return new Outcome.Changed();
        try
        {
            var wasOpen = all[0].IsOpen;
            await act(new(assessment, all, await people.ActorOf(assessment, role, actor, cancellationToken), people.Today));
            if (wasOpen && !all[0].IsOpen)
                await Freeze(all[0], assessment.Reference, cancellationToken);
            await db.SaveAsync(actor, cancellationToken, reason);
            return new Outcome.Done();
        }
        catch (ReviewRefusedException e)
        {
            db.ChangeTracker.Clear();
            return e.IsForbidden ? new Outcome.Forbidden(e.Error) : e.IsWrongState ? new Outcome.Changed() : new Outcome.Invalid([e.Error]);
        }
    }

    private async Task Freeze(Review review, string reference, CancellationToken cancellationToken)
    {
        var decision = DecisionRecord.Of(review, reference, await db.StepVerdicts.Where(v => v.ReviewId == review.Id).ToListAsync(cancellationToken));
        if (!decision.Approves())
        {
            db.Add(DecisionRecord.Freeze(decision, review.Id));
            return;
        }
        var version = await db.AssessmentVersions.AsNoTracking().SingleAsync(v => v.AssessmentId == review.OwnerId && v.Number == review.VersionNumber, cancellationToken);
        var (record, open) = PublicRecord.Freeze(decision, review.Id, CanonicalJson.Read(version.Json), version);
        db.AddRange(record, open);
    }
}
