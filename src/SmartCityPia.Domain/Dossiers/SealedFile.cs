using System.ComponentModel.DataAnnotations;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>A sealed document, made once and kept. It never changes.</summary>
public sealed class SealedFile
{
    public required Guid VersionId { get; init; }

    /// <summary>Report, decision paper or public summary.</summary>
    [MaxLength(20)]
    public required string Kind { get; init; }

    [MaxLength(20)]
    public required string Language { get; init; }

    /// <summary>Fingerprint of the decision and what had become of it.</summary>
    [MaxLength(64)]
    public required string State { get; init; }

    [MaxLength(64)]
    public required string Sha256 { get; init; }

    public required DateTimeOffset SealedAt { get; init; }

    public required byte[] Content { get; init; }
}
