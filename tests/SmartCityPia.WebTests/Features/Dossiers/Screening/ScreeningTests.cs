using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers.Screening;

public sealed class ScreeningTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Post_SubmittedMeanwhile_KeepsTheAnswersAndSavesThemInTheNewDraft()
    {
        var assessment = await Build.Ready(app);
        var question = PiaCatalogue.Current.Screening.Questions[0].Id;
        var note = $"Input.Answers[{question}].Given.Note";
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = await officer.Get($"/assessments/{assessment.Reference}/screening");
        await Build.Submit(app, assessment);

        var kept = HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.Submit(form, (note, "Typed while somebody submitted.")));

        HtmlAssert.Value(kept, note, "Typed while somebody submitted.");
        Assert.Null(await Stored());
        await app.Db(async db =>
        {
            (await db.Assessments.SingleAsync(a => a.Id == assessment.Id)).StartNewDraft();
            return await db.SaveAsync(Build.Actor(app), CancellationToken.None);
        });
        HtmlAssert.Redirects(await officer.Submit(kept));
        Assert.Equal("Typed while somebody submitted.", await Stored());

        Task<string?> Stored() => app.Db(db => db.ScreeningAnswers.Where(a => a.OwnerId == assessment.Id && a.QuestionId == question).Select(a => a.Note).SingleAsync());
    }

    [Fact]
    public async Task Get_FacesAtAStadium_NamesArticle9AndTheAiAct()
    {
        var assessment = await Build.Prefilled(app, "S39");
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/screening"));

        HtmlAssert.Says(page, "Assessment needed");
        HtmlAssert.Says(page, "GDPR Art. 9(2)");
        HtmlAssert.Says(page, "AI Act (EU) 2024/1689");
    }

    [Fact]
    public async Task Post_OverruledAgainstTheLaw_IsRefusedAndOtherwiseAsksForTheOfficersView()
    {
        var assessment = await Build.Ready(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var address = $"/assessments/{assessment.Reference}/screening";
        (string, string)[] without = [("Input.Decision.Overruled", "true"), ("Input.Decision.OverruleReason", "A trial of three weeks.")];

        HtmlAssert.ErrorAt(await officer.Submit(await officer.Get(address), [Answer("Q12", "Yes"), .. without, ("Input.Decision.DpoView", "I agree.")]), "Input.Decision.Overruled", "Art. 35(3)");
        HtmlAssert.ErrorAt(await officer.Submit(await officer.Get(address), [Answer("Q1", "Yes"), Answer("Q2", "Yes"), .. without]), "Input.Decision.DpoView");
        Assert.False((await Stored()).Overruled);
        HtmlAssert.Redirects(await officer.Submit(await officer.Get(address), [Answer("Q1", "Yes"), Answer("Q2", "Yes"), .. without, ("Input.Decision.DpoView", "I agree.")]));

        Assert.Equal((true, "I agree.", ScreeningOutcome.NotNeeded), await Stored());

        Task<(bool Overruled, string? View, ScreeningOutcome Outcome)> Stored() => app.Db(async db =>
        {
            var now = await db.Assessments.AsNoTracking().SingleAsync(a => a.Id == assessment.Id);
            return (now.Overruled, now.DpoView, now.Outcome);
        });

        static (string, string) Answer(string question, string answer) => ($"Input.Answers[{question}].Given.Answer", answer);
    }
}
