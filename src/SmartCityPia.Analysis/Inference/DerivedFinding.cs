using SmartCityPia.Analysis.City;

namespace SmartCityPia.Analysis.Inference;

/// <summary>Something an actor can tell about the people in a holding although it is not openly given there.</summary>
/// <param name="Actor">Ids of the organisations, sorted; empty for the outsider, who has public data and outside knowledge only.</param>
/// <param name="Holding">Id of the dataset or flow.</param>
/// <param name="Attribute">The attribute type told.</param>
/// <param name="Score">How surely, 0 to 1, to twelve decimals: the best single derivation, its steps taken as independent.</param>
/// <param name="Low">
/// What some derivation guarantees however its steps depend on each other, with every figure at its low end: a step takes
/// away what it lacks to 1.
/// </param>
/// <param name="High">What no derivation exceeds however its steps depend on each other, with every figure at its high end: the least step.</param>
/// <param name="RestsOnEstimate">Whether a rule or key of the shown proof states a low or high end of its own.</param>
/// <param name="Derivation">The best derivation by score, and what it takes.</param>
public sealed record DerivedFinding(
    IReadOnlyList<string> Actor,
    string Holding,
    string Attribute,
    double Score,
    double Low,
    double High,
    bool RestsOnEstimate,
    DerivedProof Derivation)
{
    /// <summary>Premises come before what they support; the last step is the finding.</summary>
    public IReadOnlyList<DerivedStep> Proof => Derivation.Steps;

    public double ProofConfidence => Derivation.Confidence;

    public double Reach => Derivation.Reach;

    public DerivedEffort Effort => Derivation.Effort;

    public IReadOnlyList<DerivedAssumption> Assumed => Derivation.Assumed;
}

/// <param name="Steps">Premises come before what they support.</param>
/// <param name="Confidence">
/// Confidence of the proof in which each link, each rule application and each weakened field counts once, however often
/// it is used. Never below the score.
/// </param>
/// <param name="Reach">For what part of the people there are rows in all holdings whose fields it uses.</param>
/// <param name="Effort">The highest of its steps.</param>
/// <param name="Assumed">Facets that it uses at their most open value because nobody stated them, sorted. Stating one may end it.</param>
public sealed record DerivedProof(
    IReadOnlyList<DerivedStep> Steps, double Confidence, double Reach, DerivedEffort Effort, IReadOnlyList<DerivedAssumption> Assumed);

/// <summary>What a proof takes of whoever follows it, ascending.</summary>
public enum DerivedEffort
{
    /// <summary>A query over data that is there.</summary>
    Own,

    /// <summary>One case at a time.</summary>
    Case,

    /// <summary>A court order or alike.</summary>
    Order,

    /// <summary>Knowledge from outside the city.</summary>
    Outside,

    /// <summary>The data of a second body.</summary>
    Second,

    Laboratory,
}

/// <param name="Type">Of the field; null for a facet of the holding itself.</param>
/// <param name="Facet">Its name in a city file.</param>
public sealed record DerivedAssumption(string Holding, string? Type, string Facet);

public enum DerivedStepKind
{
    /// <summary>It is a field of the holding.</summary>
    Field,

    /// <summary>A rule concludes it from premises known in the same holding.</summary>
    Rule,

    /// <summary>A record of another holding, joined by a link key, supplies it.</summary>
    Link,
}

/// <summary>One step of a proof: in a holding, an attribute is known, or a field meets a condition, with a score.</summary>
/// <param name="Kind">What supports it.</param>
/// <param name="Holding">Id of the dataset or flow.</param>
/// <param name="Attribute">The attribute type, or the type or class that the condition names.</param>
/// <param name="Score">0 to 1, to twelve decimals.</param>
/// <param name="Strength">The field's factor, the rule's confidence or the key's strength here, after controls.</param>
/// <param name="Rule">Id of the rule, for a rule step.</param>
/// <param name="Key">Attribute type or class of the link key, for a link step.</param>
/// <param name="Other">The holding the link leads to, for a link step.</param>
/// <param name="Premises">
/// Indexes of earlier steps. For a rule its premises; for a link the end here, the end in the other holding, and the
/// attribute in the other holding.
/// </param>
/// <param name="Condition">The condition that is met, where the step is about one, with nothing in it that is a default.</param>
/// <param name="Field">Type of the field that meets a class's condition, for a field step.</param>
public sealed record DerivedStep(
    DerivedStepKind Kind,
    string Holding,
    string Attribute,
    double Score,
    double Strength,
    string? Rule,
    string? Key,
    string? Other,
    IReadOnlyList<int> Premises,
    CityCondition? Condition = null,
    string? Field = null);
