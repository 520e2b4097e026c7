using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>The file <c>screening.json</c>: is an impact assessment needed?</summary>
/// <param name="Rules">In the order in which they are tried; the first that applies gives the outcome.</param>
/// <param name="Lists">Of supervisory authorities (GDPR Art. 35(4)), each with its day.</param>
public sealed record ScreeningMethod(
    CatalogueTable<ScreeningCriterion> Criteria, CatalogueTable<ScreeningQuestion> Questions, CatalogueTable<ScreeningRule> Rules, CatalogueTable<NationalList> Lists)
{
    /// <summary>Whether personal data is processed at all.</summary>
    public ScreeningQuestion Gate => Questions.Single(q => q.Gate);

    public string Version => Rules.Version;
}

/// <summary>Where a criterion comes from; rules count criteria of one kind.</summary>
public enum CriterionKind
{
    /// <summary>One of the nine of WP248 rev.01.</summary>
    Wp248,
    /// <summary>One of the three cases of GDPR Art. 35(3).</summary>
    Article35,
    /// <summary>A trigger for services in public space, from national lists.</summary>
    PublicSpace,
    /// <summary>The list of the supervisory authority (GDPR Art. 35(4)).</summary>
    NationalList,
    /// <summary>Personal data is processed at all.</summary>
    PersonalData,
}

/// <summary>What a supervisory authority says always needs an assessment. A city keeps the list of its own authority here.</summary>
public sealed record NationalList
{
    public required string Id { get; init; }
    public required string Authority { get; init; }
    public required DateOnly Dated { get; init; }
    public required IReadOnlyList<string> Entries { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}

/// <summary>A circumstance that counts towards an impact assessment.</summary>
public sealed record ScreeningCriterion
{
    public required string Id { get; init; }
    public required CriterionKind Kind { get; init; }
    public required string Name { get; init; }
    public required string Plain { get; init; }

    /// <summary>What the law asks besides an assessment where it is met.</summary>
    public string? AlsoAsks { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}

/// <summary>A question put to the officer, to be answered yes, no or unsure.</summary>
public sealed record ScreeningQuestion
{
    public required string Id { get; init; }
    public required string Text { get; init; }

    /// <summary>Asked first: "no" settles the screening, and the other questions need no answer.</summary>
    public bool Gate { get; init; }

    /// <summary>What the question means, in everyday words.</summary>
    public required string Plain { get; init; }
    public required string Example { get; init; }

    /// <summary>Why it is asked.</summary>
    public required string Why { get; init; }

    /// <summary>Criteria met when the answer is yes, or not known.</summary>
    public required IReadOnlyList<string> Criteria { get; init; }
    public required Certainty Certainty { get; init; }
}

/// <summary>How criteria lead to an outcome.</summary>
public sealed record ScreeningRule
{
    public required string Id { get; init; }

    /// <summary>All of them are needed; a rule without any applies to what is left.</summary>
    public required IReadOnlyList<CriteriaCount> When { get; init; }

    /// <summary>Applies only once no question is open.</summary>
    public bool AllAnswered { get; init; }

    /// <summary>Applies where the gate is answered with no.</summary>
    public bool GateClosed { get; init; }

    /// <summary>The law leaves no choice: it cannot be decided otherwise.</summary>
    public bool Binding { get; init; }
    public required string Text { get; init; }

    /// <summary>Needed or not needed.</summary>
    public required ScreeningOutcome Outcome { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}

/// <summary>So many criteria of one kind are met.</summary>
public sealed record CriteriaCount
{
    public required CriterionKind Kind { get; init; }

    /// <summary>1 or more.</summary>
    public required int AtLeast { get; init; }
}
