using AngleSharp.Dom;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.City;
using SmartCityPia.Web.Features.Findings;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Features.Findings;

/// <summary>What a service adds to a city that has another one already: travel cards beside station Wi-Fi.</summary>
public sealed class CityFindingsTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Reason = "The two bodies may not compare addresses.";

    [Fact]
    public async Task Index_TwoServices_TellsTheCityPartAfterItsOwn()
    {
        var scene = await Open();

        var page = HtmlAssert.Ok(await scene.Officer.Get($"/assessments/{scene.Cards.Reference}/findings?part=City"));

        Assert.Contains("What it adds to the city", page.Texts("h2"));
        var row = Card(page, scene);
        Assert.Contains("only together", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("open", row.TextContent, StringComparison.Ordinal);
        Assert.Contains(scene.Wifi.Reference, row.TextContent, StringComparison.Ordinal);
        Assert.Empty(HtmlAssert.Ok(await scene.Officer.Get($"/assessments/{scene.Cards.Reference}/findings?part=Service")).Texts("h2#city"));
    }

    [Fact]
    public async Task Index_FilteredByState_ShowsDecidedOnesOnly()
    {
        var scene = await Open();
        HtmlAssert.Redirects(await scene.Officer.Post(scene.Url, ("Input.Disposition", "Accepted"), ("Input.Reason", Reason)));

        var page = HtmlAssert.Ok(await scene.Officer.Get($"/assessments/{scene.Cards.Reference}/findings?state=Decided"));

        Assert.Single(page.Document.QuerySelectorAll("table.findings tbody tr"));
        Assert.Contains("Accepted", Card(page, scene).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_Hypotheses_StandInAListOfTheirOwn()
    {
        var assessment = await Build.Prefilled(app, "S13");
        using var officer = await app.SignedIn(TestCity.Officer);
        var dossier = (await app.With<DossierReader, Dossier?>(reader => reader.Read(assessment.Id, CancellationToken.None)))!.WithFindings();
        Assert.Equal([false, true], dossier.Findings.Select(f => f.IsHypothesis).Distinct().Order());
        var address = $"/assessments/{assessment.Reference}/findings?part=Service";

        var findings = await Listed(address);
        var hypotheses = await Listed(address + "&hypotheses=true");

        Assert.Equal(Addresses(dossier, hypotheses: false), findings);
        Assert.Equal(Addresses(dossier, hypotheses: true), hypotheses);

        async Task<List<string>> Listed(string at) =>
            [.. HtmlAssert.Ok(await officer.Get(at)).Document.QuerySelectorAll("table.findings a[href*='/findings/']").Select(a => a.GetAttribute("href")!.Split('?')[0]).Distinct().Order(StringComparer.Ordinal)];

        List<string> Addresses(Dossier of, bool hypotheses) =>
            [.. of.Findings.Where(f => f.IsHypothesis == hypotheses).Select(f => Web.Infrastructure.Addresses.Assessment(assessment.Reference, Web.Infrastructure.Addresses.Finding(f.Key))).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Comment_OnAFindingOfTheCity_IsWrittenAndRead()
    {
        var scene = await Open();
        var comments = HtmlAssert.Ok(await scene.Officer.Get(scene.Url)).Document.QuerySelector("a[href*='/comments/new?on=Findings']")!.GetAttribute("href")!;

        HtmlAssert.Redirects(await scene.Officer.Post(comments, ("Input.Text", "Who compares them?")));

        HtmlAssert.Says(HtmlAssert.Ok(await scene.Officer.Get(comments.Replace("/new", "", StringComparison.Ordinal))), "Who compares them?");
    }

    [Fact]
    public async Task Finding_OfTwo_ShowsMembersProofAndWhereControlsHaveToBeAgreed()
    {
        var scene = await Open();

        var page = HtmlAssert.Ok(await scene.Officer.Get(scene.Url));

        Assert.Contains(scene.Holder.Name, page.One("h1").TextContent, StringComparison.Ordinal);
        Assert.Contains(scene.Operator.Name, page.One("h1").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find($"a[href='/assessments/{scene.Wifi.Reference}/versions/1']"));
        Assert.Contains(page.Document.QuerySelectorAll(".proof li"), li => li.TextContent.Contains($"{scene.Wifi.Reference} D1", StringComparison.Ordinal) && li.QuerySelector("a") is null);
        Assert.Contains(page.Document.QuerySelectorAll("td"), td => td.TextContent.Contains($"to agree with {scene.Operator.Name}", StringComparison.Ordinal));
        var cut = page.Document.QuerySelectorAll("a").Single(a => a.GetAttribute("href")!.StartsWith("/city/cut?", StringComparison.Ordinal));
        Assert.Equal($"/city/cut?{string.Concat(scene.Finding.Together.Select(id => $"actor={id}&"))}type=D13", cut.GetAttribute("href"));
    }

    [Fact]
    public async Task Finding_OfficerOfAnotherAgency_SeesTheSentenceWithoutTheLink()
    {
        var scene = await Open(TestCity.Transport);
        using var transport = await app.SignedIn(TestCity.TransportOfficer);

        var page = HtmlAssert.Ok(await transport.Get(scene.Url));

        Assert.Null(page.Find($"a[href^='/assessments/{scene.Wifi.Reference}']"));
        Assert.Contains(scene.Wifi.Reference, page.One("main").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Emergent_IsDecidedAndStaysWhenTheOtherSubmitsTheSameAgain()
    {
        var scene = await Open();

        HtmlAssert.Redirects(await scene.Officer.Post(scene.Url, ("Input.Disposition", "Accepted"), ("Input.Reason", Reason)));

        var stored = await Build.Stored<FindingDisposition>(app, DerivedId.Of(scene.Cards.Id, scene.Finding.Key));
        Assert.Equal((scene.Finding.ProofHash, Reason), (stored!.ProofHash, stored.Reason));

        await app.Db(async db =>
        {
            (await db.Assessments.FindAsync(scene.Wifi.Id))!.StartNewDraft();
            return await db.SaveAsync(Build.Actor(app), CancellationToken.None);
        });
        await Build.Submit(app, scene.Wifi);
        var page = HtmlAssert.Ok(await scene.Officer.Get(scene.Url));
        Assert.DoesNotContain("The proof has changed", page.One("main").TextContent, StringComparison.Ordinal);
        Assert.Contains(", version 2", HtmlAssert.Ok(await scene.Officer.Get($"/assessments/{scene.Cards.Reference}/findings?part=City")).One("main").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_OthersDataMovedSince_IsFlaggedAsChanged()
    {
        var scene = await Open();
        HtmlAssert.Redirects(await scene.Officer.Post(scene.Url, ("Input.Disposition", "Accepted"), ("Input.Reason", Reason)));
        await app.Db(async db =>
        {
            (await db.Assessments.FindAsync(scene.Wifi.Id))!.StartNewDraft();
            return await db.SaveAsync(Build.Actor(app), CancellationToken.None);
        });
        var old = scene.Dossier.City!.Holdings.Single(h => h.Reference == scene.Wifi.Reference).Id;
        await app.Db(async db =>
        {
            db.RemoveRange(db.DataItems.Where(i => i.DatasetId == old));
            await db.SaveAsync(Build.Actor(app), CancellationToken.None);
            db.RemoveRange(db.Datasets.Where(d => d.Id == old));
            return await db.SaveAsync(Build.Actor(app), CancellationToken.None);
        });
        await Describe(scene.Wifi, scene.Operator.Id, "A08", "A01");
        await Build.Submit(app, scene.Wifi);

        Assert.Contains("The proof has changed", HtmlAssert.Ok(await scene.Officer.Get(scene.Url)).One("main").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OpenCityFindings_AreSaidAndDoNotBlock()
    {
        var scene = await Open();

        var gap = Assert.Single(DossierCheck.Gaps(scene.Dossier, new(2026, 3, 2)), g => g.Rule == "CityFindingsOpen");
        Assert.False(gap.Blocks);
        var page = HtmlAssert.Ok(await scene.Officer.Get($"/assessments/{scene.Cards.Reference}/check"));
        Assert.Contains($"wait for a decision: {gap.Arguments[0]}.", page.One("main").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_Vendor_IsToldNothingOfTheCity()
    {
        var scene = await Open();
        using var vendor = await app.SignedIn(TestCity.Vendor);

        var answer = await vendor.Get(scene.Url);

        Assert.NotEqual(System.Net.HttpStatusCode.OK, answer.Status);
    }

    private sealed record Scene(Assessment Cards, Assessment Wifi, Organisation Holder, Organisation Operator, Dossier Dossier, Finding Finding, PiaClient Officer)
    {
        public string Url => $"/assessments/{Cards.Reference}/findings/{Addresses.Part(Finding.Key)}";
    }

    /// <summary>The card in which the scene's finding stands, whoever else can tell the same.</summary>
    private static IElement Card(HtmlPage page, Scene scene) =>
        Assert.Single(page.Document.QuerySelectorAll("table.findings tbody tr"), r => r.QuerySelectorAll("a").Any(a => a.GetAttribute("href")!.Split('?')[0] == scene.Url));

    private static string Sentence(Scene scene) => ProofText.SentenceOf(scene.Dossier, scene.Finding);

    /// <summary>With organisations of their own: the city of one test is not the city of another.</summary>
    private async Task<Scene> Open(Guid? agency = null)
    {
        var next = Build.Ids(app);
        Organisation Body(string name) => new() { Id = next(), Name = $"{name} {Guid.CreateVersion7():N}", Kind = OrganisationKind.Agency };
        var (holder, wifiOperator) = (Body("Card body"), Body("Wi-Fi body"));
        await Build.Add(app, holder, wifiOperator);
        var wifi = await Build.Assessment(app, "Station Wi-Fi");
        await Describe(wifi, wifiOperator.Id, "A08", "A01");
        await Build.Submit(app, wifi);
        var cards = await Build.Assessment(app, "Travel cards", agency: agency);
        await Describe(cards, holder.Id, "A08", "A21", "A22");

        var dossier = (await app.With<DossierReader, Dossier?>(reader => reader.Read(cards.Id, CancellationToken.None)))!.WithFindings();
        dossier = dossier.WithCity(await app.With<ComputeContribution, CityRecord>(city => city.Wait(dossier, TestCity.Officer.Id, CancellationToken.None)));
        var finding = dossier.City!.Findings.Single(f => f.TypeId == "D13" && f.Together.Order().SequenceEqual(new[] { holder.Id, wifiOperator.Id }.Order()));
        return new(cards, wifi, holder, wifiOperator, dossier, finding, await app.SignedIn(TestCity.Officer));
    }

    private async Task Describe(Assessment assessment, Guid holder, params string[] types)
    {
        var next = Build.Ids(app);
        var dataset = new Dataset { Id = next(), OwnerId = assessment.DescriptionId, Name = "Accounts", HolderId = holder, People = "Passengers" };
        await Build.Add(app, dataset);
        await Build.Add(app, [.. types.Select(t => (object)new DataItem { Id = next(), OwnerId = assessment.DescriptionId, DatasetId = dataset.Id, TypeId = t, Level = DataLevel.Individual })]);
    }
}
