using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>The words of a search; every one must be found.</summary>
internal static class SearchWords
{
    /// <summary>More words only make the search slower.</summary>
    private const int Most = 8;

    /// <returns>Empty for an empty search or for text that no row can contain.</returns>
    public static IReadOnlyList<string> Of(string? search) =>
        string.IsNullOrWhiteSpace(search) || !TypedText.IsStorable(search) ? [] : [.. search.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(Most)];

    /// <summary>The words as patterns for <c>ILike(…, "\\")</c>.</summary>
    public static IEnumerable<string> Patterns(string? search) => Of(search).Select(word =>
        $"%{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%");
}
