using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>Appoints a deputy for a period. Posting the same form twice appoints one.</summary>
public sealed class DelegateReviews(PiaDbContext db, ReviewPeople people)
{
    /// <returns>The error; null if it was saved.</returns>
    public async Task<FieldError?> Handle(Guid id, DelegationDetails details, Actor actor, CancellationToken cancellationToken)
    {
        if (details.Check(people.Today).FirstOrDefault() is { } error)
            return error;
        if (!await people.PossibleDeputies(actor.AccountId).AnyAsync(u => u.Id == details.DeputyId, cancellationToken))
            return new(nameof(DelegationDetails.DeputyId), "NotOffered");
        db.ChangeTracker.Clear();
        var delegation = new Delegation { Id = id, PrincipalId = actor.AccountId, CreatedAt = actor.At };
        db.Add(delegation);
        db.Entry(delegation).CurrentValues.SetValues(details);
        await db.SaveOnce(actor, cancellationToken, details.Reason);
        return null;
    }
}

/// <summary>Ends a delegation at once.</summary>
public sealed class RevokeDelegation(PiaDbContext db)
{
    /// <returns>False if the person has no such delegation.</returns>
    public async Task<bool> Handle(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        if (await db.Delegations.SingleOrDefaultAsync(d => d.Id == id
            && d.PrincipalId == actor.AccountId, cancellationToken) is not { } delegation)
            return false;
        delegation.Revoke(actor.At);
        await db.SaveOnce(actor, cancellationToken);
        return true;
    }
}
