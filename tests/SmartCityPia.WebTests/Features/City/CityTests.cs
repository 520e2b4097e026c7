using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.City;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.City;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Features.City;

/// <summary>What the city's officers, reviewers and auditors see of the whole, on two submitted services.</summary>
public sealed class CityTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly string[] Pages =
        ["/city", "/city/outsider", "/city/together", "/city/smallest", "/city/coalitions", "/city/links", "/city/links/pairs", "/city/flows", "/city/flows?by=organisations", "/city/knowledge.csv", "/city/together.csv", "/city/links.csv", "/city/flows.csv"];

    [Fact]
    public async Task Get_EveryPage_IsForOfficersReviewersAndAuditors()
    {
        await Knowledge();
        foreach (var (person, expected) in new[]
        {
            (TestCity.Officer, HttpStatusCode.OK), (TestCity.TransportOfficer, HttpStatusCode.OK), (TestCity.Reviewer, HttpStatusCode.OK), (TestCity.Auditor, HttpStatusCode.OK),
            (TestCity.Vendor, HttpStatusCode.Forbidden), (TestCity.Administrator, HttpStatusCode.Forbidden),
        })
        {
            using var client = await app.SignedIn(person);
            foreach (var page in Pages)
                Assert.Equal((person.Role, page, expected), (person.Role, page, (await client.Get(page)).Status));
        }
    }

    [Theory]
    [InlineData("/city/organisations/00000000-0000-7000-8000-00000000ffff")]
    [InlineData("/city/finding")]
    [InlineData("/city/finding?type=nothing")]
    [InlineData("/city/finding?actor=zzz&type=D07")]
    [InlineData("/city/finding?actor=00000000-0000-7000-8000-00000000ffff&type=D07")]
    [InlineData("/city/coalitions/00000000-0000-7000-8000-00000000ffff")]
    [InlineData("/city/smallest?type=nothing")]
    [InlineData("/city/knowledge.csv?org=nobody")]
    public async Task Get_Unknown_IsNotFound(string address)
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get(address));
    }

    [Fact]
    public async Task Get_City_PictureAndTableSayTheSameAndLeadToProofs()
    {
        var knowledge = await Knowledge();
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Ok(await officer.Get("/city"));

        var cells = page.Document.QuerySelectorAll(".drawing a.drawing-part").Select(a => a.GetAttribute("href")).ToList();
        Assert.NotEmpty(cells);
        Assert.Equal(cells.Order(StringComparer.Ordinal), page.Document.QuerySelectorAll("#knowledge-table td a").Select(a => a.GetAttribute("href")).Order(StringComparer.Ordinal));
        var finding = HtmlAssert.Ok(await officer.Get(cells.First(c => c!.StartsWith("/city/finding", StringComparison.Ordinal))!));
        Assert.NotNull(finding.Find("ol.proof li"));
        Assert.NotNull(finding.Find("svg.drawing"));
        Assert.StartsWith("/city/what-if?", finding.One(".actions a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(knowledge.Graph.Parts.Count, page.Document.QuerySelectorAll("#services + .table tbody tr").Length);
    }

    [Fact]
    public async Task Get_CityFiltered_ShowsThoseAlone()
    {
        var knowledge = await Knowledge();
        using var officer = await app.SignedIn(TestCity.Officer);
        var organisation = knowledge.Graph.OrganisationName(CityId.Parse(knowledge.Graph.Model.Organisations[0]));
        var type = knowledge.Known.First(k => !k.Given).TypeId;

        var one = HtmlAssert.Ok(await officer.Get($"/city?show={type}&q={Uri.EscapeDataString(organisation)}"));

        Assert.Equal([knowledge.Graph.Term(type).Name], one.Texts("#knowledge-table thead th").Skip(1));
        Assert.All(one.Texts("#knowledge-table tbody th"), name => Assert.Contains(organisation, name, StringComparison.OrdinalIgnoreCase));
        var special = HtmlAssert.Ok(await officer.Get("/city?show=special"));
        var names = knowledge.Graph.Catalogue.Types.Where(t => t.IsSpecial).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        Assert.All(special.Texts("#knowledge-table thead th").Skip(1), name => Assert.Contains(name, names));
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get("/city?q=no+such+body")), "No organisation knows anything of this.");
        HtmlAssert.Ok(await officer.Get("/city?show=%00&p=x&c=-4&s=999999999"));
    }

    [Fact]
    public async Task Get_Services_LinkOnlyWhereTheAssessmentMayBeSeen()
    {
        await Knowledge();
        using var transport = await app.SignedIn(TestCity.TransportOfficer);
        using var officer = await app.SignedIn(TestCity.Officer);

        Assert.Null(HtmlAssert.Ok(await transport.Get("/city")).Find("#services + .table a"));
        HtmlAssert.Ok(await officer.Get(HtmlAssert.Ok(await officer.Get("/city")).One("#services + .table a").GetAttribute("href")!));
    }

    [Fact]
    public async Task Get_Organisation_DerivedGravestFirstAndFiltered()
    {
        var knowledge = await Knowledge();
        var actor = knowledge.Known.Where(k => k.Actor.Count == 1 && k.Places > 0).GroupBy(k => k.Actor[0]).MaxBy(g => g.Count())!;
        using var auditor = await app.SignedIn(TestCity.Auditor);

        var page = HtmlAssert.Ok(await auditor.Get($"/city/organisations/{actor.Key}"));

        Assert.Equal(Math.Min(25, actor.Count()), page.Document.QuerySelectorAll("main > .table tbody tr").Length);
        Assert.Equal(actor.Max(k => knowledge.Graph.GravityOf(k.TypeId)) == 2, page.Find("main > .table tbody tr:first-child .tag-special") is not null);
        HtmlAssert.Says(HtmlAssert.Ok(await auditor.Get($"/city/organisations/{actor.Key}?q=no-such-conclusion")), "Nothing fits these filters.");
        // In the city, but in no description.
        HtmlAssert.Says(HtmlAssert.Ok(await auditor.Get($"/city/organisations/{TestCity.Transport}")), "It can conclude nothing");
    }

    [Fact]
    public async Task Get_Together_ListsEveryFindingOfItsFilter()
    {
        var knowledge = await Knowledge();
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Ok(await officer.Get("/city/together"));

        Assert.Equal(Math.Min(25, knowledge.Together.Count), page.Document.QuerySelectorAll(".table tbody tr").Length);
        foreach (var known in knowledge.Together.Take(3))
        {
            HtmlAssert.Ok(await officer.Get(CityAddress.Finding(known.Members, known.TypeId, known.HoldingId)));
            var filtered = HtmlAssert.Ok(await officer.Get($"/city/together?type={known.TypeId}&org={known.Members[0]}"));
            Assert.Equal(Math.Min(25, knowledge.Together.Count(t => t.TypeId == known.TypeId && t.Members.Contains(known.Members[0]))), filtered.Document.QuerySelectorAll(".table tbody tr").Length);
        }
        HtmlAssert.Ok(await officer.Get("/city/together?kind=zzz&org=zzz&p=zzz"));
    }

    [Fact]
    public async Task Get_Smallest_NamesWhoCanTell()
    {
        var knowledge = await Knowledge();
        var known = knowledge.Known.First(k => k.Places > 0 && k.Actor.Count == 1 && knowledge.Of(null, k.TypeId) is null);
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Ok(await officer.Get($"/city/smallest?type={known.TypeId}&size=2"));

        Assert.Contains(page.Texts(".findings-list li"), t => t.Contains(knowledge.Graph.OrganisationName(known.Actor[0]), StringComparison.Ordinal));
    }

    /// <summary>A bare 0.47 claims more than anybody knows.</summary>
    [Theory]
    [InlineData("/city", "#knowledge-table td a")]
    [InlineData("/city/links", "#links-table td a")]
    public async Task Get_Maps_SayHowSureInWordsWithTheInterval(string address, string cells)
    {
        await Knowledge();
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Ok(await officer.Get(address));

        Assert.Contains(page.Texts(cells), t => System.Text.RegularExpressions.Regex.IsMatch(t, @"^(nearly certain|very likely|likely|possible|unlikely): .*\(between \d+ and \d+ in 10{1,2}\)", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));
        Assert.All(page.Document.QuerySelectorAll("figure svg text").Select(t => t.TextContent), t => Assert.DoesNotMatch(@"^[<>]? ?0[.,]\d", t));
    }

    [Fact]
    public async Task Get_Links_CellLeadsToItsPairs()
    {
        await Knowledge();
        using var officer = await app.SignedIn(TestCity.Officer);
        var page = HtmlAssert.Ok(await officer.Get("/city/links"));
        var cell = page.One("#links-table td a");
        var count = cell.ParentElement!.QuerySelector(".hint")!.TextContent.Split(' ')[0];

        var pairs = HtmlAssert.Ok(await officer.Get(cell.GetAttribute("href")!));

        Assert.StartsWith(count + " pair", pairs.Texts(".table caption")[0], StringComparison.Ordinal);
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get("/city/links/pairs?a=no-such-service")), "No pair fits these filters.");
    }

    [Fact]
    public async Task Get_Csv_HasEveryLineAndNoFormula()
    {
        var knowledge = await Knowledge();
        var organisation = CityId.Parse(knowledge.Graph.Model.Organisations[0]);
        await app.Db(async db =>
        {
            (await db.Organisations.SingleAsync(o => o.Id == organisation)).Name = "=HYPERLINK(\"http://evil.example\")";
            return await db.SaveAsync(Build.Actor(app), CancellationToken.None);
        });
        // Names are those of the frozen versions: a further one brings the new name.
        await Build.Submit(app, await Build.Prefilled(app));
        using var officer = await app.SignedIn(TestCity.Officer);

        foreach (var (address, lines) in new[] { ("/city/knowledge.csv", 20), ("/city/links.csv", 2), ("/city/flows.csv", 3), ("/city/together.csv", 1), ("/city/flows.csv?by=organisations", 3) })
        {
            using var response = await officer.Http.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
            var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
            Assert.True(text.Split("\r\n").Length > lines, address);
            Assert.DoesNotContain("\"=HYPERLINK", text, StringComparison.Ordinal);
        }
        Assert.True(await app.Db(db => db.AuditEvents.AnyAsync(e => e.Subject == nameof(CityGraph) && e.Verb == "Exported")));
    }

    [Fact]
    public async Task Read_FrozenVersions_WithTheirSafeguards()
    {
        var assessment = await Build.Prefilled(app, "S02");
        var dataset = await app.Db(db => db.Datasets.AsNoTracking().FirstAsync(d => d.OwnerId == assessment.DescriptionId && !d.Public));
        var control = PiaCatalogue.Current.Controls.ById.Values.First(c => c.Effects.Count > 0 && !c.Promise);
        await Build.Add(app, new Measure
        {
            Id = Guid.CreateVersion7(),
            OwnerId = assessment.DescriptionId,
            Name = control.Name,
            ControlId = control.Id,
            DatasetId = dataset.Id,
            State = MeasureState.InPlace,
            ResponsibleId = dataset.HolderId,
        });
        await Build.Submit(app, assessment);

        var graph = await app.With<CityReader, CityGraph>(reader => reader.Read(CancellationToken.None));

        Assert.Contains(control.Id, graph.Holdings[dataset.Id].Controls);
    }

    private async Task<CityKnowledge> Knowledge()
    {
        if (!await app.Db(db => db.AssessmentVersions.AnyAsync()))
        {
            await Build.Submit(app, await Build.Prefilled(app));
            await Build.Submit(app, await Build.Prefilled(app, "S10"));
        }
        return CityKnowledge.Of(await app.With<CityReader, CityGraph>(reader => reader.Read(CancellationToken.None)));
    }
}

/// <summary>Before the first submission.</summary>
public sealed class EmptyCityTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("/city", "No service has been submitted yet")]
    [InlineData("/city/together", "No service has been submitted yet")]
    [InlineData("/city/links", "No service has been submitted yet")]
    [InlineData("/city/links/pairs", "No two holdings of the city can be joined.")]
    [InlineData("/city/flows", "No service has been submitted yet")]
    [InlineData("/city/coalitions", "No group is declared")]
    [InlineData("/city/outsider", "It can conclude nothing")]
    [InlineData("/city/smallest", "Choose what should not be told.")]
    public async Task Get_Page_SaysWhatToDoNext(string address, string says)
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get(address)), says);
    }
}
