namespace SmartCityPia.Domain.Catalogue;

/// <summary>One of the seven LINDDUN threat types.</summary>
public sealed record PrivacyThreat
{
    /// <summary>L, I, Nr, D, DD, U or Nc.</summary>
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string Meaning { get; init; }
    public required string Example { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
    public required IReadOnlyList<PrivacyThreatCard> Cards { get; init; }
}

/// <summary>A LINDDUN GO card: its id and short name are the method's, the question is ours.</summary>
public sealed record PrivacyThreatCard
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Question { get; init; }
}
