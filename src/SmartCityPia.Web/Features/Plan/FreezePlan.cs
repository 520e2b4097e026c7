using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Plan;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Plan;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Plan;

/// <summary>Freezes the plan as it stands as its next version.</summary>
public sealed class FreezePlan(PiaDbContext db, PlanReader plan, LiveSettings settings, TimeProvider clock)
{
    /// <returns>The number; null where somebody else froze a version at the same moment.</returns>
    public async Task<int?> Handle(string statement, Actor actor, CancellationToken cancellationToken)
    {
        var number = 0;
        var outcome = await db.Try(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            number = (await db.PlanVersions.MaxAsync(v => (int?)v.Number, cancellationToken) ?? 0) + 1;
            var catalogue = PiaCatalogue.Current;
            var now = await plan.Read(catalogue, clock.Today(), cancellationToken);
            var owners = await plan.Owners(now.Points, cancellationToken);
            db.Add(PlanVersion.Freeze(FrozenPlan.Of(now, number, settings.Now.Identity.Name, catalogue.Plan.Version, owners), statement, actor));
            await db.SaveAsync(actor, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new Outcome.Done();
        });
        return outcome is Outcome.Done ? number : null;
    }
}

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

/// <summary>Records what an organisation accepted, and how its policy answers the plan.</summary>
public sealed class SavePlanParticipant(Save<PlanParticipant, PlanParticipantDetails> save)
{
    /// <param name="inForce">The newest version that was put in force; null for none.</param>
    public Task<Outcome> Handle(Guid organisation, int? inForce, DateOnly today, PlanParticipantDetails details, uint? version, Actor actor, CancellationToken cancellationToken) =>
        save.Handle(
            new() { Id = organisation }, details, version, actor, cancellationToken,
            new() { Check = _ => details.Check(PiaCatalogue.Current, inForce, today), Complete = row => row.Points = [.. details.Points.Distinct(StringComparer.Ordinal)] });
}
