using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;

namespace SmartCityPia.Domain.City;

public static class PlannedInCity
{
    /// <summary>What all planned safeguards of the city do to one of its findings, in words.</summary>
    /// <returns>Null where they make no difference.</returns>
    public static string? PlannedFor(this CityGraph city, Finding finding, CultureInfo? culture = null) => city.Planned is { } planned
        ? PlannedText.Between(finding, CityKnowledge.Explain(planned, finding.Actor, finding.TypeId, finding.HoldingId), culture) : null;
}
