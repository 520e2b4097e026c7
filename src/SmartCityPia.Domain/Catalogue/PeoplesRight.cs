namespace SmartCityPia.Domain.Catalogue;

/// <summary>A right of Articles 12 to 22 of the GDPR, in our own words. One entry of <c>rights.json</c>.</summary>
public sealed record PeoplesRight
{
    public required string Id { get; init; }

    /// <summary>In the words of people, completing "They are …" or "They can …".</summary>
    public required string Name { get; init; }

    /// <summary>Of the GDPR.</summary>
    public required string Clause { get; init; }
    public required string Plain { get; init; }
    public required string Question { get; init; }

    /// <summary>A good answer for an imagined service.</summary>
    public required string Example { get; init; }

    /// <summary>When it usually does not apply.</summary>
    public required string WhenNot { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}
