using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Infrastructure.Security;

/// <summary>Below <c>/pia</c>: no page leads outside it.</summary>
public sealed class BelowAPathTests
{
    private static readonly string[] Leading = ["href", "src", "action", "formaction", "poster", "data", "xlink:href", "data-progress", "data-done"];

    [Fact]
    public async Task EveryPage_LeadsToAddressesBelowThePath()
    {
        await using var app = new WebApp();
        app.Settings["City:Address"] = "http://localhost/pia";
        await app.InitializeAsync();
        var assessment = await Build.Full(app);
        var (outside, pages) = (new List<string>(), 0);
        foreach (var sample in (await SamplePages.All(app, assessment)).Where(p => p.Endpoint is not null))
        {
            using var client = sample.Who is null ? app.Anonymous() : await app.SignedIn(sample.Who);
            var page = await client.Get("/pia" + sample.Address);
            if (page.Location is { } location && IsOutside(location))
                outside.Add($"{sample.Address}: Location {location}");
            if (page.ContentHeaders.ContentType?.MediaType != "text/html")
                continue;
            pages++;
            foreach (var element in page.Document.All)
            {
                outside.AddRange(Leading.Select(a => (Name: a, Value: element.GetAttribute(a))).Where(a => a.Value is not null && IsOutside(a.Value))
                    .Select(a => $"{sample.Address}: {element.LocalName} {a.Name}=\"{a.Value}\""));
            }
        }
        Assert.True(pages > 100, $"{pages} pages");
        Assert.Empty(outside);
    }

    [Fact]
    public async Task Files_AreTheSame_BelowThePathAndWithout()
    {
        await using var app = new WebApp();
        app.Settings["City:Address"] = "http://localhost/pia";
        await app.InitializeAsync();
        var assessment = await Build.Full(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var json = await app.Db(db => db.AssessmentVersions.Where(v => v.AssessmentId == assessment.Id).Select(v => v.Json).SingleAsync());
        Assert.Equal(json, HtmlAssert.Ok(await officer.Get($"/pia/assessments/{assessment.Reference}/versions/1/dossier.json")).Source);
        using var nobody = app.Anonymous();
        Assert.Equal((await nobody.Get("/css/site.css")).Source, HtmlAssert.Ok(await nobody.Get("/pia/css/site.css")).Source);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get("/pia/assessments/PIA-1999-001")).Status);
    }

    private static bool IsOutside(string address)
    {
        if (Uri.TryCreate(address, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https")
            address = whole.Host == "localhost" ? whole.PathAndQuery : "";
        return address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal) && address != "/pia" && !address.StartsWith("/pia/", StringComparison.Ordinal) && !address.StartsWith("/pia?", StringComparison.Ordinal);
    }
}
