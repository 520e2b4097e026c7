using System.ComponentModel.DataAnnotations;

namespace SmartCityPia.Web.Features.Evidence;

/// <summary>What may be stored as evidence, from the section <c>Evidence</c>. Sizes in bytes.</summary>
public sealed record EvidenceOptions
{
    [Range(1, 1024L * 1024 * 1024)]
    public long MaxFileBytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>Per assessment; removed files do not count.</summary>
    [Range(1, 100_000)]
    public int MaxFiles { get; init; } = 200;

    [Range(1, 1024L * 1024 * 1024 * 1024)]
    public long MaxTotalBytes { get; init; } = 500 * 1024 * 1024;

    /// <summary>Where clamd listens, as host:port. Without it nothing is scanned, and the pages say so.</summary>
    [RegularExpression(@"[^\s:]+:[0-9]{1,5}")]
    public string? ClamAv { get; init; }

    /// <summary>How long a scan may take before it counts as failed.</summary>
    [Range(1, 600)]
    public int ClamAvSeconds { get; init; } = 60;

    /// <summary>What is read of a post: a file that is somewhat too large still gets an answer at its field, with the text kept.</summary>
    public long MaxRequestBytes => (MaxFileBytes * 2) + (1024 * 1024);
}
