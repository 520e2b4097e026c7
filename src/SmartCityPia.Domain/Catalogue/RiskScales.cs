using System.Globalization;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>The file <c>scales.json</c>: how risks are measured.</summary>
/// <param name="Severity">Impact on people, one entry for each level in rising order.</param>
/// <param name="Likelihood">As <paramref name="Severity"/>.</param>
/// <param name="Map">One row for each severity in rising order.</param>
/// <param name="Zones">What follows from a zone; each zone once.</param>
/// <param name="RiskSources">Suggestions of who or what may bring a risk about.</param>
public sealed record RiskScales(
    CatalogueTable<RiskScaleLevel> Severity, CatalogueTable<RiskScaleLevel> Likelihood, CatalogueTable<RiskMapRow> Map,
    CatalogueTable<RiskZoneMeaning> Zones, CatalogueTable<RiskSource> RiskSources)
{
    public string Version => Map.Version;

    /// <param name="map">As <see cref="Map"/>, or as it was when a version was frozen.</param>
    public static RiskZone ZoneOf(IReadOnlyList<RiskMapRow> map, Level severity, Level likelihood) => map[(int)severity - 1].Zones[(int)likelihood - 1];

    /// <summary>"Impact 3 with likelihood 3 to 4; impact 4 with likelihood 2 to 4": where on the map a zone lies.</summary>
    public string Where(RiskZone zone, CultureInfo? culture = null) => string.Join("; ", Map.Select(row =>
    {
        var levels = Enum.GetValues<Level>().Where(likelihood => ZoneOf(Map, row.Severity, likelihood) == zone).Select(level => (int)level).ToList();
        return levels.Count == 0 ? null : string.Format(
            culture ?? CultureInfo.CurrentCulture, Words.Find(typeof(RiskScales), levels.Count == 1 ? "Where.One" : "Where.Range", culture)!, (int)row.Severity, levels[0], levels[^1]);
    }).OfType<string>());
}

/// <summary>One level of a four-level scale.</summary>
public sealed record RiskScaleLevel
{
    public required Level Level { get; init; }
    public required string Name { get; init; }
    public required string Criteria { get; init; }
    public required string Example { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}

/// <summary>The zones of one severity.</summary>
public sealed record RiskMapRow
{
    public required Level Severity { get; init; }

    /// <summary>One for each likelihood in rising order.</summary>
    public required IReadOnlyList<RiskZone> Zones { get; init; }
}

/// <summary>What a zone of the risk map asks for.</summary>
public sealed record RiskZoneMeaning
{
    public required RiskZone Zone { get; init; }

    /// <summary>What follows for the risk's owner.</summary>
    public required string Consequence { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}

/// <summary>Who or what may bring a risk about.</summary>
public sealed record RiskSource
{
    public required string Name { get; init; }
    public required string Plain { get; init; }
}
