using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>One of the eleven privacy principles of ISO/IEC 29100, in our own words.</summary>
public sealed record PrivacyPrinciple
{
    /// <summary>P01 to P11.</summary>
    public required string Id { get; init; }

    /// <summary>The LINDDUN type that a gap in the principle most often shows as.</summary>
    public required ThreatType Threat { get; init; }
    public required string Name { get; init; }
    public required string Plain { get; init; }
    public required string Question { get; init; }

    /// <summary>A good answer for an imagined service.</summary>
    public required string Example { get; init; }

    /// <summary>An answer that admits a gap, with what is to be done.</summary>
    public required string GapExample { get; init; }

    /// <summary>The place in the standard, for the reader who holds it.</summary>
    public required string Clause { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}
