using System.ComponentModel.DataAnnotations;

namespace SmartCityPia.Web.Features.Evidence;

/// <summary>Limits for evidence, from section <c>Evidence</c>. Sizes are in bytes.</summary>
public sealed record EvidenceOptions
{
    [Range(1, 1024L * 1024 * 1024)]
    public long MaxFileBytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>Limit per assessment. Removed files don't count.</summary>
    [Range(1, 100_000)]
    public int MaxFiles { get; init; } = 200;

    [Range(1, 1024L * 1024 * 1024 * 1024)]
    public long MaxTotalBytes { get; init; } = 500 * 1024 * 1024;

    /// <summary>Old Office documents (.doc, .xls, .ppt) and presentations are taken too; macros in them are refused in any case.</summary>
    public bool OldOfficeAndPresentations { get; init; }

    /// <summary>Documents with macros (.docm, .xlsm, .pptm) are taken too: whoever opens them is asked by their own program. Under other names macros are refused.</summary>
    public bool Macros { get; init; }

    /// <summary>Address of clamd as host:port. Without it files aren't scanned, and the pages say so.</summary>
    [RegularExpression(@"[^\s:]+:[0-9]{1,5}")]
    public string? ClamAv { get; init; }

    /// <summary>Time limit of a scan. A scan that takes longer has failed.</summary>
    [Range(1, 600)]
    public int ClamAvSeconds { get; init; } = 60;

    /// <summary>
    /// Maximum request size. It is above the file limit, so that a file slightly too large gets an error at its field and the input is
    /// kept.
    /// </summary>
    public long MaxRequestBytes => (MaxFileBytes * 2) + (1024 * 1024);
}
