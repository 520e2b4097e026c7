using System.Text.RegularExpressions;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Resources;

/// <summary>No page says "0 findings" or "1 actions", whether an assessment is empty or full.</summary>
public sealed partial class CountsOnPagesTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Pages_OfAnEmptyAndAFullAssessment_CountAsPeopleDo()
    {
        var full = await Build.Full(app);
        var empty = await Build.Assessment(app, "Bicycle racks");
        var pages = (await SamplePages.All(app, full)).Where(p => p.Who is not null).ToList();
        // What is named by an id is only in the full one.
        pages.AddRange(pages.Where(p => p.Address.StartsWith("/assessments/" + full.Reference, StringComparison.Ordinal) && !Id().IsMatch(p.Address))
            .Select(p => p with { Address = p.Address.Replace(full.Reference, empty.Reference, StringComparison.Ordinal) }).ToList());
        var wrong = new List<string>();
        foreach (var byPerson in pages.GroupBy(p => p.Who!))
        {
            using var client = await app.SignedIn(byPerson.Key);
            foreach (var sample in byPerson)
            {
                var page = await client.Get(sample.Address);
                // A figure over its label is no sentence.
                if (page.ContentHeaders.ContentType?.MediaType == "text/html")
                    wrong.AddRange(page.Texts("h1, h2, h3, p, :not(.numbers) > li, caption, summary, figcaption, th, dd, legend, label").SelectMany(t => Bad().Matches(t)).Select(m => $"{sample.Address}: {m.Value}"));
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Distinct()));
    }

    [GeneratedRegex(@"(?<![\d.,:·–/×-]\s?)\b0 (?!to\b|and \d|of \d|in \d|means\b|for\b|if\b|where\b)\p{Ll}[^.]{0,30}|(?<![\d.,:·–/-]\s?)\b1 \p{Ll}+s\b(?<!is|was|has|days|this|minus)[^.]{0,30}|\b1 \p{Ll}+ (are|have|were)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bad();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}|versions/|[?]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
