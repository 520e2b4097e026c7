using System.Globalization;
using System.Net;
using Microsoft.Playwright;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.BrowserTests;

/// <summary>Which pages are looked at, and for what.</summary>
internal static class EveryPage
{
    private static readonly string[] Downloads = [".csv", ".json", ".jsonl", ".xlsx", "/csv", "/json"];

    /// <summary>Pages to read; downloads are not looked at.</summary>
    public static bool IsPage(SamplePage sample) =>
        !Downloads.Any(end => sample.Address.EndsWith(end, StringComparison.Ordinal)) && !sample.Address.Contains(".pdf", StringComparison.Ordinal)
        && !sample.Address.Contains("/files/", StringComparison.Ordinal)
        && sample.Address is not ("/history/anchor" or "/account/sign-out");

    public static async Task Look(BrowserApp app, IEnumerable<SamplePage> samples, bool dark)
    {
        var faults = new List<string>();
        foreach (var person in samples.GroupBy(s => s.Who))
        {
            await using var window = await app.Window(person.Key, dark: dark);
            var page = await window.NewPageAsync();
            page.Console += (_, message) =>
            {
                if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal))
                    faults.Add($"{page.Url} console: {message.Text}");
            };
            foreach (var sample in person)
            {
                var answer = await page.GotoAsync(sample.Address);
                // The browser follows to where a page leads on.
                if (answer!.Status != (int)sample.Expected && sample.Expected != HttpStatusCode.Redirect)
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{sample.Address} answered {answer.Status}"));
                faults.AddRange(await Axe.Faults(page, sample.Address, coloursOnly: dark));
                if (dark)
                    continue;
                foreach (var width in new[] { 320, 1280 })
                {
                    await page.SetViewportSizeAsync(width, 900);
                    if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var wide && wide > width)
                        faults.Add(string.Create(CultureInfo.InvariantCulture, $"{sample.Address} is {wide} px wide at {width}"));
                }
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
