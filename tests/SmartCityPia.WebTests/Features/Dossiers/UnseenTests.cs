using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers;

public sealed class UnseenTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Prefilled_EveryRow_IsMarkedUntilItIsSaved()
    {
        var (assessment, before) = await Prefilled();
        using var officer = await app.SignedIn(TestCity.Officer);
        var rows = RowKinds.All.SelectMany(k => k.RowsOf(before)).Select(r => r.Id).ToList();
        Assert.Equal(rows.Order(), before.Head.Unseen.Order());
        var purpose = before.Purposes[0];
        Assert.Contains("not looked at", (await officer.Get($"/assessments/{assessment.Reference}/service")).Text, StringComparison.Ordinal);

        HtmlAssert.Redirects(await officer.Submit(await officer.Get($"/assessments/{assessment.Reference}/purposes/{purpose.Id}"), "#row-form", null));

        Assert.Equal(rows.Where(r => r != purpose.Id).Order(), (await Read(assessment)).Head.Unseen.Order());
        Assert.Null((await officer.Get($"/assessments/{assessment.Reference}/purposes/{purpose.Id}")).Find("#seen-form"));
    }

    [Fact]
    public async Task AsItIs_OfADataset_IsTrueOfItsFieldsToo()
    {
        var (assessment, before) = await Prefilled();
        using var officer = await app.SignedIn(TestCity.Officer);
        var set = before.Datasets[0];

        HtmlAssert.Redirects(await officer.Submit(await officer.Get($"/assessments/{assessment.Reference}/datasets/{set.Id}"), "#seen-form", null));

        var after = await Read(assessment);
        Assert.DoesNotContain(after.Head.Unseen, id => id == set.Id || before.ItemsOf(set.Id).Any(i => i.Id == id));
        Assert.Equal(1, await app.Db(db => db.AuditEvents.CountAsync(e => e.OwnerId == assessment.Id && e.Verb == AuditVerbs.LookedAt)));
    }

    [Fact]
    public async Task AsItIs_OfEveryStep_LeavesNothing()
    {
        var (assessment, before) = await Prefilled();
        using var officer = await app.SignedIn(TestCity.Officer);
        var steps = Enum.GetValues<Step>().Where(s => before.UnseenIn(s).Any()).ToList();
        Assert.Equal([Step.Screening, Step.Service, Step.Stakeholders, Step.Data, Step.Flows, Step.Measures], steps);

        foreach (var step in steps)
            HtmlAssert.Redirects(await officer.Submit(await officer.Get($"/assessments/{assessment.Reference}/unseen"), $"#seen-{step}", null));

        Assert.Empty((await Read(assessment)).Head.Unseen);
        Assert.Contains("Somebody has looked at everything", (await officer.Get($"/assessments/{assessment.Reference}/unseen")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Screening_Saved_IsLookedAtAndANoteForAnotherAnswerIsFlagged()
    {
        var (assessment, before) = await Prefilled();
        using var officer = await app.SignedIn(TestCity.Officer);
        var answered = before.Screening.First(a => a.Answer == Answer.Yes && a.QuestionId != "Q0");
        var (answer, note) = ($"Input.Answers[{answered.QuestionId}].Given.Answer", $"Input.Answers[{answered.QuestionId}].Given.Note");

        HtmlAssert.Redirects(await officer.Post($"/assessments/{assessment.Reference}/screening", (answer, "No")));

        var after = await Read(assessment);
        Assert.Empty(after.UnseenIn(Step.Screening));
        Assert.Contains(DossierCheck.Gaps(after, new(2026, 1, 1)), g => g is { Rule: "NoteArgues", Attention: true } && g.Anchor == answered.QuestionId);
        Assert.Contains("was written for the answer “Yes”", (await officer.Get($"/assessments/{assessment.Reference}/screening")).Text, StringComparison.Ordinal);

        HtmlAssert.Redirects(await officer.Post($"/assessments/{assessment.Reference}/screening", (note, "Not here: nothing is recorded")));

        Assert.DoesNotContain(DossierCheck.Gaps(await Read(assessment), new(2026, 1, 1)), g => g.Rule == "NoteArgues");
    }

    [Fact]
    public async Task Post_ByWhoMayOnlyRead_IsRefused()
    {
        var (assessment, before) = await Prefilled();
        using var reviewer = await app.SignedIn(TestCity.Reviewer);

        HtmlAssert.Status(HttpStatusCode.Forbidden, await reviewer.SendWithToken($"/assessments/{assessment.Reference}/unseen"));

        Assert.Equal(before.Head.Unseen, (await Read(assessment)).Head.Unseen);
    }

    private async Task<(Assessment Assessment, Dossier Dossier)> Prefilled()
    {
        var assessment = await Build.Prefilled(app, "S09");
        return (assessment, await Read(assessment));
    }

    private async Task<Dossier> Read(Assessment assessment) => (await app.With<DossierReader, Dossier?>(reader => reader.Read(assessment.Id, CancellationToken.None)))!;
}
