using Microsoft.Playwright;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.BrowserTests.Journeys;

/// <summary>A city with a provider of its own.</summary>
public sealed class SignOnApp : BrowserApp
{
    public TestProvider Provider { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        Provider = await TestProvider.Start();
        Provider.Introduce(this, stepUp: "strong");
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Provider.DisposeAsync();
    }
}

/// <summary>Sign-in at the city's provider, a signature with a fresh proof, and a group that was taken away.</summary>
public sealed class SignOnJourneyTests(SignOnApp app) : IClassFixture<SignOnApp>
{
    [Fact]
    public async Task Provider_SignsInConfirmsASignatureAndTakesTheRoleAway()
    {
        var assessment = await Build.Ready(app);
        app.Provider.Person = new("sub-paula", "Paula Provided", "paula@city.example") { Groups = ["pia/officers"] };
        await using var window = await app.Window(null);
        var page = await window.NewPageAsync();
        await page.GotoAsync("/account/sign-in");
        Assert.Empty(await Axe.Faults(page, "sign-in with a provider"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with City ID" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Paula Provided" })).ToBeVisibleAsync();

        await page.GotoAsync($"/assessments/{assessment.Reference}/check");
        await page.Locator("[name='Input.Statement']").FillAsync("I stand by this.");
        Assert.Empty(await Axe.Faults(page, "signing with a provider"));
        var sign = page.Locator("form:has([name='Signature.Provider']) button.button[type=submit]");
        await sign.ClickAsync();
        await Assertions.Expect(page.Locator("#Signature_Password-error")).ToBeVisibleAsync();
        app.Provider.Person = app.Provider.Person with { Acr = "strong", SignedInAt = app.Clock.GetUtcNow() };
        var tab = await page.RunAndWaitForPopupAsync(() => page.Locator("#Signature_Password").ClickAsync());
        await Assertions.Expect(tab.GetByRole(AriaRole.Heading, new() { Name = "It is you" })).ToBeVisibleAsync();
        Assert.Empty(await Axe.Faults(tab, "confirmed"));
        await Assertions.Expect(page.Locator("[name='Input.Statement']")).ToHaveValueAsync("I stand by this.");
        await sign.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(app.Address, $"/assessments/{assessment.Reference}/versions/1").ToString());

        await page.Locator("form[action='/account/sign-out'] button").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign out of City ID too" })).ToBeVisibleAsync();
        app.Provider.Person = app.Provider.Person with { Groups = ["staff"] };
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with City ID" }).ClickAsync();
        await Assertions.Expect(page.Locator("#error-summary")).ToContainTextAsync("none of your groups has a role here");
        Assert.Empty(await Axe.Faults(page, "no role"));
    }
}
