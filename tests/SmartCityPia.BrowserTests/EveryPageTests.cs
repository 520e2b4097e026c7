using System.Globalization;
using System.Net;
using Microsoft.Playwright;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.BrowserTests;

/// <summary>Every page there is, in every state: no accessibility fault, nothing cut off at 320 px, legible in the dark, usable without script.</summary>
public sealed class EveryPageTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Fact]
    public async Task Filled_WideAndNarrow_HasNoFault()
    {
        var assessment = await Build.Full(app);

        await EveryPage.Look(app, (await SamplePages.All(app, assessment)).Where(EveryPage.IsPage), dark: false);
    }

    [Fact]
    public async Task Empty_EveryStep_HasNoFault()
    {
        var assessment = await Build.Assessment(app, "Nothing yet");

        await EveryPage.Look(app, Steps(assessment).Prepend(new("/assessments?q=nothing-of-this-name", TestCity.Officer)), dark: false);
    }

    [Fact]
    public async Task ReadOnly_EveryStep_HasNoFault()
    {
        var assessment = await Build.Prefilled(app);
        await Build.Submit(app, assessment);

        await EveryPage.Look(app, Steps(assessment), dark: false);
    }

    [Fact]
    public async Task InReview_EveryFormOfTheReview_HasNoFault()
    {
        var (waiting, asked) = (await Build.Prefilled(app), await Build.Prefilled(app));
        await Build.Add(app, new Risk { Id = Build.Ids(app)(), OwnerId = waiting.Id, Title = "Followed", ResidualSeverity = Level.Maximum, ResidualLikelihood = Level.Maximum });
        await Build.Submit(app, waiting);
        await Build.Submit(app, asked);
        await Build.Act(app, asked, ReviewRole.Reviewer, TestCity.Reviewer, scene => scene.Review.AskOpinion(scene.By, "Is it enough?"));
        await Build.Act(app, waiting, ReviewRole.Reviewer, TestCity.Reviewer, scene => scene.Review.AskOpinion(scene.By, "Is it enough?"));
        await Build.Act(app, waiting, ReviewRole.DataProtectionOfficer, TestCity.Dpo, scene => scene.Review.GiveOpinion(scene.By, Opinion.WithReservations, "Nearly.", "I have read it."));
        await Build.Comment(app, waiting, Step.Data, null, "Which copy?", mentioned: TestCity.Officer.Id);
        string At(Assessment a, string path) => $"/assessments/{a.Reference}/{path}";
        var pages = new[] { "review", "review/decide", "review/request-changes", "review/ask-opinion", "review/consultation", "review/verdicts/risks", "comments", "data", "comments/new?on=Data" };

        await EveryPage.Look(app, [
            .. pages.Select(p => new SamplePage(At(waiting, p), TestCity.Reviewer)), new("/reviews", TestCity.Reviewer), new("/reviews?state=all", TestCity.Reviewer),
            new(At(asked, "review/opinion"), TestCity.Dpo), new(At(asked, "review/withdraw"), TestCity.Officer), new(At(waiting, "review"), TestCity.Officer)], dark: false);
    }

    [Fact]
    public async Task Error_EveryForm_HasNoFaultAndFocusOnTheSummary()
    {
        var assessment = await Build.Assessment(app, "With mistakes");
        await using var window = await app.Window(TestCity.Officer);
        var page = await window.NewPageAsync();
        var faults = new List<string>();
        foreach (var form in new[] { "/assessments/new", $"/assessments/{assessment.Reference}/purposes", $"/assessments/{assessment.Reference}/groups", $"/assessments/{assessment.Reference}/datasets", $"/assessments/{assessment.Reference}/risks/new", $"/assessments/{assessment.Reference}/actions" })
        {
            await page.GotoAsync(form);
            await page.Locator("#row-form button.button[type=submit]").First.ClickAsync();
            await Assertions.Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^Error:", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
            await Assertions.Expect(page.Locator("#error-summary")).ToBeFocusedAsync();
            faults.AddRange(await Axe.Faults(page, form + " with an error"));
            // The link of the summary leads to the field.
            await page.Locator("#error-summary a").First.PressAsync("Enter");
            if (await page.EvaluateAsync<bool>("!document.activeElement.closest('.question')"))
                faults.Add(form + ": the summary's link does not lead into the question");
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task WithoutScript_ARowIsAddedChangedAndRemoved()
    {
        var assessment = await Build.Assessment(app, "Without script");
        await using var window = await app.Window(TestCity.Officer, script: false);
        var page = await window.NewPageAsync();
        await page.GotoAsync($"/assessments/{assessment.Reference}/service");

        await page.GetByRole(AriaRole.Link, new() { Name = "Add a purpose" }).ClickAsync();
        await page.Locator("[name='Input.Name']").FillAsync("Count people");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("Count people");

        await page.GetByRole(AriaRole.Link, new() { Name = "Count people" }).ClickAsync();
        await page.Locator("[name='Input.Name']").FillAsync("Count bicycles");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Count bicycles" }).ClickAsync();
        await page.Locator("details.remove summary").ClickAsync();
        await page.Locator("details.remove button").ClickAsync();

        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("Removed");
        await Assertions.Expect(page.GetByText("No purpose yet")).ToBeVisibleAsync();
    }

    /// <summary>The other tests say something only as long as a fault is found where one is.</summary>
    [Fact]
    public async Task Axe_PageWithFaults_FindsThoseOfThePageAndOfItsParts()
    {
        await using var window = await app.Window(null);
        var page = await window.NewPageAsync();
        await page.SetContentAsync("<p style='color:#ccc'>Hardly legible</p><img src='/x.png'><input>");

        var faults = string.Join('\n', await Axe.Faults(page, "here"));

        Assert.All(["document-title", "html-has-lang", "color-contrast", "image-alt", "label"], rule => Assert.Contains($"here: {rule},", faults, StringComparison.Ordinal));
    }

    private static IEnumerable<SamplePage> Steps(Assessment assessment) =>
        Enum.GetValues<Step>().Select(s => new SamplePage($"/assessments/{assessment.Reference}/{s.ToString().ToLowerInvariant()}", TestCity.Officer))
            .Prepend(new($"/assessments/{assessment.Reference}", TestCity.Officer));
}

/// <summary>The filled pages in the dark, in a class of their own: it takes as long as all the others together, and runs beside them.</summary>
public sealed class EveryPageDarkTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Fact]
    public async Task Filled_Dark_HasNoFault()
    {
        var assessment = await Build.Full(app);

        await EveryPage.Look(app, (await SamplePages.All(app, assessment)).Where(EveryPage.IsPage), dark: true);
    }
}
