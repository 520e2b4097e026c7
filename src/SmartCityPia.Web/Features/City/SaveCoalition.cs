using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.City;

/// <summary>Declares a group of organisations to be looked at together: added when its id is new, changed when it is known.</summary>
public sealed class SaveCoalition(PiaDbContext db, Save<Coalition, CoalitionDetails> save)
{
    /// <param name="version">The version the person saw; null where they were adding.</param>
    public async Task<Outcome> Handle(Guid id, CoalitionDetails details, uint? version, Actor actor, CancellationToken cancellationToken)
    {
        details.Members = [.. details.Members.Distinct()];
        if (details.Members.Count < CoalitionDetails.FewestMembers)
            return new Outcome.Invalid([new(nameof(CoalitionDetails.Members), "TooFewMembers")]);
        if (await db.Organisations.CountAsync(o => details.Members.Contains(o.Id), cancellationToken) < details.Members.Count)
            return new Outcome.Invalid([new(nameof(CoalitionDetails.Members), "UnknownReference")]);
        // A list of its own: a later change of the form must not be a change of the row.
        return await save.Handle(new() { Id = id }, details, version, actor, cancellationToken, new() { Complete = row => row.Members = [.. details.Members] });
    }
}
