using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Plan;

namespace SmartCityPia.Web.Features.Plan;

/// <summary>Records what an organisation accepted, and how its policy answers the plan.</summary>
public sealed class SavePlanParticipant(Save<PlanParticipant, PlanParticipantDetails> save)
{
    /// <param name="inForce">The newest version that was put in force; null for none.</param>
    public Task<Outcome> Handle(Guid organisation, int? inForce, DateOnly today, PlanParticipantDetails details, uint? version, Actor actor, CancellationToken cancellationToken) =>
        save.Handle(
            new() { Id = organisation }, details, version, actor, cancellationToken,
            new() { Check = _ => details.Check(PiaCatalogue.Current, inForce, today), Complete = row => row.Points = [.. details.Points.Distinct(StringComparer.Ordinal)] });
}
