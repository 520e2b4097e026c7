using System.Text.Json.Serialization;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public enum ProofStepKind { Field, Rule, Link }

/// <summary>One step of a proof; the steps it builds on come before it in the list.</summary>
/// <param name="Score">How surely it can be said, 0 to 1.</param>
/// <param name="Via">The inference rule, or the attribute type that links two holdings; null for a field.</param>
/// <param name="OtherHoldingId">Where a link leads from.</param>
/// <param name="Premises">Indexes of earlier steps.</param>
public sealed record ProofStep(ProofStepKind Kind, Guid HoldingId, string TypeId, double Score, string? Via, Guid? OtherHoldingId, IReadOnlyList<int> Premises);

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

    [JsonIgnore]
    public IReadOnlyList<Guid> Actor => Together.Count > 0 ? Together : ActorId is { } one ? [one] : [];
}
