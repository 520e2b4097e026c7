using System.ComponentModel.DataAnnotations;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>A report that was handed out: proves a file that comes back, whatever program made it then.</summary>
public sealed class ReportFile
{
    /// <summary>Of the file's bytes, 64 lower-case hexadecimal digits.</summary>
    [MaxLength(64)]
    public required string Sha256 { get; init; }

    public required Guid VersionId { get; init; }

    public required DateTimeOffset ProducedAt { get; init; }
}
