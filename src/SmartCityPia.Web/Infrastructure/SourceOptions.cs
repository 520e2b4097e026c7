using System.ComponentModel.DataAnnotations;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>Where users get the source code of this installation (AGPL-3.0, section 13), from section <c>Source</c>.</summary>
public sealed record SourceOptions
{
    /// <summary>A web address. <c>{commit}</c> is replaced by the commit of the build.</summary>
    [MaxLength(500), RegularExpression("https?://.+")]
    public string? Address { get; init; }

    /// <summary>A contact for requests: a mail address, a telephone number, an office.</summary>
    [MaxLength(200)]
    public string? Contact { get; init; }

    public bool IsOffered => !string.IsNullOrWhiteSpace(Address) || !string.IsNullOrWhiteSpace(Contact);

    /// <summary>The address for this build; null if none is set.</summary>
    public string? Link => string.IsNullOrWhiteSpace(Address) ? null : Address.Replace("{commit}", BuildInfo.Commit ?? "", StringComparison.Ordinal);
}
