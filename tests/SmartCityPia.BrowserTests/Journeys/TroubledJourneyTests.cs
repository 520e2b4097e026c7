using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.BrowserTests.Journeys;

/// <summary>Work that is disturbed: by a colleague, by a session that runs out, by a detour, by a browser without script. Nothing typed is lost.</summary>
public sealed class TroubledJourneyTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Fact]
    public async Task SamePurpose_EditedByTwo_SecondSeesBothTextsAndMixesThem()
    {
        var assessment = await Build.Assessment(app, "Two at one purpose");
        var purpose = await Build.Add(app, new Purpose { Id = Guid.CreateVersion7(app.Clock.GetUtcNow()), OwnerId = assessment.DescriptionId, Name = "Count people", Description = "Somehow.", Necessity = "Unknown." });
        var address = $"/assessments/{assessment.Reference}/purposes/{purpose.Id}";
        await using var firstWindow = await app.Window(TestCity.Colleague);
        await using var secondWindow = await app.Window(TestCity.Officer);
        var first = await firstWindow.NewPageAsync();
        var second = await secondWindow.NewPageAsync();
        await first.GotoAsync(address);
        await second.GotoAsync(address);

        await Field(first, "Name").FillAsync("Count passengers");
        await Field(first, "Description").FillAsync("At the gates, per hour.");
        await Save(first);
        await Assertions.Expect(first.Locator(".saved")).ToBeVisibleAsync();
        await Field(second, "Name").FillAsync("Count travellers");
        await Field(second, "Description").FillAsync("At the platforms, per minute.");
        await Field(second, "Necessity").FillAsync("Platforms are crowded.");
        await Save(second);

        var conflict = second.Locator("section.conflict");
        await Assertions.Expect(conflict).ToBeFocusedAsync();
        await Assertions.Expect(conflict).ToContainTextAsync(TestCity.Colleague.Name);
        foreach (var text in new[] { "Count passengers", "Count travellers", "At the gates, per hour.", "At the platforms, per minute." })
            await Assertions.Expect(conflict).ToContainTextAsync(text);

        await conflict.GetByRole(AriaRole.Button, new() { Name = "Take the saved text for Purpose" }).PressAsync("Enter");
        await Assertions.Expect(Field(second, "Name")).ToHaveValueAsync("Count passengers");
        await Assertions.Expect(Field(second, "Description")).ToHaveValueAsync("At the platforms, per minute.");
        await Save(second);
        await Assertions.Expect(second.Locator(".saved")).ToBeVisibleAsync();

        var stored = (await Build.Stored<Purpose>(app, purpose.Id))!;
        Assert.Equal(("Count passengers", "At the platforms, per minute.", "Platforms are crowded."), (stored.Name, stored.Description, stored.Necessity));
    }

    [Fact]
    public async Task LongForm_SessionRunsOutMeanwhile_IsSavedAfterSigningInAgain()
    {
        var assessment = await Build.Assessment(app, "Long thought about");
        await using var window = await app.Window(TestCity.Officer);
        var page = await window.NewPageAsync();
        await page.GotoAsync($"/assessments/{assessment.Reference}/risks/new");
        await Field(page, "Title").FillAsync("Somebody is followed");
        await Field(page, "WhatCouldHappen").FillAsync("Line one, with <b>signs</b> & quotes \".\nLine two — שלום.");
        await page.GetByLabel("Kind of threat", new() { Exact = true }).SelectOptionAsync("Linking");
        await page.Locator("#Inherent-3-2").CheckAsync();
        await Field(page, "InherentReason").FillAsync("It has happened elsewhere.");

        await window.ClearCookiesAsync(new() { Name = "pia" });
        await Save(page);
        await Assertions.Expect(page.Locator(".notice")).ToBeVisibleAsync();
        await page.Locator("[name='Input.Email']").FillAsync(TestCity.Officer.Email);
        await page.Locator("[name='Input.Password']").FillAsync("not this one");
        await page.Locator("[name='Input.Password']").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#error-summary")).ToBeFocusedAsync();
        await page.Locator("[name='Input.Password']").FillAsync(TestCity.Password);
        await page.Locator("[name='Input.Password']").PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save what I typed" }).ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("Somebody is followed");

        var stored = await app.Db(db => db.Set<Risk>().AsNoTracking().SingleAsync(r => r.OwnerId == assessment.Id));
        Assert.Equal("Line one, with <b>signs</b> & quotes \".\nLine two — שלום.", stored.WhatCouldHappen?.ReplaceLineEndings("\n"));
        Assert.Equal((ThreatType.Linking, Level.Significant, "It has happened elsewhere."), (stored.Threat, stored.InherentSeverity, stored.InherentReason));
    }

    [Fact]
    public async Task Stakeholder_OrganisationIsMissing_ComesBackWithItAndWithWhatWasTyped()
    {
        var assessment = await Build.Assessment(app, "Somebody is missing");
        await using var window = await app.Window(TestCity.Officer);
        var page = await window.NewPageAsync();
        await page.GotoAsync($"/assessments/{assessment.Reference}/stakeholders/new");
        await Field(page, "Fears").FillAsync("Nobody asks the people who live there.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Not in the list? Add an organisation" }).ClickAsync();
        await Field(page, "Name").FillAsync("Neighbours of the station");
        await Field(page, "Kind").SelectOptionAsync("RepresentativeGroup");
        await Save(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Bring it back" }).ClickAsync();
        await Field(page, "Role").SelectOptionAsync("Representative");
        await Save(page);
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("Neighbours of the station");

        var stored = await app.Db(db => db.Set<Stakeholder>().AsNoTracking().SingleAsync(s => s.OwnerId == assessment.DescriptionId));
        Assert.Equal("Nobody asks the people who live there.", stored.Fears);
    }

    [Fact]
    public async Task Save_ConnectionCutOrProxyAnswers_TextIsOfferedUntilItIsSaved()
    {
        const string typed = "An hour of work.";
        var assessment = await Build.Assessment(app, "Cut while saving");
        await using var window = await app.Window(TestCity.Officer);
        var address = $"/assessments/{assessment.Reference}/service";
        var offer = "Bring it back";

        var page = await window.NewPageAsync();
        await page.GotoAsync(address);
        await Field(page, "Summary").FillAsync(typed);
        await page.RouteAsync("**/*", route => route.Request.Method == "POST" ? route.AbortAsync("connectionreset") : route.ContinueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("chrome-error://**");
        await page.UnrouteAllAsync();
        // The tab is closed, too.
        await page.CloseAsync();
        page = await window.NewPageAsync();
        await page.GotoAsync(address);
        await page.GetByRole(AriaRole.Button, new() { Name = offer }).ClickAsync();
        Assert.Equal(typed, await Field(page, "Summary").InputValueAsync());

        await page.RouteAsync("**/*", route => route.Request.Method == "POST" ? route.FulfillAsync(new() { Status = 502, Body = "Bad gateway" }) : route.ContinueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Bad gateway")).ToBeVisibleAsync();
        await page.UnrouteAllAsync();
        await page.GotoAsync(address);
        await page.GetByRole(AriaRole.Button, new() { Name = offer }).ClickAsync();
        await Save(page);
        await Assertions.Expect(page.Locator(".saved")).ToBeVisibleAsync();

        await page.GotoAsync(address);
        Assert.Equal(typed, await Field(page, "Summary").InputValueAsync());
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = offer })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task WithoutScript_FromTheKindOfService_ChangesARowAndReachesTheCheck()
    {
        await using var window = await app.Window(TestCity.Officer, script: false);
        var page = await window.NewPageAsync();
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Start an assessment" }).ClickAsync();
        await page.GetByLabel("Kind of service to begin with", new() { Exact = true }).SelectOptionAsync("S06");
        await Field(page, "Name").FillAsync("Metro Wi-Fi without script");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/assessments/new/parts?*");
        await page.GetByLabel("Wi-Fi operator", new() { Exact = true }).FillAsync("Metro networks");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Metro Wi-Fi without script" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Service and purposes" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Inform passengers" }).ClickAsync();
        await Assertions.Expect(Field(page, "Description")).ToHaveValueAsync("Show how busy a station or carriage is");
        await Field(page, "Name").FillAsync("Show passengers where there is room");
        await Save(page);
        await Assertions.Expect(page.Locator(".saved")).ToContainTextAsync("Show passengers where there is room");

        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Check and submit" }).ClickAsync();
        await page.WaitForURLAsync("**/check");
        await Assertions.Expect(page.Locator("section.read").GetByText("Show passengers where there is room")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("ul.gaps").GetByText("Add the risks to people.")).ToBeVisibleAsync();
    }

    private static ILocator Field(IPage page, string name) => page.Locator($"[name='Input.{name}']");

    private static Task Save(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
}
