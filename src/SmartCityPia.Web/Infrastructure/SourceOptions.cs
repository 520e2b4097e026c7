using System.ComponentModel.DataAnnotations;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>Where everyone who uses the program gets the source of what runs here (AGPL-3.0, section 13), from the section <c>Source</c>.</summary>
public sealed record SourceOptions
{
    /// <summary>A web address; <c>{commit}</c> in it is replaced with the commit that was built.</summary>
    [MaxLength(500), RegularExpression("https?://.+")]
    public string? Address { get; init; }

    /// <summary>Whom to ask for it: a mail address, a telephone number, an office.</summary>
    [MaxLength(200)]
    public string? Contact { get; init; }

    public bool IsOffered => !string.IsNullOrWhiteSpace(Address) || !string.IsNullOrWhiteSpace(Contact);

    /// <summary>The address of the source of this build; null where none is set.</summary>
    public string? Link => string.IsNullOrWhiteSpace(Address) ? null : Address.Replace("{commit}", BuildInfo.Commit ?? "", StringComparison.Ordinal);
}
