using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Findings;

namespace SmartCityPia.Web.Features.City;

/// <summary>A conclusion of the city in the words of a card, and what the planned safeguards do to it.</summary>
public static class CityCardText
{
    /// <returns>Null where the actor cannot draw the conclusion there.</returns>
    public static (CardText Card, string? Planned)? Of(CityGraph graph, IReadOnlyList<Guid> actor, string typeId, Guid holdingId) =>
        CityKnowledge.Explain(graph, actor, typeId, holdingId) is { } finding
            ? (CardText.Of(graph, new FindingCard(typeId, CityFindings.Concerns(graph, holdingId), [finding])), graph.PlannedFor(finding)) : null;
}
