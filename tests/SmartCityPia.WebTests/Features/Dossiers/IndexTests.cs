using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Saving;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers;

public sealed class IndexTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("Tram", new[] { "Tram cameras" })]
    [InlineData("tram CAMERAS", new[] { "Tram cameras" })]
    [InlineData("cam", new[] { "Tram cameras", "100% camera" })]
    [InlineData("%", new[] { "100% camera" })]
    [InlineData("_", new[] { "under_score" })]
    [InlineData("\\", new[] { "back\\slash" })]
    [InlineData("'; drop table assessments; --", new string[0])]
    [InlineData("<script>alert(1)</script>", new string[0])]
    [InlineData("\u202E\u0007🚲", new string[0])]
    public async Task Get_Search_FindsLiterally(string search, string[] expected)
    {
        await using var own = await City4();
        using var officer = await own.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Ok(await officer.Get("/assessments?q=" + Uri.EscapeDataString(search)));

        Assert.Equal(expected.Order(StringComparer.Ordinal), page.Texts("tbody th").Order(StringComparer.Ordinal));
        Assert.Equal(search, page.One("#q").GetAttribute("value"));
        if (expected.Length == 0)
            HtmlAssert.Says(page, "No assessment fits all of this.");
    }

    [Theory]
    [InlineData("cameras")]
    [InlineData("CAMÉRAS")]
    [InlineData("came\u0301ras")]
    [InlineData("ｃａｍéras")]
    [InlineData("strasse")]
    [InlineData("GROẞE")]
    [InlineData("transport cam")]
    [InlineData("TRÄNSPORT AGENCY pia-")]
    public async Task Get_Search_FoldsAccentsAndCase(string search)
    {
        await using var own = new WebApp();
        await own.InitializeAsync();
        await Build.Assessment(own, "Caméras, große Straße", TestCity.TransportOfficer);
        await Build.Assessment(own, "Something else");
        using var officer = await own.SignedIn(TestCity.Officer);

        Assert.Equal(["Caméras, große Straße"], await Names(officer, "?q=" + Uri.EscapeDataString(search)));
        Assert.Empty(await Names(officer, "?q=" + Uri.EscapeDataString(search + " ％")));
    }

    [Fact]
    public async Task Get_SearchAfterRenaming_FindsTheNewNames()
    {
        await using var own = await City4();
        using var officer = await own.SignedIn(TestCity.Officer);

        await own.Db(async db =>
        {
            (await db.Organisations.SingleAsync(o => o.Id == TestCity.Transport)).Name = "Mobility office";
            (await db.ServiceDescriptions.SingleAsync(d => d.Name == "Tram cameras")).Name = "Bus counters";
            return await db.SaveAsync(TestCity.Actor, CancellationToken.None);
        });

        Assert.Equal(["Bus counters"], await Names(officer, "?q=bus mobility"));
        Assert.Empty(await Names(officer, "?q=tram"));
        Assert.Empty(await Names(officer, "?q=transport"));
    }

    [Fact]
    public async Task Search_ManyAssessments_UsesTheTrigramIndex()
    {
        var plan = await app.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlRawAsync("SET LOCAL enable_seqscan = off");
            return await db.Database.SqlQueryRaw<string>("EXPLAIN SELECT assessment_id FROM assessment_search WHERE text LIKE search_pattern('Caméra') ESCAPE '\\'").ToListAsync();
        });

        Assert.Contains(plan, line => line.Contains("ix_assessment_search_text", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_FiltersAndSorts_Together()
    {
        await using var own = await City4();
        using var officer = await own.SignedIn(TestCity.Officer);

        Assert.Equal(["100% camera", "back\\slash", "Tram cameras", "under_score"], (await Names(officer, "?sort=Name")).Order(StringComparer.OrdinalIgnoreCase));
        var byReference = (await officer.Get("/assessments?sort=Reference")).Texts("tbody td[data-label=Reference]");
        Assert.Equal(byReference.OrderDescending(StringComparer.Ordinal), byReference);
        // The list is sorted by the last change.
        Assert.Equal("under_score", (await Names(officer, ""))[0]);
        Assert.Equal(["Tram cameras"], await Names(officer, $"?agency={TestCity.Transport}"));
        Assert.Equal(["Tram cameras"], await Names(officer, $"?owner={TestCity.TransportOfficer.Id}"));
        Assert.Empty(await Names(officer, "?status=InReview"));
        Assert.Equal(4, (await Names(officer, "?status=Draft")).Count);
        // An unknown filter is ignored.
        Assert.Equal(4, (await Names(officer, "?status=Nonsense&agency=nobody&owner=%00&p=-3&sort=Sideways")).Count);
    }

    [Fact]
    public async Task Get_AgencyOfficer_SeesTheAgencysOwnAlone()
    {
        await using var own = await City4();
        using var transport = await own.SignedIn(TestCity.TransportOfficer);
        using var reviewer = await own.SignedIn(TestCity.Reviewer);

        Assert.Equal(["Tram cameras"], await Names(transport, ""));
        Assert.Empty(await Names(transport, $"?agency={TestCity.Hall}"));
        Assert.Equal(4, (await Names(reviewer, "")).Count);
        Assert.Null((await reviewer.Get("/assessments")).Find("a[href='/assessments/new']"));
    }

    [Theory]
    [InlineData("Vendor")]
    [InlineData("Administrator")]
    public async Task Get_WhoReadsNoAssessments_Forbidden(string role)
    {
        using var client = await app.SignedIn(TestCity.People.First(p => p.Role == role));

        HtmlAssert.Status(HttpStatusCode.Forbidden, await client.Get("/assessments"));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await client.Get("/assessments/new"));
        HtmlAssert.Ok(await client.Get("/"));
    }

    [Fact]
    public async Task Get_MoreThanAPage_EveryOneOnceAndThePagerKeepsTheFilter()
    {
        await using var own = new WebApp();
        await own.InitializeAsync();
        for (var i = 0; i < 30; i++)
            await Build.Assessment(own, string.Create(CultureInfo.InvariantCulture, $"Sensor {i:00}"));
        using var officer = await own.SignedIn(TestCity.Officer);

        var first = HtmlAssert.Ok(await officer.Get("/assessments?q=Sensor&sort=Name"));
        HtmlAssert.Says(first, "1 to 25 of 30");
        var second = await officer.Get(first.One("a[rel=next]").GetAttribute("href")!);

        Assert.Equal(Enumerable.Range(0, 30).Select(i => string.Create(CultureInfo.InvariantCulture, $"Sensor {i:00}")), first.Texts("tbody th").Concat(second.Texts("tbody th")));
        Assert.Null(second.Find("a[rel=next]"));
        Assert.Equal("Sensor", second.One("#q").GetAttribute("value"));
        // A page number past the end shows the last page.
        Assert.Equal(second.Texts("tbody th"), (await officer.Get("/assessments?q=Sensor&sort=Name&p=2000000000")).Texts("tbody th"));
    }

    private static async Task<IReadOnlyList<string>> Names(PiaClient client, string query) => HtmlAssert.Ok(await client.Get("/assessments" + query)).Texts("tbody th");

    private static async Task<WebApp> City4()
    {
        var own = new WebApp();
        await own.InitializeAsync();
        await Build.Assessment(own, "Tram cameras", TestCity.TransportOfficer);
        foreach (var name in new[] { "100% camera", "back\\slash", "under_score" })
            await Build.Assessment(own, name);
        return own;
    }
}
