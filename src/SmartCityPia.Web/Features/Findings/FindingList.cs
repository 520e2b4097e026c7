using Microsoft.AspNetCore.WebUtilities;

namespace SmartCityPia.Web.Features.Findings;

/// <summary>The list that a card was opened from, handed along so that deciding the card leads back to its filter and page.</summary>
public static class FindingList
{
    private const string Name = "list";

    private static readonly string[] Known = ["org", "part", "state", "hypotheses", "p"];

    public static string Query(IReadOnlyDictionary<string, string?> filters, int page)
    {
        var query = filters.Where(f => !string.IsNullOrEmpty(f.Value)).Aggregate("", (all, f) => QueryHelpers.AddQueryString(all, f.Key, f.Value!));
        return page > 1 ? QueryHelpers.AddQueryString(query, "p", page.ToString(System.Globalization.CultureInfo.InvariantCulture)) : query;
    }

    public static string Remember(string query) => query.Length == 0 ? "" : QueryHelpers.AddQueryString("", Name, query);

    /// <summary>Only the list's own filters are taken from what an address says.</summary>
    public static string Recall(string? remembered) =>
        Query(QueryHelpers.ParseQuery(remembered).Where(q => Known.Contains(q.Key, StringComparer.Ordinal)).ToDictionary(q => q.Key, q => (string?)q.Value.ToString(), StringComparer.Ordinal), 1);
}
