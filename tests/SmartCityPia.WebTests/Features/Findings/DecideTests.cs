using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Findings;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Features.Findings;

/// <summary>One decision for the same conclusion of several organisations.</summary>
public sealed class DecideTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Reason = "The operator needs it to run the trams & is bound by contract.";

    [Fact]
    public async Task Get_SameConclusionOfOthers_UndecidedFirstAndNoneTicked()
    {
        var scene = await Open();
        await Decide(scene.Others[0], scene, Disposition.Disputed, "It is not so.");

        var page = HtmlAssert.Ok(await scene.Officer.Get(scene.Url));

        var rows = page.Document.QuerySelectorAll("#Others .choice");
        Assert.Equal(scene.Dossier.Findings.Count(f => f.TypeId == scene.Own.TypeId) - 1, rows.Length);
        Assert.All(rows, row => Assert.False(row.QuerySelector("input[type=checkbox]")!.HasAttribute("checked")));
        Assert.All(rows.SkipLast(1), row => Assert.Contains("undecided", row.TextContent, StringComparison.Ordinal));
        Assert.Contains("It is not so.", rows[^1].TextContent, StringComparison.Ordinal);
        Assert.Equal(FindingWords.Actor(scene.Dossier, scene.Others[0].ActorId), rows[^1].QuerySelector("label")!.TextContent);
    }

    /// <summary>Most findings of a small service are alone with their conclusion: the page then has no other to tick.</summary>
    [Fact]
    public async Task Post_ConclusionNobodyElseDraws_IsDecided()
    {
        var scene = await Open();
        var alone = scene.Dossier.Findings.GroupBy(f => f.TypeId, StringComparer.Ordinal).First(g => g.Count() == 1).Single();
        var url = $"/assessments/{scene.Dossier.Head.Reference}/findings/{Addresses.Part(alone.Key)}";

        HtmlAssert.Redirects(await scene.Officer.Post(url, ("Input.Disposition", "Accepted"), ("Input.Reason", Reason)));

        Assert.Equal(Reason, (await Build.Stored<FindingDisposition>(app, scene.Id(alone)))!.Reason);
    }

    [Fact]
    public async Task Post_TwoTicked_DecidesThreeEachOnItsOwnProof()
    {
        var scene = await Open();
        await Decide(scene.Others[1], scene, Disposition.Disputed, "Not so.");
        var control = scene.Dossier.Catalogue.Controls[0].Id;

        var saved = HtmlAssert.Redirects(
            await scene.Officer.Post(scene.Url, [("Input.Disposition", "Mitigated"), ("Input.Controls", control), ("Input.Reason", Reason), .. scene.Tick(2)]),
            $"/assessments/{scene.Dossier.Head.Reference}/findings");

        Assert.Contains("for 3 organisations", HtmlAssert.Ok(await scene.Officer.Follow(saved)).One(".saved").TextContent, StringComparison.Ordinal);
        var rows = await Rows(scene);
        Finding[] decided = [scene.Own, .. scene.Others.Take(2)];
        Assert.Equal(decided.Select(f => f.Key).Order(StringComparer.Ordinal), rows.Select(r => r.FindingKey));
        foreach (var finding in decided)
        {
            var row = rows.Single(r => r.FindingKey == finding.Key);
            Assert.Equal((scene.Id(finding), finding.ProofHash, Disposition.Mitigated, Reason), (row.Id, row.ProofHash, row.Disposition, row.Reason));
            Assert.Equal([control], row.Controls);
            var change = (await Trail(row.Id)).Single(e => e.AccountId == TestCity.Officer.Id);
            Assert.Equal(finding == scene.Others[1] ? "Changed" : "Added", change.Verb);
            Assert.Contains(Reason.Split('&')[0], change.After, StringComparison.Ordinal);
        }
        Assert.True(decided.Select(f => f.ProofHash).Distinct(StringComparer.Ordinal).Count() > 1);
    }

    [Fact]
    public async Task Post_NoneTicked_DecidesThisOneAlone()
    {
        var scene = await Open();

        HtmlAssert.Redirects(await scene.Officer.Post(scene.Url, ("Input.Disposition", "Accepted"), ("Input.Reason", Reason)));

        Assert.Equal([scene.Own.Key], (await Rows(scene)).Select(r => r.FindingKey));
    }

    [Fact]
    public async Task Post_OneTickedDecidedMeanwhile_ConflictNothingSavedNothingLost()
    {
        var scene = await Open();
        var form = await scene.Officer.Get(scene.Url);
        await Decide(scene.Others[1], scene, Disposition.Disputed, "<b>Theirs</b>");

        var conflict = HtmlAssert.Status(HttpStatusCode.Conflict, await scene.Officer.Submit(form, [("Input.Disposition", "Accepted"), ("Input.Reason", Reason), .. scene.Tick(2)]));

        Assert.Equal([scene.Others[1].Key], (await Rows(scene)).Select(r => r.FindingKey));
        var told = conflict.One("#others-conflict");
        Assert.Equal([FindingWords.Actor(scene.Dossier, scene.Others[1].ActorId)], told.QuerySelectorAll("tbody th").Select(e => e.TextContent.Trim()));
        Assert.Contains("<b>Theirs</b>", told.TextContent, StringComparison.Ordinal);
        Assert.Contains(TestCity.Colleague.Name, told.TextContent, StringComparison.Ordinal);
        HtmlAssert.Value(conflict, "Input.Reason", Reason);
        HtmlAssert.Value(conflict, "Input.Disposition", "Accepted");
        Assert.All(scene.Others.Take(2), o => HtmlAssert.Value(conflict, $"Others[{scene.Id(o)}].Same", "true"));

        // Seen now, and sent again: the person has decided.
        HtmlAssert.Redirects(await scene.Officer.Submit(conflict));
        Assert.All(await Rows(scene), row => Assert.Equal(Reason, row.Reason));
        Assert.Equal(3, (await Rows(scene)).Count);
    }

    [Fact]
    public async Task Post_DecisionOfATickedOneTakenAwayMeanwhile_ConflictNothingSaved()
    {
        var scene = await Open();
        await Decide(scene.Others[0], scene, Disposition.Disputed, "Not so.");
        var form = await scene.Officer.Get(scene.Url);
        await Build.Remove<FindingDisposition>(app, scene.Id(scene.Others[0]));

        var conflict = HtmlAssert.Status(HttpStatusCode.Conflict, await scene.Officer.Submit(form, [("Input.Disposition", "Accepted"), ("Input.Reason", Reason), .. scene.Tick(1)]));

        Assert.Contains("removed", conflict.One("#others-conflict").TextContent, StringComparison.Ordinal);
        Assert.Empty(await Rows(scene));
        HtmlAssert.Redirects(await scene.Officer.Submit(conflict));
        Assert.Equal(2, (await Rows(scene)).Count);
    }

    [Fact]
    public async Task Post_OwnDecidedMeanwhile_ConflictKeepsTheTicks()
    {
        var scene = await Open();
        var form = await scene.Officer.Get(scene.Url);
        await Decide(scene.Own, scene, Disposition.Disputed, "Theirs.");

        var conflict = HtmlAssert.Status(HttpStatusCode.Conflict, await scene.Officer.Submit(form, [("Input.Disposition", "Accepted"), ("Input.Reason", Reason), .. scene.Tick(1)]));

        Assert.Contains("Theirs.", conflict.Texts(".conflict td.text"));
        Assert.Null(conflict.Find("#others-conflict"));
        Assert.Equal([scene.Own.Key], (await Rows(scene)).Select(r => r.FindingKey));
        var taken = HtmlAssert.Ok(await scene.Officer.Press(conflict, conflict.One(".conflict button[formaction$='field=Reason']")));
        HtmlAssert.Redirects(await scene.Officer.Submit(taken));
        Assert.Equal(["Theirs.", "Theirs."], (await Rows(scene)).Select(r => r.Reason));
    }

    [Fact]
    public async Task Post_UntickedDecidedMeanwhile_IsNoConflict()
    {
        var scene = await Open();
        var form = await scene.Officer.Get(scene.Url);
        await Decide(scene.Others[1], scene, Disposition.Disputed, "Theirs.");

        HtmlAssert.Redirects(await scene.Officer.Submit(form, [("Input.Disposition", "Accepted"), ("Input.Reason", Reason), .. scene.Tick(1)]));

        Assert.Equal("Theirs.", (await Rows(scene)).Single(r => r.FindingKey == scene.Others[1].Key).Reason);
    }

    [Theory, InlineData("Mitigated", "Input.Controls"), InlineData("Accepted", "Input.Reason"), InlineData(null, "Input.Disposition")]
    public async Task Post_Incomplete_ErrorNothingSavedTicksKept(string? disposition, string field)
    {
        var scene = await Open();

        var page = HtmlAssert.ErrorAt(await scene.Officer.Post(scene.Url, [("Input.Disposition", disposition), .. scene.Tick(2)]), field);

        Assert.Empty(await Rows(scene));
        Assert.All(scene.Others.Take(2), o => HtmlAssert.Value(page, $"Others[{scene.Id(o)}].Same", "true"));
    }

    [Fact]
    public async Task Post_AfterAnErrorDecidedMeanwhile_IsStillAConflict()
    {
        var scene = await Open();
        var form = await scene.Officer.Get(scene.Url);
        await Decide(scene.Others[0], scene, Disposition.Disputed, "Theirs.");
        var error = HtmlAssert.ErrorAt(await scene.Officer.Submit(form, [("Input.Reason", Reason), .. scene.Tick(1)]), "Input.Disposition");

        HtmlAssert.Status(HttpStatusCode.Conflict, await scene.Officer.Submit(error, ("Input.Disposition", "Accepted")));

        Assert.Equal(["Theirs."], (await Rows(scene)).Select(r => r.Reason));
    }

    [Fact]
    public async Task Post_FindingOfAnotherAssessmentOrConclusion_RefusedNothingSaved()
    {
        var scene = await Open();
        var foreign = await Open();
        var otherConclusion = scene.Dossier.Findings.First(f => f.TypeId != scene.Own.TypeId);
        foreach (var id in new[] { foreign.Id(foreign.Others[0]), scene.Id(otherConclusion), scene.Id(scene.Own) }.Select(id => id.ToString()).Append("no-id"))
        {
            var page = await scene.Officer.Post(scene.Url, [("Input.Disposition", "Accepted"), ("Input.Reason", Reason), .. scene.Tick(1), ($"Others[{id}].Same", "true")]);

            HtmlAssert.Status(HttpStatusCode.BadRequest, page);
            HtmlAssert.Value(page, "Input.Reason", Reason);
        }
        Assert.Empty(await Rows(scene));
        Assert.Empty(await Rows(foreign));
    }

    [Fact]
    public async Task Post_Reviewer_Forbidden()
    {
        var scene = await Open();
        using var reviewer = await app.SignedIn(TestCity.Reviewer);

        Assert.Null(HtmlAssert.Ok(await reviewer.Get(scene.Url)).Find("#Others"));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await reviewer.SendWithToken(scene.Url, [("Input.Disposition", "Accepted"), ("Input.Reason", Reason), .. scene.Tick(1).Select(t => (t.Name, t.Value!))]));

        Assert.Empty(await Rows(scene));
    }

    [Fact]
    public async Task Post_SubmittedMeanwhile_Forbidden()
    {
        var scene = await Open();
        var form = await scene.Officer.Get(scene.Url);
        await Build.Submit(app, scene.Assessment);

        HtmlAssert.Status(HttpStatusCode.Forbidden, await scene.Officer.Submit(form, [("Input.Disposition", "Accepted"), ("Input.Reason", Reason), .. scene.Tick(1)]));

        Assert.Empty(await Rows(scene));
    }

    [Fact]
    public async Task Post_SeveralTimesAtOnce_SavesOnce()
    {
        var scene = await Open();
        var form = await scene.Officer.Get(scene.Url);
        (string, string?)[] typed = [("Input.Disposition", "Accepted"), ("Input.Reason", Reason), .. scene.Tick(2)];

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => scene.Officer.Submit(form, typed)));

        Assert.All(answers, answer => HtmlAssert.Redirects(answer));
        var rows = await Rows(scene);
        Assert.Equal(3, rows.Count);
        foreach (var row in rows)
            Assert.Single(await Trail(row.Id));
    }

    /// <param name="Others">The same conclusion, drawn by others.</param>
    private sealed record Opened(Assessment Assessment, Dossier Dossier, Finding Own, IReadOnlyList<Finding> Others, PiaClient Officer)
    {
        public string Url => $"/assessments/{Dossier.Head.Reference}/findings/{Addresses.Part(Own.Key)}";

        public Guid Id(Finding finding) => DerivedId.Of(Assessment.Id, finding.Key);

        public IEnumerable<(string Name, string? Value)> Tick(int count) => Others.Take(count).Select(o => ($"Others[{Id(o)}].Same", (string?)"true"));
    }

    private async Task<Opened> Open()
    {
        var assessment = await Build.Prefilled(app);
        var dossier = (await app.With<DossierReader, Dossier?>(reader => reader.Read(assessment.Id, CancellationToken.None)))!.WithFindings();
        var same = dossier.Findings.GroupBy(f => f.TypeId, StringComparer.Ordinal).OrderByDescending(g => g.Count()).First().ToList();
        Assert.True(same.Count >= 4, "Too few organisations draw the same conclusion to try anything.");
        return new(assessment, dossier, same[0], same[1..], await app.SignedIn(TestCity.Officer));
    }

    private Task<int> Decide(Finding finding, Opened scene, Disposition disposition, string reason) => app.Db(db =>
    {
        db.Add(new FindingDisposition
        {
            Id = scene.Id(finding),
            OwnerId = scene.Assessment.Id,
            FindingKey = finding.Key,
            ProofHash = finding.ProofHash,
            Disposition = disposition,
            Reason = reason,
        });
        return db.SaveAsync(Build.Actor(app, TestCity.Colleague), CancellationToken.None);
    });

    private Task<List<FindingDisposition>> Rows(Opened scene) => app.Db(async db =>
        (await db.FindingDispositions.AsNoTracking().Where(d => d.OwnerId == scene.Assessment.Id).ToListAsync()).OrderBy(d => d.FindingKey, StringComparer.Ordinal).ToList());

    private Task<List<AuditEvent>> Trail(Guid id) =>
        app.Db(db => db.AuditEvents.AsNoTracking().Where(e => e.SubjectId == id).OrderBy(e => e.At).ToListAsync());
}
