using System.Text.RegularExpressions;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Infrastructure;

public sealed partial class AssetTests(WebApp app) : IClassFixture<WebApp>
{
    /// <summary>Asked for once a year: their addresses change with what they say.</summary>
    [Fact]
    public async Task Get_StyleSheetsAndScriptsOfAPage_AreKeptForAYear()
    {
        using var client = app.Anonymous();
        var page = HtmlAssert.Ok(await client.Get("/account/sign-in"));
        var addresses = Files().Matches(page.Source).Select(m => m.Groups["address"].Value).ToList();
        Assert.True(addresses.Count >= 4);

        foreach (var address in addresses)
        {
            var file = await client.Get(address);
            Assert.True(file.Status == System.Net.HttpStatusCode.OK, address);
            Assert.True(file.Headers.CacheControl is { MaxAge.TotalDays: >= 365 } kept && kept.Extensions.Any(e => e.Name == "immutable"), $"{address}: {file.Headers.CacheControl}");
        }
    }

    /// <summary>An address that stays the same asks each time whether what it names has changed.</summary>
    [Fact]
    public async Task Get_FileWithoutFingerprint_IsAskedForAgain()
    {
        using var client = app.Anonymous();

        var file = await client.Get("/css/site.css");

        Assert.True(file.Headers.CacheControl?.NoCache);
        Assert.NotNull(file.Headers.ETag);
    }

    [GeneratedRegex("(?:href|src)=\"(?<address>/[^\"]+\\.(?:css|js)[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Files();
}
