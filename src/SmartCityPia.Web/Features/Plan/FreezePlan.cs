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
