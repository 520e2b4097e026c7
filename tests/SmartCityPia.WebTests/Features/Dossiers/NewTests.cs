using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers;

public sealed class NewTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Post_Blank_OpensAnEmptyAssessment()
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        var opened = HtmlAssert.Redirects(await officer.Post("/assessments/new", ("Input.Name", "Benches that count"), ("Input.ArchetypeId", ""), ("Blank", "true")));

        var page = HtmlAssert.Ok(await officer.Follow(opened));
        Assert.Equal("Benches that count", page.One("h1").TextContent);
        var stored = await Find("Benches that count");
        Assert.Equal((TestCity.Officer.Id, TestCity.Hall, AssessmentStatus.Draft), (stored.OwnerId, stored.AgencyId, stored.Status));
        Assert.Equal("/assessments/" + stored.Reference, opened.Location);
    }

    [Fact]
    public async Task Post_NothingChosen_IsNoBlankAssessmentByAccident()
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.ErrorAt(await officer.Post("/assessments/new", ("Input.Name", "By accident"), ("Input.ArchetypeId", "")), "Input.ArchetypeId", "none of them fits");

        HtmlAssert.Value(page, "Input.Name", "By accident");
        Assert.False(await app.Db(db => db.ServiceDescriptions.AnyAsync(s => s.Name == "By accident")));
    }

    [Theory]
    [InlineData("bike", "S09"), InlineData("CCTV", "S13"), InlineData("ANPR", "S02"), InlineData("alpr", "S03"), InlineData("license plate", "S02"), InlineData("garbage", "S12")]
    [InlineData("bin", "S12"), InlineData("RFID", "S12"), InlineData("trash", "S12"), InlineData("toll", "S02"), InlineData("congestion", "S02"), InlineData("Uber", "S33")]
    [InlineData("pollution", "S17"), InlineData("traffic light", "S32"), InlineData("ride hailing", "S33")]
    public async Task Get_OwnWords_FindsTheKind(string words, string kind)
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Ok(await officer.Get("/assessments/new?q=" + Uri.EscapeDataString(words)));

        Assert.Contains(page.Document.QuerySelectorAll(".tasks a"), a => a.GetAttribute("href")!.EndsWith("archetype=" + kind, StringComparison.Ordinal));
        if (page.Document.QuerySelectorAll(".tasks a").Length == 1)
            HtmlAssert.Value(page, "Input.ArchetypeId", kind);
    }

    [Fact]
    public void EveryKind_HasEightSynonymsOrMore() =>
        Assert.Empty(Domain.Catalogue.PiaCatalogue.Current.Archetypes.Where(a => a.Synonyms.Distinct(StringComparer.OrdinalIgnoreCase).Count() < 8).Select(a => a.Id));

    [Fact]
    public async Task Get_NothingFound_SaysWhatToDo()
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Ok(await officer.Get("/assessments/new?q=" + Uri.EscapeDataString("submarine <b>")));

        HtmlAssert.Says(page, "No kind of service is found by “submarine <b>”.");
        HtmlAssert.Says(page, "begin blank");
        HtmlAssert.Value(page, "Input.ArchetypeId", "");
    }

    [Fact]
    public async Task Post_Archetype_BringsItsRowsAndOneEventForEach()
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        var parts = await officer.Follow(HtmlAssert.Redirects(await officer.Post("/assessments/new?archetype=S02", ("Input.Name", "Low-emission zone"))));
        HtmlAssert.Redirects(await officer.Submit(HtmlAssert.Ok(parts)));

        var stored = await Find("Low-emission zone");
        var rows = await app.Db(async db => new
        {
            Purposes = await db.Purposes.CountAsync(r => r.OwnerId == stored.DescriptionId),
            Items = await db.DataItems.CountAsync(r => r.OwnerId == stored.DescriptionId),
            Flows = await db.DataFlows.CountAsync(r => r.OwnerId == stored.DescriptionId),
            Screening = await db.ScreeningAnswers.CountAsync(r => r.OwnerId == stored.Id),
            Events = await db.AuditEvents.CountAsync(e => e.Subject == "DataFlow" && e.OwnerId == stored.DescriptionId && e.Verb == "Added" && e.AccountId == TestCity.Officer.Id),
        });
        Assert.True(rows is { Purposes: > 0, Items: > 3, Flows: > 0, Screening: > 5 });
        Assert.Equal(rows.Flows, rows.Events);
    }

    [Fact]
    public async Task Get_Archetype_FillsTheForm()
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = await officer.Get("/assessments/new?archetype=S06");

        HtmlAssert.Value(page, "Input.ArchetypeId", "S06");
        Assert.NotEmpty(Assert.Single(page.ValuesOf("Input.Name")));
        HtmlAssert.Value(await officer.Get("/assessments/new?archetype=nonsense"), "Input.ArchetypeId", "");
    }

    [Fact]
    public async Task Post_FormTwice_OpensOne()
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = await officer.Follow(HtmlAssert.Redirects(await officer.Post("/assessments/new", ("Input.Name", "Clicked four times"), ("Input.ArchetypeId", "S07"))));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => officer.Submit(form)));

        Assert.Single(answers.Select(a => HtmlAssert.Redirects(a).Location).Distinct());
        Assert.Equal(1, await app.Db(db => db.ServiceDescriptions.CountAsync(d => d.Name == "Clicked four times")));
    }

    [Fact]
    public async Task Post_ManyAtOnce_EachGetsAReferenceOfItsOwn()
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        var forms = new List<HtmlPage>();
        for (var i = 0; i < 12; i++)
            forms.Add(await officer.Get("/assessments/new"));

        var answers = await Task.WhenAll(forms.Select(f => officer.Submit(f, ("Input.Name", "Side by side"), ("Blank", "true"))));

        Assert.Equal(12, answers.Select(a => HtmlAssert.Redirects(a).Location).Distinct().Count());
    }

    [Theory]
    [InlineData("Input.ArchetypeId", "S99")]
    [InlineData("Input.ArchetypeId", "S0600000000000")]
    [InlineData("Input.AgencyId", "00000000-0000-0000-0000-000000000001")]
    [InlineData("Input.AgencyId", "not-an-id")]
    [InlineData("Input.AgencyId", "")]
    [InlineData("Input.Name", "")]
    [InlineData("Input.Name", "\0")]
    public async Task Post_WrongField_ReturnsErrorAtIt(string field, string value)
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        var form = await officer.Get("/assessments/new");
        var page = field == "Input.Name" ? await officer.Submit(form, (field, value)) : await officer.Submit(form, ("Input.Name", "Never opened"), (field, value));

        HtmlAssert.ErrorAt(page, field);
        Assert.Equal(0, await app.Db(db => db.ServiceDescriptions.CountAsync(d => d.Name == "Never opened")));
    }

    [Fact]
    public async Task Post_NameTooLong_KeepsIt()
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        var name = new string('n', 201);

        var page = await officer.Post("/assessments/new", ("Input.Name", name));

        HtmlAssert.ErrorAt(page, "Input.Name", "200");
        HtmlAssert.Value(page, "Input.Name", name);
    }

    [Fact]
    public async Task Post_AgencyOfficerForAnotherAgency_ReturnsError()
    {
        using var transport = await app.SignedIn(TestCity.TransportOfficer);

        var page = await transport.Post("/assessments/new", ("Input.Name", "Not mine"), ("Input.AgencyId", TestCity.Hall.ToString()));

        HtmlAssert.ErrorAt(page, "Input.AgencyId");
    }

    [Fact]
    public async Task Any_Reviewer_Forbidden()
    {
        using var reviewer = await app.SignedIn(TestCity.Reviewer);

        HtmlAssert.Status(HttpStatusCode.Forbidden, await reviewer.Get("/assessments/new"));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await reviewer.SendWithToken("/assessments/new", ("Input.Name", "Forged")));
    }

    private Task<Assessment> Find(string name) => app.Db(db =>
        (from a in db.Assessments join d in db.ServiceDescriptions on a.DescriptionId equals d.Id where d.Name == name select a).AsNoTracking().SingleAsync());
}
