namespace SmartCityPia.Reports.Content;

/// <summary>What is known of a frozen version beside the dossier in it.</summary>
/// <param name="Sha256">Of the version's canonical JSON, 64 lower-case hexadecimal digits.</param>
/// <param name="Statement">What the person who submitted declared.</param>
public sealed record VersionInfo(int Number, string Sha256, DateTimeOffset FrozenAt, string FrozenBy, string Statement)
{
    /// <summary>Enough of the hash to compare by eye on every page.</summary>
    public string ShortHash => Sha256[..Math.Min(12, Sha256.Length)];
}
