using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.BrowserTests.Journeys;

/// <summary>A version is sent back, worked on, submitted again, compared with the first, and approved by somebody who did not work on it.</summary>
public sealed class ReviewJourneyTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Fact]
    public async Task Submitted_SentBackComparedAndApproved_ByAnotherThanTheAuthors()
    {
        var assessment = await Build.Ready(app);
        // Rita reviews, but she has worked on this one.
        await Build.Touch(app, assessment, TestCity.Reviewer);
        await using var officerWindow = await app.Window(TestCity.Officer);
        await using var reviewerWindow = await app.Window(TestCity.Dpo);
        await using var authorWindow = await app.Window(TestCity.Reviewer);
        var (officer, reviewer, author) = (await officerWindow.NewPageAsync(), await reviewerWindow.NewPageAsync(), await authorWindow.NewPageAsync());
        string At(string path) => $"/assessments/{assessment.Reference}/{path}";

        await officer.GotoAsync(At("check"));
        await Submit(officer);
        await Assertions.Expect(officer).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/versions/1$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));

        // Neither whoever leads it nor a reviewer who wrote in it may decide.
        Assert.Equal(403, (await officer.GotoAsync(At("review/decide")))!.Status);
        await author.GotoAsync(At("review/decide"));
        await Assertions.Expect(author.Locator(".callout-warn").First).ToBeVisibleAsync();
        Assert.Equal(0, await author.Locator("[name='Input.Decision']").CountAsync());

        await reviewer.GotoAsync(At("review"));
        await reviewer.Locator("a[href$='/review/request-changes']").ClickAsync();
        await reviewer.Locator("[name='Input.Reason']").FillAsync("Say where it counts.");
        await reviewer.Locator("#row-form button.button[type=submit]").ClickAsync();
        await Assertions.Expect(reviewer.Locator("#happened + .timeline")).ToContainTextAsync("Say where it counts.");

        await officer.GotoAsync(At("service"));
        await officer.Locator("[name='Input.Place']").FillAsync("At all gates of the centre");
        await officer.Locator("#row-form button.button[type=submit]").First.ClickAsync();
        await Assertions.Expect(officer.Locator(".saved")).ToBeVisibleAsync();
        await officer.GotoAsync(At("check"));
        await Submit(officer);

        await reviewer.GotoAsync(At("versions"));
        await reviewer.GetByRole(AriaRole.Link, new() { Name = "Compare with the one before" }).ClickAsync();
        await Assertions.Expect(reviewer.Locator(".compare ins").First).ToBeVisibleAsync();
        await Assertions.Expect(reviewer.Locator("main")).ToContainTextAsync("At all gates of the centre");

        await reviewer.GotoAsync(At("review"));
        await reviewer.Locator("a[href$='/review/decide']").ClickAsync();
        await reviewer.Locator("[name='Input.Decision'][value='Approve']").CheckAsync();
        await reviewer.Locator("[name='Signature.Password']").FillAsync(TestCity.Password);
        await reviewer.Locator("#row-form .actions button.button[type=submit]").ClickAsync();
        await Assertions.Expect(reviewer.Locator(".lead .status")).ToHaveTextAsync("Approved");

        var states = await app.Db(db => db.Reviews.Where(r => r.OwnerId == assessment.Id).OrderBy(r => r.VersionNumber).Select(r => r.State).ToListAsync());
        Assert.Equal([ReviewState.ChangesRequested, ReviewState.Approved], states);
    }

    private static async Task Submit(IPage page)
    {
        await page.Locator("[name='Signature.Password']").FillAsync(TestCity.Password);
        await page.Locator("form:has([name='Signature.Password']) button.button[type=submit]").ClickAsync();
    }
}
