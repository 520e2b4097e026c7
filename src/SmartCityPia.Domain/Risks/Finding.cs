namespace SmartCityPia.Domain.Risks;

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
    IReadOnlyList<ProofStep> Proof, string ProofHash);
