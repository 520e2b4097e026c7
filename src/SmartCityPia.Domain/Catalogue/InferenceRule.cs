namespace SmartCityPia.Domain.Catalogue;

/// <summary>The reference's word for how strong a rule is. It is an opinion beside the number and may disagree with it, for example for lab-only results.</summary>
public enum RuleStrength
{
    /// <summary>Follows by construction, or above 0.9 in a study.</summary>
    Certain,
    /// <summary>0.5 to 0.9.</summary>
    Probable,
    /// <summary>Below 0.5, or in the laboratory only.</summary>
    Possible,
}

/// <summary>What a rule rests on. The number may still be an estimate: see <see cref="InferenceRule.Estimate"/>.</summary>
public enum RuleBasis
{
    Literature,
    /// <summary>Follows from how the data is made.</summary>
    ByDesign,
    Estimate,
}

/// <summary>Who knows all premises can learn the conclusion. One entry of <c>inference-rules.json</c>.</summary>
public sealed record InferenceRule
{
    /// <summary>The reference, with a letter where one row of the reference became several rules: I59a.</summary>
    public required string Id { get; init; }

    /// <summary>The row of the reference list, I01 to I120.</summary>
    public required string Reference { get; init; }
    public required string Group { get; init; }

    /// <summary>One to four attribute types, all needed.</summary>
    public required IReadOnlyList<string> Premises { get; init; }
    public required string Conclusion { get; init; }

    /// <summary>0 to 1. The confidence of a chain is the product along it.</summary>
    public required double Confidence { get; init; }

    /// <summary>Lower end of the plausible range, 0 to 1.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end of the plausible range, 0 to 1.</summary>
    public required double High { get; init; }

    /// <summary>At least one end of the range was derived from the certainty, see docs/catalogue.md.</summary>
    public bool RangeEstimated { get; init; }
    public required RuleStrength Strength { get; init; }
    public required RuleBasis Basis { get; init; }

    /// <summary>The confidence is an estimate or recalled from memory, and must be shown as one.</summary>
    public required bool Estimate { get; init; }

    /// <summary>The rule in one plain sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>What the reader must know before relying on the rule.</summary>
    public string? Caution { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}
