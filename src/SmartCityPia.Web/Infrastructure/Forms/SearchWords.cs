namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>What somebody typed into a search box: every word has to be found.</summary>
internal static class SearchWords
{
    /// <summary>More words than this make no search better, only slower.</summary>
    private const int Most = 8;

    /// <returns>None for an empty search, or for text that no row can hold.</returns>
    public static IReadOnlyList<string> Of(string? search) =>
        string.IsNullOrWhiteSpace(search) || !StorableAttribute.IsStorable(search) ? [] : [.. search.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(Most)];

    /// <summary>The words as patterns for <c>ILike(…, "\\")</c>.</summary>
    public static IEnumerable<string> Patterns(string? search) => Of(search).Select(word =>
        $"%{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%");
}
