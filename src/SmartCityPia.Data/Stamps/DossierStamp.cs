using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Stamps;

/// <summary>
/// Another after every change of what is in the assessment's <see cref="Dossier"/>; comments and notices are not.
/// Triggers move it (Migrations/Initial.Stamps.sql); it is only read here.
/// </summary>
public sealed class DossierStamp
{
    public required Guid AssessmentId { get; init; }

    public required Guid Stamp { get; init; }
}

/// <summary>As <see cref="DossierStamp"/>, of what all assessments share.</summary>
public sealed class SharedStamp
{
    /// <summary>What every dossier takes from organisations, accounts and services.</summary>
    public const string Directory = "directory";

    /// <summary>Which versions and coalitions make the city.</summary>
    public const string City = "city";

    public required string Name { get; init; }

    public required Guid Stamp { get; init; }
}
