namespace SmartCityPia.Domain.Catalogue;

/// <summary>The file <c>scales.json</c>: how risks are measured and what may be done about them.</summary>
public sealed record RiskScalesFile
{
    public required string Version { get; init; }
    public required string Source { get; init; }

    /// <summary>Impact on people, levels 1 to 4.</summary>
    public required IReadOnlyList<RiskScaleLevel> Severity { get; init; }

    /// <summary>Levels 1 to 4.</summary>
    public required IReadOnlyList<RiskScaleLevel> Likelihood { get; init; }

    /// <summary>Zones of the risk map; product means severity level times likelihood level.</summary>
    public required IReadOnlyList<RiskZone> Zones { get; init; }
    public required IReadOnlyList<RiskTreatmentOption> Treatments { get; init; }

    /// <summary>Suggestions of who or what may bring a risk about.</summary>
    public required IReadOnlyList<RiskSource> RiskSources { get; init; }
}

/// <summary>One level of a four-level scale.</summary>
public sealed record RiskScaleLevel
{
    public required int Level { get; init; }
    public required string Name { get; init; }
    public required string Criteria { get; init; }
    public required string Example { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}

/// <summary>A zone of the risk map.</summary>
public sealed record RiskZone
{
    /// <summary><c>High</c>, <c>Medium</c> or <c>Low</c>.</summary>
    public required string Name { get; init; }
    public required string Rule { get; init; }

    /// <summary>What follows for the risk's owner.</summary>
    public required string Consequence { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}

/// <summary>A way of dealing with a risk.</summary>
public sealed record RiskTreatmentOption
{
    /// <summary><c>Reduce</c>, <c>Retain</c>, <c>Avoid</c> or <c>Share</c>.</summary>
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Plain { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}

/// <summary>Who or what may bring a risk about.</summary>
public sealed record RiskSource
{
    public required string Name { get; init; }
    public required string Plain { get; init; }
}
