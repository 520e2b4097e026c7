using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Search;
using Xunit;

namespace SmartCityPia.WebTests.Features.Search;

public sealed class SearchTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task EveryTextOfEveryKindOfRow_IsFoundByWhoMayRead_AndByNobodyElse()
    {
        var assessment = await Build.Full(app);
        var finding = (await app.With<DossierReader, Dossier?>(reader => reader.Read(assessment.Id, CancellationToken.None)))!.WithFindings().Findings[0];
        await Build.Add(app, new FindingDisposition { Id = Build.Ids(app)(), OwnerId = assessment.Id, FindingKey = finding.Key, ProofHash = new string('0', 64), Disposition = Disposition.Accepted });
        var marks = await Plant(assessment);
        Assert.True(marks.Count > 40);
        Assert.Equal(RowKinds.All.Where(k => TextsOf(k).Any()).Select(k => k.Name).Order(StringComparer.Ordinal), marks.Select(m => m.Kind).Distinct().Order(StringComparer.Ordinal));
        var officer = await app.SignedIn(TestCity.Officer);

        var missed = new List<string>();
        foreach (var (mark, kind, field) in marks)
        {
            var page = HtmlAssert.Ok(await officer.Get("/search?q=" + mark));
            var link = page.Find($".found a[href^='/assessments/{assessment.Reference}']");
            if (link is null || !page.Text.Contains("Found: 1. Places: 1.", StringComparison.Ordinal) || !page.Texts("mark").Contains(mark))
                missed.Add($"{kind}.{field}");
        }
        Assert.Empty(missed);

        // The links lead to pages.
        foreach (var (mark, _, _) in marks.DistinctBy(m => m.Kind))
        {
            var page = await officer.Get("/search?q=" + mark);
            foreach (var link in page.Document.QuerySelectorAll(".found li a"))
                HtmlAssert.Ok(await officer.Get(link.GetAttribute("href")!));
        }

        foreach (var person in new[] { TestCity.TransportOfficer, TestCity.Vendor, TestCity.Administrator, await Build.Person(app, "Oskar Other", Roles.Auditor, TestCity.Hall, cityWide: true) })
        {
            var stranger = await app.SignedIn(person);
            foreach (var (mark, kind, field) in marks)
                Assert.False((await stranger.Get("/search?q=" + mark)).Text.Contains("Found: 1", StringComparison.Ordinal), $"{person.Name} finds {kind}.{field}");
        }
    }

    [Fact]
    public async Task OtherThanRows_CommentsFilesAndBodies_AreFound_ByTheirReaders()
    {
        var assessment = await Build.Assessment(app, "Zebra crossings");
        await Build.Comment(app, assessment, Step.Service, null, "Who paid for commentmark?");
        var item = await Build.Evidence(app, assessment);
        await app.Db(async db =>
        {
            await db.EvidenceVersions.Where(v => v.EvidenceId == item.Id).ExecuteUpdateAsync(s => s.SetProperty(v => v.FileName, "filemark-2026.pdf"));
            db.Add(new Organisation { Id = Build.Ids(app)(), Name = "Bodymark Ltd", Kind = OrganisationKind.ServiceOperator });
            return await db.SaveAsync(Build.Actor(app), CancellationToken.None);
        });
        var officer = await app.SignedIn(TestCity.Officer);

        Assert.StartsWith($"/assessments/{assessment.Reference}/comments/", Link(await officer.Get("/search?q=commentmark")), StringComparison.Ordinal);
        Assert.Equal($"/assessments/{assessment.Reference}/evidence/{item.Id}", Link(await officer.Get("/search?q=filemark")));
        Assert.StartsWith("/organisations/", Link(await officer.Get("/search?q=bodymark")), StringComparison.Ordinal);
        Assert.Equal($"/assessments/{assessment.Reference}", (await officer.Get("/search?q=" + assessment.Reference)).Find(".found h2 a")!.GetAttribute("href"));
        // Organisations are the city's, comments are its readers'.
        var vendor = await app.SignedIn(TestCity.Vendor);
        foreach (var word in new[] { "commentmark", "filemark", "bodymark", "zebra", assessment.Reference })
            Assert.Null((await vendor.Get("/search?q=" + word)).Find(".found h2 a[href^='/a'], .found h2 a[href^='/o']"));
        var administrator = await app.SignedIn(TestCity.Administrator);
        Assert.StartsWith("/organisations/", Link(await administrator.Get("/search?q=bodymark")), StringComparison.Ordinal);
        Assert.Null((await administrator.Get("/search?q=commentmark")).Find(".found li"));
    }

    [Fact]
    public async Task WhoTakesPart_FindsThere_AReaderOfReleasesFindsNoDraft()
    {
        var assessment = await Build.Full(app);
        await Build.Change<ServiceDescription>(app, assessment.DescriptionId, d => d.Summary = "Partmark of the service");
        var mayor = await Build.Person(app, "Mara Mayor", Roles.Reader, TestCity.Hall);
        await Build.Release(app, assessment, mayor);
        Assert.Null((await (await app.SignedIn(mayor)).Get("/search?q=partmark")).Find(".found li"));

        await Build.AskIn(app, assessment, mayor, ParticipantRole.Reader);
        Assert.Equal($"/assessments/{assessment.Reference}/service", Link(await (await app.SignedIn(mayor)).Get("/search?q=partmark")));
        var part = await app.Db(db => db.Participants.Where(p => p.AccountId == mayor.Id).Select(p => p.Id).SingleAsync());
        HtmlAssert.Redirects(await (await app.SignedIn(TestCity.Officer)).SendWithToken($"/assessments/{assessment.Reference}/people?handler=End", ("part", part.ToString())));
        Assert.Null((await (await app.SignedIn(mayor)).Get("/search?q=partmark")).Find(".found li"));
    }

    [Fact]
    public async Task VendorsDescription_IsFoundByTheVendor_AndByTheCityOnceHandedIn()
    {
        var asked = await Build.Asked(app, null);
        await app.With<Web.Features.Submissions.BeginDescription, bool>(begin => begin.Handle(asked.Id, null, Build.Actor(app, TestCity.Vendor), CancellationToken.None));
        await app.Db(async db =>
        {
            db.Add(new Purpose { Id = Build.Ids(app)(), OwnerId = asked.DescriptionId, Name = "Vendormark counting" });
            return await db.SaveAsync(Build.Actor(app, TestCity.Vendor), CancellationToken.None);
        });
        var (vendor, officer) = (await app.SignedIn(TestCity.Vendor), await app.SignedIn(TestCity.Officer));

        Assert.StartsWith($"/descriptions/{asked.Reference}/purposes/", Link(await vendor.Get("/search?q=vendormark")), StringComparison.Ordinal);
        Assert.Null((await officer.Get("/search?q=vendormark")).Find(".found li"));
        await app.Db(db => db.DescriptionRequests.Where(r => r.OwnerId == asked.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, Domain.Submissions.DescriptionState.Submitted)));
        Assert.StartsWith($"/descriptions/{asked.Reference}/purposes/", Link(await officer.Get("/search?q=vendormark")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("munchen"), InlineData("MÜNCHEN"), InlineData("münch"), InlineData("strasse"), InlineData("collect"), InlineData("collecting"), InlineData("münchen collected"), InlineData("foo@bar"), InlineData("bar.example")]
    [InlineData("서울특별시"), InlineData("서울"), InlineData("“münchen”")]
    public async Task Words_AreFound_WhateverAccentsCaseAndEnding(string words)
    {
        var assessment = await Build.Assessment(app);
        await Build.Add(app, new Purpose { Id = Build.Ids(app)(), OwnerId = assessment.DescriptionId, Name = "Counting", Description = "What München's Straße collected, ask foo@bar.example or 서울특별시 <b>now</b>." });
        var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Ok(await officer.Get("/search?q=" + Uri.EscapeDataString(words)));

        Assert.NotNull(page.Find($".found a[href^='/assessments/{assessment.Reference}/purposes/']"));
        Assert.NotEmpty(page.Texts("mark"));
        Assert.DoesNotContain("<b>now</b>", page.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsChangedOrRemoved_IsFoundAsItIs()
    {
        var assessment = await Build.Assessment(app);
        var purpose = await Build.Add(app, new Purpose { Id = Build.Ids(app)(), OwnerId = assessment.DescriptionId, Name = "Firstname" });
        var officer = await app.SignedIn(TestCity.Officer);
        await Build.Change<Purpose>(app, purpose.Id, p => p.Name = "Secondname");
        Assert.Null((await officer.Get("/search?q=firstname")).Find(".found li"));
        Assert.NotNull((await officer.Get("/search?q=secondname")).Find(".found li"));
        await Build.Remove<Purpose>(app, purpose.Id);
        Assert.Null((await officer.Get("/search?q=secondname")).Find(".found li"));
    }

    [Fact]
    public async Task NameOfAKindOfData_FindsTheRowsThatHoldIt()
    {
        var assessment = await Build.Prefilled(app);
        var dossier = (await app.With<DossierReader, Dossier?>(reader => reader.Read(assessment.Id, CancellationToken.None)))!;
        var type = PiaCatalogue.Current.NameOf(dossier.Items[0].TypeId);
        var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Ok(await officer.Get($"/search?in={assessment.Reference}&q=" + Uri.EscapeDataString(type)));

        Assert.NotNull(page.Find($".found a[href^='/assessments/{assessment.Reference}/data/']"));
        Assert.NotNull((await officer.Get("/search?q=" + Uri.EscapeDataString(type))).Find(".found a[href^='/catalogue/']"));
    }

    [Theory, InlineData(""), InlineData("%00"), InlineData("'"), InlineData(":*&|!()"), InlineData("|"), InlineData("a|b"), InlineData("%EF%BF%BE"), InlineData("the"), InlineData("%25")]
    public async Task AwkwardWords_AreNoFault(string words)
    {
        var officer = await app.SignedIn(TestCity.Officer);
        HtmlAssert.Ok(await officer.Get("/search?q=" + words));
    }

    [Fact]
    public void Around_ShowsThePlace_AndMarksWholeWords()
    {
        var text = new string('x', 300) + " Kameras in der Straße " + new string('y', 300);
        Assert.Contains("Straße", Highlight.Around(text, ["strasse"]), StringComparison.Ordinal);
        Assert.Equal("", Highlight.Around(text, ["nothing"]));
        Assert.True(Highlight.Contains("Collecting data", "collected"));
        Assert.False(Highlight.Contains("Data", "a"));
    }

    private static string? Link(HtmlPage page) => page.Find(".found li a")?.GetAttribute("href");

    private static IEnumerable<PropertyInfo> TextsOf(RowKind kind) => kind.Fields.Where(f => f.PropertyType == typeof(string) && f.CanWrite && !f.Name.EndsWith("Id", StringComparison.Ordinal)
        && (f.GetCustomAttribute<MaxLengthAttribute>()?.Length ?? 0) > 12);

    private Task<List<(string Mark, string Kind, string Field)>> Plant(Assessment assessment) => app.Db(async db =>
    {
        var marks = new List<(string, string, string)>();
        foreach (var kind in RowKinds.All.Where(k => TextsOf(k).Any()))
        {
            var row = kind.Row == typeof(ServiceDescription) ? await db.ServiceDescriptions.SingleAsync(d => d.Id == assessment.DescriptionId)
                : (await kind.Use(new RowsOfOwner(db, kind.IsDescription ? assessment.DescriptionId : assessment.Id, CancellationToken.None)))[0];
            foreach (var field in TextsOf(kind))
            {
                var mark = string.Create(CultureInfo.InvariantCulture, $"mark{marks.Count:000}end");
                field.SetValue(row, mark);
                marks.Add((mark, kind.Name, field.Name));
            }
        }
        await db.SaveAsync(Build.Actor(app), CancellationToken.None);
        return marks;
    });
}
