namespace SmartCityPia.Reports.Content;

/// <summary>Facts about a frozen version that are not in its dossier.</summary>
/// <param name="Sha256">Hash of the version's canonical JSON, 64 lower-case hexadecimal digits.</param>
/// <param name="Statement">The declaration of the person who submitted.</param>
public sealed record VersionInfo(int Number, string Sha256, DateTimeOffset FrozenAt, string FrozenBy, string Statement)
{
    /// <summary>The start of the hash, printed on every page for comparison by eye.</summary>
    public string ShortHash => Sha256[..Math.Min(12, Sha256.Length)];
}
