using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Reports.Content;

/// <summary>Facts about a frozen version that are not in its dossier.</summary>
/// <param name="Sha256">Hash of the version's canonical JSON, 64 lower-case hexadecimal digits.</param>
/// <param name="Statement">The declaration of the person who submitted.</param>
public sealed record VersionInfo(int Number, string Sha256, DateTimeOffset FrozenAt, string FrozenBy, string Statement)
{
    /// <summary>Whom people ask, as it was when the version was frozen.</summary>
    public CityContact Contact { get; init; } = new();

    /// <summary>Address of the page where anybody can check a file; null if the city had not said at which address people open it.</summary>
    public string? VerifyAt { get; init; }

    /// <summary>The start of the hash, printed on every page for comparison by eye.</summary>
    public string ShortHash => Sha256[..Math.Min(12, Sha256.Length)];

    /// <summary>Written into the file's metadata; leads from a file to what it was made of.</summary>
    internal string DocumentId(string reference, DocumentKind kind) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reference}/{Number}/{Sha256}{(kind == DocumentKind.Report ? "" : "/" + kind)}");
}
