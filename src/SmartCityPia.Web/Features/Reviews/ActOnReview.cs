using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>Everything an act may need, freshly read.</summary>
/// <param name="All">All reviews of the assessment, the newest first.</param>
public sealed record ReviewScene(Assessment Assessment, IReadOnlyList<Review> All, Reviewing By, DateOnly Today)
{
    public Review Review => All[0];
}

/// <summary>Carries out one act on the newest review of an assessment: all of it in one transaction, or nothing.</summary>
public sealed class ActOnReview(PiaDbContext db, ReviewPeople people)
{
    /// <param name="seen">The review's row version that the person saw: of two who act on the same, one wins.</param>
    /// <param name="role">The role the act belongs to.</param>
    /// <returns>Invalid at a field; Forbidden to this person; Changed where the review is in another state by now.</returns>
    public Task<Outcome> Handle(Guid assessmentId, uint seen, ReviewRole role, Func<ReviewScene, Task> act, Actor actor, CancellationToken cancellationToken, string? reason = null) =>
        db.Try(() => Act(assessmentId, seen, role, act, actor, reason, cancellationToken));

    private async Task<Outcome> Act(Guid assessmentId, uint seen, ReviewRole role, Func<ReviewScene, Task> act, Actor actor, string? reason, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var assessment = await db.Assessments.SingleAsync(a => a.Id == assessmentId, cancellationToken);
        var all = await db.Reviews.Include(r => r.Events).Where(r => r.OwnerId == assessmentId).OrderByDescending(r => r.VersionNumber).ToListAsync(cancellationToken);
        if (all is [] || all[0].Version != seen)
            return new Outcome.Changed();
        try
        {
            await act(new(assessment, all, await people.Reviewing(assessment, role, actor, cancellationToken), people.Today));
            await db.SaveAsync(actor, cancellationToken, reason);
            return new Outcome.Done();
        }
        catch (ReviewRefusedException e)
        {
            db.ChangeTracker.Clear();
            return e.IsForbidden ? new Outcome.Forbidden(e.Error) : e.IsTooLate ? new Outcome.Changed() : new Outcome.Invalid([e.Error]);
        }
    }
}
