using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Plan;

namespace SmartCityPia.Web.Features.Plan;

/// <summary>Puts a version of the plan in force, or sends it back. Each version is decided once.</summary>
public sealed class DecidePlan(PiaDbContext db)
{
    public Task<Outcome> Handle(int number, PlanDecisionDetails details, Actor actor, CancellationToken cancellationToken) => db.Try(async () =>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.PlanVersions.Where(v => v.Number == number).Select(v => new { v.FrozenById }).SingleOrDefaultAsync(cancellationToken) is not { } version)
            return new Outcome.NotFound();
        if (version.FrozenById == actor.AccountId)
            return new Outcome.Invalid([new("", "PlanOwnVersion")]);
        // A version older than the one in force would put the city back without saying so.
        if (await db.PlanDecisions.AnyAsync(d => d.Number == number || (d.Number > number && d.Verdict == PlanVerdict.InForce), cancellationToken))
            return new Outcome.Invalid([new("", "PlanDecided")]);
        db.Add(new PlanDecision
        {
            Id = Guid.CreateVersion7(actor.At),
            Number = number,
            Verdict = details.Verdict!.Value,
            Reason = details.Reason,
            DecidedAt = actor.At,
            DecidedById = actor.AccountId,
            DecidedBy = actor.Name,
        });
        await db.SaveAsync(actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    });
}
