using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>Saves an officer's statement why a trigger needs no new assessment.</summary>
public sealed class AnswerTrigger(PiaDbContext db, FindReasonsToReview find)
{
    /// <param name="seen">The hash of the events on the page.</param>
    /// <returns>False if events were added since, or the trigger is answered already; nothing is saved then.</returns>
    public async Task<bool> Handle(Dossier live, TriggerKind kind, string seen, string reason, Actor actor,
        CancellationToken cancellationToken)
    {
        var reasons = await find.Handle(live, actor.AccountId, cancellationToken);
        if (reasons.Review is not { } review || reasons.Triggers.FirstOrDefault(t => t.Kind == kind) is not { } trigger
            || trigger.Seen != seen)
            return false;
        db.Add(new TriggerAnswer
        {
            Id = Guid.CreateVersion7(actor.At),
            OwnerId = review.OwnerId,
            ReviewId = review.Id,
            Kind = kind,
            Keys = [.. trigger.Items.Select(i => i.Key)],
            Reason = reason,
            At = actor.At,
            AccountId = actor.AccountId,
            AccountName = actor.Name,
        });
        await db.SaveAsync(actor, cancellationToken, reason);
        return true;
    }
}
