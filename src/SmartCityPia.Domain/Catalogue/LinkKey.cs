using System.Text.Json.Serialization;
using SmartCityPia.Analysis.City;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>Why two holdings can be joined.</summary>
public enum JoinKind
{
    SharedIdentifier,
    SharedSpaceTime,
    SharedHolder,
    SimilarBehaviour,
    SmallAnonymitySet,
    PublicRegister,
}

/// <summary>
/// An attribute type or class on which the records of two holdings can be joined where both fields meet the condition.
/// One entry of <c>link-keys.json</c>. Several on one type are several strengths.
/// </summary>
public sealed record LinkKey : FieldCondition
{
    public required string Id { get; init; }

    /// <summary>Matches only inside one identifier domain or area: the same card scheme, the same salt, the same streets.</summary>
    public required bool SameDomain { get; init; }

    /// <summary>Whether it also joins on what was inferred and is no field; such a key has neither domain, class nor condition.</summary>
    public bool Inferred { get; init; }

    /// <summary>How sure a join on this key is, 0 to 1.</summary>
    public required double Strength { get; init; }
    public required double Low { get; init; }
    public required double High { get; init; }
    public required JoinKind Join { get; init; }
    public RuleEffort? Effort { get; init; }
    public required NumberBasis Number { get; init; }
    public required string Plain { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }

    /// <summary>Whether the strength is shown as an estimate.</summary>
    [JsonIgnore]
    public bool Estimate => Number == NumberBasis.Judged;

    internal CityKey ToEngine() => new(Type, Strength, SameDomain)
    {
        Low = Low,
        High = High,
        Inferred = Inferred,
        Condition = Asked == new CityCondition() ? null : Asked,
    };
}
