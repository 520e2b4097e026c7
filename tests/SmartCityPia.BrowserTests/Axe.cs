using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace SmartCityPia.BrowserTests;

/// <summary>Accessibility faults of a page, as axe finds them.</summary>
internal static class Axe
{
    /// <param name="coloursOnly">In the dark only the colours are others.</param>
    /// <remarks>
    /// Our pages have no frames, so axe runs in the page itself: the newer way opens a second page for each one it looks at and
    /// takes twice the time. Only violations are worked out in full, for the same reason.
    /// </remarks>
    public static async Task<IEnumerable<string>> Faults(IPage page, string where, bool coloursOnly = false)
    {
        var options = new AxeRunOptions { ResultTypes = [ResultType.Violations] };
        if (coloursOnly)
            options.RunOnly = new() { Type = "rule", Values = ["color-contrast"] };
#pragma warning disable CS0618 // It may go one day; then this class changes, and nothing else.
        var result = await page.Locator("html").RunAxeLegacy(options);
#pragma warning restore CS0618
        return result.Violations.SelectMany(v => v.Nodes.Take(3).Select(n => $"{where}: {v.Id}, {n.Html[..Math.Min(160, n.Html.Length)]}"));
    }
}
