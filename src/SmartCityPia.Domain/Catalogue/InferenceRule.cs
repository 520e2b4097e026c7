using System.Text.Json.Serialization;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>What a number rests on; how well the source is known is another matter, see <see cref="Certainty"/>.</summary>
public enum NumberBasis
{
    /// <summary>Measured in the source under the conditions stated.</summary>
    Measured,

    /// <summary>Follows from how the data is made.</summary>
    ByConstruction,

    /// <summary>Judged by us, also where a study measured it under other conditions.</summary>
    Judged,
}

public enum RuleEffort
{
    /// <summary>It takes a laboratory.</summary>
    Laboratory,
}

/// <summary>How a classifier does. Of those it points at, <see cref="Right"/> is the share it is right about.</summary>
/// <param name="Sensitivity">Share of the cases that it finds.</param>
/// <param name="FalseAlarms">Share of the others that it takes for a case.</param>
/// <param name="BaseRate">Share of people or times that are a case; a city sets its own.</param>
public sealed record Classifier(double Sensitivity, double FalseAlarms, double BaseRate)
{
    /// <summary>The positive predictive value, to three decimals; 0 where it never points at anybody.</summary>
    [JsonIgnore]
    public double Right => Sensitivity * BaseRate + FalseAlarms * (1 - BaseRate) is > 0 and var told ? Math.Round(Sensitivity * BaseRate / told, 3) : 0;
}

/// <summary>Who knows all premises can learn the conclusion. One entry of <c>inference-rules.json</c>.</summary>
public sealed record InferenceRule
{
    /// <summary>The reference, with a letter where one row of the reference became several rules: I59a.</summary>
    public required string Id { get; init; }

    /// <summary>The row of the reference list.</summary>
    public required string Reference { get; init; }
    public required string Group { get; init; }

    /// <summary>One to four, all needed.</summary>
    public required IReadOnlyList<Premise> Premises { get; init; }
    public required string Conclusion { get; init; }

    /// <summary>0 to 1. Of a classifier, how often being told is right.</summary>
    public required double Confidence { get; init; }

    /// <summary>Lower end of the plausible range, 0 to 1.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end of the plausible range, 0 to 1.</summary>
    public required double High { get; init; }

    public RuleEffort? Effort { get; init; }

    /// <summary>Disputed or not confirmed: it counts only where the city switches it on, and what rests on it is a hypothesis.</summary>
    public bool Off { get; init; }

    public Classifier? Classifier { get; init; }
    public required NumberBasis Number { get; init; }

    /// <summary>The rule in one plain sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>What the reader must know before relying on the rule.</summary>
    public string? Caution { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }

    /// <summary>Whether the number is shown as an estimate.</summary>
    [JsonIgnore]
    public bool Estimate => Number == NumberBasis.Judged;
}
