using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Plan;

namespace SmartCityPia.Web.Features.Plan;

/// <summary>Saves a person's answer to one point of the plan.</summary>
public sealed class SavePlanAnswer(PiaDbContext db, Save<PlanAnswer, PlanAnswerDetails> save)
{
    /// <param name="version">The version the person saw; null where they were the first to answer.</param>
    public async Task<Outcome> Handle(PlanPoint point, PlanAnswerDetails details, uint? version, Actor actor, CancellationToken cancellationToken)
    {
        if (details.OwnerId is { } owner && !await db.Organisations.AnyAsync(o => o.Id == owner, cancellationToken))
            return new Outcome.Invalid([new(nameof(details.OwnerId), "UnknownReference")]);
        return await save.Handle(
            PlanAnswer.To(point.Question.Id), details, version, actor, cancellationToken,
            new() { Check = _ => details.Check(point.Feed), Complete = row => row.Said = point.Feed?.Score });
    }
}
