using System.Text.Json.Serialization;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public enum ProofStepKind { Field, Rule, Link }

/// <summary>One step of a proof; the steps it builds on come before it in the list.</summary>
/// <param name="Score">How surely it can be said, 0 to 1.</param>
/// <param name="Via">The inference rule, or the attribute type or class that links two holdings; null for a field.</param>
/// <param name="OtherHoldingId">Where a link leads from.</param>
/// <param name="Premises">Indexes of earlier steps.</param>
public sealed record ProofStep(ProofStepKind Kind, Guid HoldingId, string TypeId, double Score, string? Via, Guid? OtherHoldingId, IReadOnlyList<int> Premises)
{
    /// <summary>What a field of the holding is like, where the step is about that; <see cref="TypeId"/> may then name a class of types.</summary>
    public CityCondition? Condition { get; init; }

    /// <summary>Of a class, the type of the field that is like it.</summary>
    public string? Field { get; init; }
}

/// <summary>A facet that a proof uses at its most open value because nobody stated it: stating it may end the finding.</summary>
/// <param name="TypeId">Null for a facet of the holding itself.</param>
/// <param name="Facet">Its name in a city file: days, events, access; metres, seconds, group, form.</param>
public sealed record Assumption(Guid HoldingId, string? TypeId, string Facet);

/// <summary>What the findings are once all that is planned is in place, where it differs from today.</summary>
/// <param name="Gone">Keys of the findings that are no longer there.</param>
/// <param name="Changed">Those with another score, and those that are new.</param>
public sealed record PlannedFindings(IReadOnlyList<string> Gone, IReadOnlyList<Finding> Changed);

/// <summary>Something an organisation can say about the people in a holding although it is no field of it.</summary>
/// <param name="ActorId">The organisation; null for an outsider with public data only.</param>
/// <param name="HoldingId">The dataset, or the flow whose copy it is.</param>
/// <param name="Score">0 to 1; product of confidences along the best derivation.</param>
/// <param name="ProofConfidence">As the score, with every rule and link of the shown proof counted once.</param>
/// <param name="ProofHash">Identifies the proof, so that a decision can be asked for again when it changes.</param>
public sealed record Finding(
    string Key, Guid? ActorId, Guid HoldingId, string TypeId,
    double Score, double Low, double High, double ProofConfidence, bool RestsOnEstimate,
    bool SpecialCategory, bool Identifying,
    IReadOnlyList<ProofStep> Proof, string ProofHash)
{
    /// <summary>Where several can tell it only with their data side by side: the organisations, sorted; else empty, and <see cref="ActorId"/> says who.</summary>
    public IReadOnlyList<Guid> Together { get; init; } = [];

    /// <summary>Whether the proof needs data of other services too.</summary>
    public bool AcrossServices { get; init; }

    /// <summary>In how many holdings the same can be told; the proof is of the one where it is surest.</summary>
    public int Places { get; init; } = 1;

    /// <summary>For what part of the people there are rows in all that the proof uses, 0 to 1.</summary>
    public double Reach { get; init; } = 1;

    /// <summary>The highest that a step takes.</summary>
    public DerivedEffort Effort { get; init; }

    public IReadOnlyList<Assumption> Assumed { get; init; } = [];

    /// <summary>Whether it rests on a rule that is disputed or not confirmed and that the city switched on.</summary>
    public bool Disputed { get; init; }

    /// <summary>Below this nobody would act on it.</summary>
    public const double LeastScore = 0.2;

    /// <summary>Something to have in mind rather than to decide on: disputed, or hardly probable.</summary>
    [JsonIgnore]
    public bool IsHypothesis => Disputed || Score < LeastScore;

    [JsonIgnore]
    public IReadOnlyList<Guid> Actor => Together.Count > 0 ? Together : ActorId is { } one ? [one] : [];
}
