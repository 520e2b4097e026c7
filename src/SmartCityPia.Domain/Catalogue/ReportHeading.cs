namespace SmartCityPia.Domain.Catalogue;

/// <summary>A part of the report, tied to clause 7 of ISO/IEC 29134.</summary>
public sealed record ReportHeading
{
    /// <summary>Clause number, for example 7.3.1; a letter, as in 7.5a, marks a part whose own number was not seen.</summary>
    public required string Clause { get; init; }

    /// <summary>Short name in our own words.</summary>
    public required string Name { get; init; }

    /// <summary>What the part of the report says.</summary>
    public required string Plain { get; init; }

    /// <summary>Clause of the heading above, or null at the top.</summary>
    public string? Parent { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}
