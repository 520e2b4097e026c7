using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>An assessment as it was when it was submitted. It never changes.</summary>
public sealed class AssessmentVersion
{
    public required Guid Id { get; init; }

    public required Guid AssessmentId { get; init; }

    public required int Number { get; init; }

    /// <summary>The whole dossier as canonical JSON; the report is a function of it.</summary>
    public required string Json { get; init; }

    /// <summary>SHA-256 of the UTF-8 bytes of <see cref="Json"/>, 64 lower-case hexadecimal digits.</summary>
    [MaxLength(64)]
    public required string Sha256 { get; init; }

    /// <summary>The dossier is the one that was frozen and signed. The database refuses changes, but a database owner can bypass this.</summary>
    public bool IsWhole => CanonicalJson.Sha256(Json) == Sha256;

    /// <summary>What the person who submitted declared.</summary>
    [MaxLength(Limits.Text)]
    public required string Statement { get; init; }

    public required DateTimeOffset FrozenAt { get; init; }

    public required Guid FrozenById { get; init; }

    [MaxLength(Limits.Name)]
    public required string FrozenBy { get; init; }

    /// <summary>What the city was called then; the report's cover says so. Set where the version is saved.</summary>
    [MaxLength(Organisations.CitySettings.NameMaxLength)]
    public string CityName { get; set; } = "";

    /// <summary>The city's logo then, for the same place.</summary>
    [MaxLength(64)]
    public string? LogoSha256 { get; set; }

    /// <summary>Whom people asked about it then; set where the version is saved.</summary>
    [MaxLength(Limits.Line)]
    public string? Contact { get; set; }

    [MaxLength(Limits.Name)]
    public string? OfficerName { get; set; }

    [MaxLength(Limits.Line)]
    public string? OfficerContact { get; set; }

    /// <summary>Address at which people opened the application then, for the page where anybody can check a file.</summary>
    [MaxLength(Limits.Line)]
    public string? PublicAddress { get; set; }

    internal static AssessmentVersion Freeze(Assessment assessment, Dossier dossier, string statement, Guid by, string byName, DateTimeOffset now)
    {
        var json = CanonicalJson.Write(dossier with { VersionNumber = assessment.Versions });
        return new()
        {
            Id = Guid.CreateVersion7(now),
            AssessmentId = assessment.Id,
            Number = assessment.Versions,
            Json = json,
            Sha256 = CanonicalJson.Sha256(json),
            Statement = statement,
            FrozenAt = now,
            FrozenById = by,
            FrozenBy = byName,
        };
    }
}
