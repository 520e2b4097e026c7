using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>What came of an act on a review.</summary>
public abstract record ReviewResult
{
    public sealed record Done : ReviewResult;

    /// <param name="Status">400 at a field, 403 not for this person, 409 the review is in another state.</param>
    public sealed record Refused(FieldError Error, int Status) : ReviewResult;

    /// <summary>Somebody else acted first; nothing was done.</summary>
    public sealed record Changed : ReviewResult;
}

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
    public async Task<ReviewResult> Handle(Guid assessmentId, uint seen, ReviewRole role, Func<ReviewScene, Task> act, Actor actor, CancellationToken cancellationToken, string? reason = null)
    {
        db.ChangeTracker.Clear();
        var assessment = await db.Assessments.SingleAsync(a => a.Id == assessmentId, cancellationToken);
        var all = await db.Reviews.Include(r => r.Events).Where(r => r.OwnerId == assessmentId).OrderByDescending(r => r.VersionNumber).ToListAsync(cancellationToken);
        if (all is [] || all[0].Version != seen)
            return new ReviewResult.Changed();
        try
        {
            await act(new(assessment, all, await people.Reviewing(assessment, role, actor, cancellationToken), people.Today));
            await db.SaveAsync(actor, cancellationToken, reason);
            return new ReviewResult.Done();
        }
        catch (ReviewRefusedException e)
        {
            db.ChangeTracker.Clear();
            return new ReviewResult.Refused(e.Error, e.IsForbidden ? StatusCodes.Status403Forbidden : e.IsTooLate ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return new ReviewResult.Changed();
        }
    }
}
