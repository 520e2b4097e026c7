namespace SmartCityPia.Domain.Catalogue;

/// <summary>The file <c>screening.json</c>: is an impact assessment needed?</summary>
public sealed record ScreeningFile
{
    public required string Version { get; init; }
    public required string Source { get; init; }
    public required IReadOnlyList<ScreeningCriterion> Criteria { get; init; }
    public required IReadOnlyList<ScreeningQuestion> Questions { get; init; }

    /// <summary>In the order in which they are tried; the first that applies gives the outcome.</summary>
    public required IReadOnlyList<ScreeningRule> Rules { get; init; }
}

/// <summary>A circumstance that counts towards an impact assessment.</summary>
public sealed record ScreeningCriterion
{
    /// <summary>W1 to W9 (WP248 rev.01), L1 to L3 (GDPR Art. 35(3)) or T1 and up (public-space triggers).</summary>
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Plain { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}

/// <summary>A question put to the officer, to be answered yes, no or unsure.</summary>
public sealed record ScreeningQuestion
{
    public required string Id { get; init; }
    public required string Text { get; init; }

    /// <summary>What the question means, in everyday words.</summary>
    public required string Plain { get; init; }
    public required string Example { get; init; }

    /// <summary>Why it is asked.</summary>
    public required string Why { get; init; }

    /// <summary>Criteria met when the answer is yes.</summary>
    public required IReadOnlyList<string> Criteria { get; init; }

    /// <summary>Criteria met when the answer is no.</summary>
    public required IReadOnlyList<string> NoCriteria { get; init; }
    public required Certainty Certainty { get; init; }
}

/// <summary>How criteria lead to an outcome.</summary>
public sealed record ScreeningRule
{
    public required string Id { get; init; }
    public required string Text { get; init; }

    /// <summary><c>Needed</c> or <c>NotNeeded</c>.</summary>
    public required string Outcome { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}
