using SmartCityPia.Analysis.City;

namespace SmartCityPia.Analysis.Inference;

/// <summary>Something an actor can tell about the people in a holding although it is not a field there.</summary>
/// <param name="Actor">Ids of the organisations, sorted; empty for the outsider, who has public data only.</param>
/// <param name="Holding">Id of the dataset or flow.</param>
/// <param name="Attribute">The attribute type told.</param>
/// <param name="Score">How surely, 0 to 1, to twelve decimals: the best single derivation.</param>
/// <param name="Low">The score when every estimate is at its low end.</param>
/// <param name="High">The score when every estimate is at its high end.</param>
/// <param name="ProofConfidence">
/// Confidence of the shown proof in which each link, each rule application and each weakened field counts once,
/// however often it is used. Never below the score.
/// </param>
/// <param name="RestsOnEstimate">Whether low or high differ from the score.</param>
/// <param name="Proof">The best derivation: premises come before what they support; the last step is the finding.</param>
public sealed record DerivedFinding(
    IReadOnlyList<string> Actor,
    string Holding,
    string Attribute,
    double Score,
    double Low,
    double High,
    double ProofConfidence,
    bool RestsOnEstimate,
    IReadOnlyList<DerivedStep> Proof);

public enum DerivedStepKind
{
    /// <summary>The attribute is a field of the holding.</summary>
    Field,

    /// <summary>A rule concludes it from premises known in the same holding.</summary>
    Rule,

    /// <summary>A record of another holding, joined by a link key, supplies it.</summary>
    Link,
}

/// <summary>One step of a proof: in a holding, an attribute is known with a score.</summary>
/// <param name="Kind">What supports it.</param>
/// <param name="Holding">Id of the dataset or flow.</param>
/// <param name="Attribute">The attribute type.</param>
/// <param name="Score">0 to 1, to twelve decimals.</param>
/// <param name="Strength">The field's factor, the rule's confidence or the key's strength here, after controls.</param>
/// <param name="Rule">Id of the rule, for a rule step.</param>
/// <param name="Key">Attribute type of the link key, for a link step.</param>
/// <param name="Other">The holding the link leads to, for a link step.</param>
/// <param name="Premises">
/// Indexes of earlier steps. For a rule its premises; for a link the key here, the key in the other holding, and the
/// attribute in the other holding.
/// </param>
public sealed record DerivedStep(
    DerivedStepKind Kind,
    string Holding,
    string Attribute,
    double Score,
    double Strength,
    string? Rule,
    string? Key,
    string? Other,
    IReadOnlyList<int> Premises);
