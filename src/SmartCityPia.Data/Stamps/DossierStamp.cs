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

    /// <summary>By table, the stamp that stood after its last change; a JSON object.</summary>
    public string Kinds { get; init; } = "{}";
}

/// <summary>As <see cref="DossierStamp"/>, of what all assessments share.</summary>
public sealed class SharedStamp
{
    /// <summary>What every dossier takes from organisations, accounts and services.</summary>
    public const string Directory = "directory";

    /// <summary>Which versions and coalitions make the city.</summary>
    public const string City = "city";

    /// <summary>Which assessments there are, their names, agencies, leads and status.</summary>
    public const string List = "list";

    public required string Name { get; init; }

    public required Guid Stamp { get; init; }
}
