using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Plan;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Plan;

namespace SmartCityPia.Web.Features.Plan;

/// <summary>Agrees with what the records say about several points.</summary>
public sealed class ConfirmPoints(PiaDbContext db, PlanReader plan, TimeProvider clock)
{
    /// <returns>How many were confirmed; others had been answered meanwhile, or the records say nothing about them.</returns>
    public async Task<int> Handle(IReadOnlyList<string> points, Actor actor, CancellationToken cancellationToken)
    {
        var done = 0;
        var outcome = await db.Try(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var now = await plan.Read(PiaCatalogue.Current, clock.Today(), cancellationToken);
            var waiting = points.Distinct(StringComparer.Ordinal).Select(now.Find).OfType<PlanPoint>().Where(p => p.State is PlanPointState.Proposed or PlanPointState.Moved).ToList();
            var ids = waiting.ConvertAll(p => PlanAnswer.IdOf(p.Question.Id));
            var stored = await db.PlanAnswers.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.QuestionId, StringComparer.Ordinal, cancellationToken);
            foreach (var point in waiting)
            {
                if (!stored.TryGetValue(point.Question.Id, out var answer))
                    db.Add(answer = PlanAnswer.To(point.Question.Id));
                answer.Said = point.Feed?.Score;
            }
            await db.SaveAsync(actor, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            done = waiting.Count;
            return new Outcome.Done();
        });
        return outcome is Outcome.Done ? done : 0;
    }
}
