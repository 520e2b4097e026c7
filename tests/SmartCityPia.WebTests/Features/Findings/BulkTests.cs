using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Findings;

/// <summary>Several cards decided at once from the list.</summary>
public sealed class BulkTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Reason = "Needed to run the trams & agreed with the operator.";

    private static readonly (string, string?)[] Accept = [("Input.Disposition", "Accepted"), ("Input.Reason", Reason)];

    [Fact]
    public async Task Post_TwoCards_DecidesEveryBodyOnThemAndStaysInTheList()
    {
        var scene = await Open();
        var list = HtmlAssert.Ok(await scene.Officer.Get(scene.Url + "?part=Service&state=Open"));
        Assert.NotNull(list.Find(".bulk"));

        var saved = HtmlAssert.Redirects(await scene.Officer.Submit(list, [.. Accept, .. scene.Tick(0, 1)]), scene.Url + "?part=Service&state=Open");

        var decided = scene.Cards.Take(2).SelectMany(c => c.Findings).ToList();
        var rows = await Rows(scene);
        Assert.Equal(decided.Select(f => f.Key).Order(StringComparer.Ordinal), rows.Select(r => r.FindingKey));
        Assert.All(rows, r => Assert.Equal((Disposition.Accepted, Reason), (r.Disposition, r.Reason)));
        Assert.All(rows, r => Assert.Equal(decided.Single(f => f.Key == r.FindingKey).ProofHash, r.ProofHash));
        var after = HtmlAssert.Ok(await scene.Officer.Follow(saved));
        Assert.Contains($"for {decided.Count} findings", after.One(".saved").TextContent, StringComparison.Ordinal);
        Assert.Contains(scene.Cards[2].Sentence(scene.Dossier), after.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Cards[0].Sentence(scene.Dossier), after.One("table.findings").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SomeBodiesOfACard_DecidesThoseAlone()
    {
        var scene = await Open();
        var card = scene.Cards.First(c => c.Findings.Count > 1);
        var list = await scene.Officer.Get(scene.Url);

        HtmlAssert.Redirects(await scene.Officer.Submit(list, [.. Accept, .. card.Findings.Skip(1).Take(1).Select(f => ($"Bodies[{scene.Id(f)}].Same", (string?)"true"))]));

        Assert.Equal(card.Findings.Skip(1).Take(1).Select(f => f.Key).Order(StringComparer.Ordinal), (await Rows(scene)).Select(r => r.FindingKey));
    }

    [Theory, InlineData(null, "Input.Disposition"), InlineData("Accepted", "Input.Reason"), InlineData("Mitigated", "Input.Controls")]
    public async Task Post_Incomplete_ErrorNothingSavedTicksKept(string? disposition, string field)
    {
        var scene = await Open();
        var list = await scene.Officer.Get(scene.Url);

        var page = HtmlAssert.ErrorAt(await scene.Officer.Submit(list, [("Input.Disposition", disposition), .. scene.Tick(0, 1)]), field);

        Assert.Equal(2, page.Document.QuerySelectorAll("input[name=Cards][checked]").Length);
        Assert.Empty(await Rows(scene));
    }

    [Fact]
    public async Task Post_NothingTicked_SaysSoAndKeepsTheReason()
    {
        var scene = await Open();

        var page = HtmlAssert.Status(HttpStatusCode.BadRequest, await scene.Officer.Submit(await scene.Officer.Get(scene.Url), Accept));

        HtmlAssert.ErrorInSummary(page, "Tick at least one finding");
        HtmlAssert.Value(page, "Input.Reason", Reason);
    }

    [Fact]
    public async Task Post_OneDecidedMeanwhile_ConflictNothingSavedThenSavedOnceSeen()
    {
        var scene = await Open();
        var list = await scene.Officer.Get(scene.Url);
        await Decide(scene, scene.Cards[1].Surest, "<b>Theirs</b>");

        var conflict = HtmlAssert.Status(HttpStatusCode.Conflict, await scene.Officer.Submit(list, [.. Accept, .. scene.Tick(0, 1)]));

        Assert.Equal([scene.Cards[1].Surest.Key], (await Rows(scene)).Select(r => r.FindingKey));
        Assert.Contains("<b>Theirs</b>", conflict.One("#others-conflict").TextContent, StringComparison.Ordinal);
        Assert.All(conflict.Document.QuerySelectorAll("#others-conflict a"), a => Assert.NotNull(conflict.Find(a.GetAttribute("href")!)));
        Assert.Equal(2, conflict.Document.QuerySelectorAll("input[name=Cards][checked]").Length);
        HtmlAssert.Redirects(await scene.Officer.Submit(conflict));
        Assert.All(await Rows(scene), r => Assert.Equal(Reason, r.Reason));
    }

    [Fact]
    public async Task Post_CardOfAnotherAssessment_RefusedNothingSaved()
    {
        var (scene, foreign) = (await Open(), await Open());

        HtmlAssert.ErrorInSummary(
            HtmlAssert.Status(HttpStatusCode.BadRequest, await scene.Officer.Submit(await scene.Officer.Get(scene.Url), [.. Accept, ("Cards", foreign.Id(foreign.Cards[0].Surest).ToString())])), "not among the findings");

        Assert.Empty(await Rows(scene));
        Assert.Empty(await Rows(foreign));
    }

    [Fact]
    public async Task Post_SubmittedMeanwhile_Forbidden()
    {
        var scene = await Open();
        var list = await scene.Officer.Get(scene.Url);
        await Build.Submit(app, scene.Assessment);

        var page = HtmlAssert.Status(HttpStatusCode.Forbidden, await scene.Officer.Submit(list, [.. Accept, .. scene.Tick(0, 1)]));

        HtmlAssert.Value(page, "Input.Reason", Reason);
        Assert.Empty(await Rows(scene));
    }

    [Fact]
    public async Task Get_Reviewer_SeesNoTicksAndMayNotPost()
    {
        var scene = await Open();
        using var reviewer = await app.SignedIn(TestCity.Reviewer);

        Assert.Null(HtmlAssert.Ok(await reviewer.Get(scene.Url)).Find("main input[type=checkbox]"));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await reviewer.SendWithToken(scene.Url, [.. Accept.Select(a => (a.Item1, a.Item2!))]));
    }

    [Fact]
    public async Task Card_DecidedOnItsPage_LeadsBackToTheListAsItWas()
    {
        var scene = await Open();
        var list = HtmlAssert.Ok(await scene.Officer.Get(scene.Url + "?part=Service&state=Open"));
        var link = list.One("table.findings th a[href*='/findings/']").GetAttribute("href")!;

        var form = HtmlAssert.Ok(await scene.Officer.Get(link));

        HtmlAssert.Redirects(await scene.Officer.Submit(form, Accept), scene.Url + "?part=Service&state=Open");
        HtmlAssert.Redirects(await scene.Officer.Submit(await scene.Officer.Get(link.Split('?')[0] + "?list=" + Uri.EscapeDataString("?evil=1&state=Open")), Accept), scene.Url + "?state=Open");
    }

    private sealed record Opened(Assessment Assessment, Dossier Dossier, IReadOnlyList<FindingCard> Cards, PiaClient Officer)
    {
        public string Url => $"/assessments/{Dossier.Head.Reference}/findings";

        public Guid Id(Finding finding) => DerivedId.Of(Assessment.Id, finding.Key);

        public IEnumerable<(string Name, string? Value)> Tick(params int[] cards) => cards.Select(c => ("Cards", (string?)Id(Cards[c].Surest).ToString()));
    }

    private async Task<Opened> Open()
    {
        var assessment = await Build.Prefilled(app);
        var dossier = (await app.With<DossierReader, Dossier?>(reader => reader.Read(assessment.Id, CancellationToken.None)))!.WithFindings();
        return new(assessment, dossier, FindingCard.Of(dossier, dossier.Findings.Where(f => dossier.IsToDecide(f))), await app.SignedIn(TestCity.Officer));
    }

    private Task<int> Decide(Opened scene, Finding finding, string reason) => app.Db(db =>
    {
        db.Add(new FindingDisposition { Id = scene.Id(finding), OwnerId = scene.Assessment.Id, FindingKey = finding.Key, ProofHash = finding.ProofHash, Disposition = Disposition.Disputed, Reason = reason });
        return db.SaveAsync(Build.Actor(app, TestCity.Colleague), CancellationToken.None);
    });

    private Task<List<FindingDisposition>> Rows(Opened scene) => app.Db(async db =>
        (await db.FindingDispositions.AsNoTracking().Where(d => d.OwnerId == scene.Assessment.Id).ToListAsync()).OrderBy(d => d.FindingKey, StringComparer.Ordinal).ToList());
}
