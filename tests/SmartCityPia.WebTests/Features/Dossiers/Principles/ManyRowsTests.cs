using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers.Principles;

/// <summary>Forms of many rows that are saved together.</summary>
public sealed class ManyRowsTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Principles_SomeAnswered_SavesThoseAloneAndOnce()
    {
        var (officer, assessment, url) = await Open("principles");
        using var _ = officer;
        var form = HtmlAssert.Ok(await officer.Get(url));
        (string, string?)[] typed = [.. Row(form, "P01", ("State", "Met"), ("Answer", "With\r\ntwo lines")), .. Row(form, "P03", ("State", "PartlyMet"), ("Gap", "Routes"))];

        HtmlAssert.Redirects(await officer.Submit(form, typed), url);
        // A double click.
        HtmlAssert.Redirects(await officer.Submit(form, typed), url);

        var rows = await Answers(assessment);
        Assert.Equal([("P01", PrincipleState.Met), ("P03", (PrincipleState?)PrincipleState.PartlyMet)], rows.Select(r => (r.PrincipleId, r.State)));
        Assert.Equal(2, await app.Db(db => db.AuditEvents.CountAsync(e => e.OwnerId == assessment.Id && e.Subject == nameof(PrincipleAnswer))));
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get(url)), "The eleven principles");
    }

    [Fact]
    public async Task Principles_OneWrong_ErrorAtItNothingSavedAllKept()
    {
        var (officer, assessment, url) = await Open("principles");
        using var _ = officer;
        var form = await officer.Get(url);

        var page = await officer.Submit(form, [.. Row(form, "P01", ("State", "Met"), ("Answer", "Kept")), .. Row(form, "P02", ("State", "NotMet")), .. Row(form, "P04", ("Gap", new string('g', 4001)))]);

        // The length is looked at before what belongs together.
        HtmlAssert.ErrorAt(page, Name(form, "P04", "Gap"), "Data minimization");
        HtmlAssert.Value(page, Name(form, "P01", "Answer"), "Kept");
        page = HtmlAssert.ErrorAt(await officer.Submit(page, (Name(form, "P04", "Gap"), "")), Name(form, "P02", "Gap"), "Purpose legitimacy");
        HtmlAssert.Value(page, Name(form, "P01", "Answer"), "Kept");
        Assert.Empty(await Answers(assessment));
        HtmlAssert.Redirects(await officer.Submit(page, (Name(form, "P02", "Gap"), "Now it is said")));
        Assert.Equal(2, (await Answers(assessment)).Count);
    }

    [Fact]
    public async Task Principles_SomebodyElseAnsweredMeanwhile_TheirsIsShownAndNothingOfMineIsLost()
    {
        var (officer, assessment, url) = await Open("principles");
        using var _ = officer;
        var form = await officer.Get(url);
        var theirs = await officer.Get(url);
        HtmlAssert.Redirects(await officer.Submit(theirs, [.. Row(theirs, "P01", ("State", "NotMet"), ("Gap", "<b>Theirs</b>")), .. Row(theirs, "P05", ("State", "Met"))]));

        var held = HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(form, [.. Row(form, "P01", ("State", "Met"), ("Answer", "Mine")), .. Row(form, "P02", ("State", "Met"))]));

        Assert.Equal(["P01", "P05"], (await Answers(assessment)).Select(a => a.PrincipleId));
        var conflict = held.One(".conflict");
        Assert.Contains("<b>Theirs</b>", conflict.TextContent, StringComparison.Ordinal);
        Assert.All(conflict.QuerySelectorAll("a[href^='#']"), a => Assert.NotNull(held.Find($"[id='{a.GetAttribute("href")![1..]}']")));
        HtmlAssert.Redirects(await officer.Submit(held));
        Assert.Equal([("P01", "Mine"), ("P02", null), ("P05", null)], (await Answers(assessment)).Select(a => (a.PrincipleId, a.Answer)));
        Assert.Equal([PrincipleState.Met, PrincipleState.Met, PrincipleState.Met], (await Answers(assessment)).Select(a => a.State!.Value));
    }

    [Fact]
    public async Task Principles_AnotherAnsweredMeanwhile_IsLeftAloneWithoutQuarrel()
    {
        var (officer, assessment, url) = await Open("principles");
        using var _ = officer;
        var (form, theirs) = (await officer.Get(url), await officer.Get(url));
        HtmlAssert.Redirects(await officer.Submit(theirs, Row(theirs, "P05", ("State", "Met"))));

        HtmlAssert.Redirects(await officer.Submit(form, Row(form, "P06", ("State", "Met"))));

        Assert.Equal(["P05", "P06"], (await Answers(assessment)).Select(a => a.PrincipleId));
    }

    [Fact]
    public async Task Principles_SubmittedMeanwhile_ForbiddenAndKept()
    {
        var (officer, assessment, url) = await Open("principles");
        using var _ = officer;
        var form = await officer.Get(url);
        await Build.Submit(app, assessment);

        var page = HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.Submit(form, Row(form, "P01", ("State", "Met"), ("Answer", "Kept"))));

        HtmlAssert.Value(page, Name(form, "P01", "Answer"), "Kept");
        Assert.Empty(await Answers(assessment));
    }

    [Fact]
    public async Task Principles_RowOfAnotherAssessment_NotFound()
    {
        var (officer, assessment, url) = await Open("principles");
        using var _ = officer;
        var (other, foreign, foreignUrl) = await Open("principles");
        using var __ = other;
        var theirs = await other.Get(foreignUrl);
        HtmlAssert.Redirects(await other.Submit(theirs, Row(theirs, "P01", ("State", "Met"))));
        var id = Assert.Single(await Answers(foreign)).Id;

        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Submit(await officer.Get(url), ($"Rows[{id}].Given.State", "NotApplicable")));

        Assert.Equal(PrincipleState.Met, Assert.Single(await Answers(foreign)).State);
        Assert.Empty(await Answers(assessment));
    }

    [Fact]
    public async Task Reader_SeesTextAndNoFields()
    {
        var (officer, _, url) = await Open("principles");
        officer.Dispose();
        using var reviewer = await app.SignedIn(TestCity.Reviewer);

        var page = HtmlAssert.Ok(await reviewer.Get(url));

        Assert.Empty(page.Document.QuerySelectorAll("main input:not([type=hidden]), main select, main textarea"));
        HtmlAssert.Redirects(await reviewer.Get(url.Replace("/principles", "/choices", StringComparison.Ordinal)), url + "#choices");
    }

    [Fact]
    public async Task Choices_TwoGroups_SavedTogether()
    {
        var (officer, assessment, url) = await Open("choices");
        using var _ = officer;
        var groups = new List<PeopleGroup>();
        foreach (var name in new[] { "Riders", "Residents" })
            groups.Add(await Build.Add(app, new PeopleGroup { Id = Guid.CreateVersion7(), OwnerId = assessment.DescriptionId, Name = name }));
        var form = HtmlAssert.Ok(await officer.Get(url));

        HtmlAssert.Redirects(await officer.Submit(form, [.. groups.SelectMany(g => Row(form, g.Id.ToString(), ("MayTrack", "No"), ("WhyTrack", g.Name)))]), url);

        Assert.Equal(["Residents", "Riders"], await app.Db(db => db.Choices.Where(c => c.OwnerId == assessment.Id && c.MayTrack == Answer.No).Select(c => c.WhyTrack!).OrderBy(w => w).ToListAsync()));
    }

    [Fact]
    public async Task Rights_SeveralAnswered_SavedTogetherAndOnce()
    {
        var (officer, assessment, url) = await Open("rights");
        using var _ = officer;
        var form = HtmlAssert.Ok(await officer.Get(url));
        (string, string?)[] typed = [.. Row(form, "RT15", ("State", "Applies"), ("How", "At the desk."), ("AnsweredBy", "Service desk"), ("Days", "14")), .. Row(form, "RT20", ("State", "DoesNotApply"), ("Restriction", "Public task."))];

        HtmlAssert.Redirects(await officer.Submit(form, typed), url);
        HtmlAssert.Redirects(await officer.Submit(form, typed), url);

        Assert.Equal([("RT15", RightState.Applies, 14), ("RT20", RightState.DoesNotApply, null)], (await Rights(assessment)).Select(r => (r.RightId, r.State!.Value, r.Days)));
    }

    [Fact]
    public async Task Rights_OneWithoutReasonOrTooSlow_IsNamedAndNothingSaved()
    {
        var (officer, assessment, url) = await Open("rights");
        using var _ = officer;
        var form = await officer.Get(url);

        var page = HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.Submit(form, [.. Row(form, "RT15", ("How", "Kept")), .. Row(form, "RT20", ("State", "DoesNotApply"))]));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.Submit(form, Row(form, "RT16", ("Days", "93"))));

        HtmlAssert.Value(page, Name(form, "RT15", "How"), "Kept");
        Assert.Contains("Take the data along", page.One(".error-summary").TextContent, StringComparison.Ordinal);
        Assert.Empty(await Rights(assessment));
    }

    [Fact]
    public async Task Rights_SameAnsweredMeanwhile_BothAreShown()
    {
        var (officer, assessment, url) = await Open("rights");
        using var _ = officer;
        var (form, theirs) = (await officer.Get(url), await officer.Get(url));
        HtmlAssert.Redirects(await officer.Submit(theirs, Row(theirs, "RT15", ("State", "Applies"), ("How", "Theirs"))));

        var held = HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(form, Row(form, "RT15", ("State", "Applies"), ("How", "Mine"))));

        Assert.Contains("Theirs", held.One(".conflict").TextContent, StringComparison.Ordinal);
        HtmlAssert.Redirects(await officer.Submit(held));
        Assert.Equal("Mine", Assert.Single(await Rights(assessment)).How);
    }

    [Fact]
    public async Task SaveAndContinue_LeadsFromOpenThingToOpenThing()
    {
        var (officer, assessment, url) = await Open("principles");
        using var _ = officer;
        await Build.Add(app, new PeopleGroup { Id = Guid.CreateVersion7(), OwnerId = assessment.DescriptionId, Name = "Riders" });

        var form = await officer.Get(url);
        var saved = await officer.Follow(await officer.Press(form, form.Button("Save and continue")));

        // The principles are still open: the next thing is the group's choices, not the same page once more.
        Assert.Contains("/choices#", saved.Location, StringComparison.Ordinal);
        Assert.EndsWith("/risks", HtmlAssert.Redirects(await officer.Get($"/assessments/{assessment.Reference}/next?after=choices&of=Principles")).Location, StringComparison.Ordinal);
        Assert.EndsWith("/screening", HtmlAssert.Redirects(await officer.Get($"/assessments/{assessment.Reference}/next")).Location, StringComparison.Ordinal);
        Assert.EndsWith("/screening", HtmlAssert.Redirects(await officer.Get($"/assessments/{assessment.Reference}/next?after=measures&of=Measures")).Location, StringComparison.Ordinal);
    }

    private async Task<(PiaClient Officer, Assessment Assessment, string Url)> Open(string place)
    {
        var assessment = await Build.Assessment(app);
        return (await app.SignedIn(TestCity.Officer), assessment, $"/assessments/{assessment.Reference}/{place}");
    }

    private Task<List<PrincipleAnswer>> Answers(Assessment assessment) =>
        app.Db(db => db.PrincipleAnswers.AsNoTracking().Where(a => a.OwnerId == assessment.Id).OrderBy(a => a.PrincipleId).ToListAsync());

    private Task<List<RightAnswer>> Rights(Assessment assessment) =>
        app.Db(db => db.Set<RightAnswer>().AsNoTracking().Where(a => a.OwnerId == assessment.Id).OrderBy(a => a.RightId).ToListAsync());

    private static (string, string?)[] Row(HtmlPage form, string anchor, params (string Field, string Value)[] typed) =>
        [.. typed.Select(t => (Name(form, anchor, t.Field), (string?)t.Value))];

    private static string Name(HtmlPage form, string anchor, string field) =>
        form.One($".many-row[aria-labelledby='{anchor}'] [name$='.Given.{field}']").GetAttribute("name")!;
}
