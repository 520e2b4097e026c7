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

/// <summary>An attribute type on which the records of two holdings can be joined. One entry of <c>link-keys.json</c>.</summary>
public sealed record LinkKey
{
    /// <summary>Id of the attribute type; a type is a key at most once.</summary>
    public required string Type { get; init; }

    /// <summary>How sure a join on this key is, 0 to 1.</summary>
    public required double Strength { get; init; }

    /// <summary>Matches only inside one identifier domain: the same card scheme, the same salt, the same operator.</summary>
    public required bool SameDomain { get; init; }
    public required JoinKind Join { get; init; }
    public required string Plain { get; init; }
    public required bool Estimate { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}
