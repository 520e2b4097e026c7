namespace SmartCityPia.Domain.Dossiers;

/// <summary>
/// What becomes known when a service comes to those the city has already, with the words it needs: frozen with a version,
/// so that its report stays a function of that version alone.
/// </summary>
public sealed record CityRecord
{
    /// <summary>The other services looked at.</summary>
    public IReadOnlyList<CityPartRecord> Parts { get; init; } = [];

    /// <summary>Those whose proof needs this service and another; the gravest first.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The other services' holdings that the proofs name.</summary>
    public IReadOnlyList<Holding> Holdings { get; init; } = [];

    /// <summary>Organisations that the findings name.</summary>
    public IReadOnlyList<OrganisationEntry> Organisations { get; init; } = [];
}

/// <param name="Sha256">Of the frozen version that was looked at.</param>
public sealed record CityPartRecord(string Reference, string Service, int VersionNumber, string? Sha256);
