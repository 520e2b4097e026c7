using System.Text.Json;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.About;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Features.About;

public sealed class AboutTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public void Notices_NameEveryPackageThatIsShipped()
    {
        using var deps = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "SmartCityPia.Web.deps.json")));
        var target = deps.RootElement.GetProperty("targets").EnumerateObject().Single().Value;
        var shipped = deps.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(l => l.Value.GetProperty("type").GetString() == "package" && new[] { "runtime", "runtimeTargets", "native" }.Any(kind => target.GetProperty(l.Name).TryGetProperty(kind, out _)))
            .Select(l => l.Name).ToList();

        Assert.True(shipped.Count > 20);
        // Out of date: build, run eng/third-party and commit what it writes.
        Assert.Empty(shipped.Except(ThirdPartyModel.Works.Select(w => $"{w.Name}/{w.Version}"), StringComparer.Ordinal));
        Assert.Empty(ThirdPartyModel.Works.Select(w => w.Licence).Except(ThirdPartyModel.Licences.Select(l => l.Name), StringComparer.Ordinal));
        Assert.All(ThirdPartyModel.Works, w => Assert.NotEmpty(w.Copyright));
    }

    [Fact]
    public async Task Notices_SignedOut_ShowWorksAndTexts()
    {
        using var client = app.Anonymous();

        var page = await client.Get("/about/third-party");

        Assert.All(ThirdPartyModel.Works, w => Assert.Contains(w.Name, page.Text, StringComparison.Ordinal));
        Assert.Contains("Permission is hereby granted, free of charge", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task About_SourceNotSet_NamesVersionAndWhomToAsk()
    {
        using var client = app.Anonymous();

        var page = await client.Get("/about");

        Assert.Contains(BuildInfo.Version, page.Text, StringComparison.Ordinal);
        Assert.Contains("Ask the city that runs this program", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("footer a[href='/about#source']"));
        Assert.NotNull(page.Document.QuerySelector("footer a[href='/about/third-party']"));
    }

    [Fact]
    public async Task Footer_SourceSet_LinksTheSourceOfTheCommit()
    {
        await using var other = new WebApp();
        other.Settings["Source:Address"] = "https://code.city.example/pia/tree/{commit}";
        other.Settings["Source:Contact"] = "Digital office, room 12";
        await other.InitializeAsync();
        using var client = other.Anonymous();

        var page = await client.Get("/about");

        var link = $"https://code.city.example/pia/tree/{BuildInfo.Commit}";
        Assert.All(page.Document.QuerySelectorAll("footer a[href^='https'], main a[rel=external]"), a => Assert.Equal(link, a.GetAttribute("href")));
        Assert.Equal(2, page.Document.QuerySelectorAll($"a[href='{link}']").Length);
        Assert.Contains("Digital office, room 12", page.Text, StringComparison.Ordinal);
    }
}
