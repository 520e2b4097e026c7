using Microsoft.Playwright;
using SmartCityPia.Data.Accounts;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Infrastructure.Security;
using Xunit;

namespace SmartCityPia.BrowserTests.Journeys;

/// <summary>A second factor as people meet it: an app on a small screen, a passkey with Chromium's virtual device.</summary>
public sealed class SecondFactorJourneyTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    private Uri Localhost => new UriBuilder(app.Address) { Host = "localhost" }.Uri;

    [Fact]
    public async Task App_SetUp_IsAskedForAtTheNextSignIn()
    {
        var person = await Build.Person(app, "Sue Setting", Roles.Officer, TestCity.Hall);
        await using var window = await app.Window(null, width: 390);
        var page = await window.NewPageAsync();
        await SignIn(page, app.Address, person);

        await page.GotoAsync("/account/second-factor");
        Assert.Empty(await Axe.Faults(page, "second factor"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Set up an app" }).ClickAsync();
        Assert.Empty(await Axe.Faults(page, "set up"));
        var phone = App.Of(app, await page.Locator("code.key").InnerTextAsync());
        await page.GetByLabel("Six digits from the app").FillAsync(phone.Code());
        await page.GetByLabel("Your password").FillAsync(TestCity.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this app" }).ClickAsync();
        await Assertions.Expect(page.Locator(".recovery-codes li")).ToHaveCountAsync(SecondFactors.RecoveryCodes);
        Assert.Empty(await Axe.Faults(page, "recovery codes"));
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download as a text file" }).ClickAsync());
        Assert.Equal("recovery-codes.txt", download.SuggestedFilename);
        var codes = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.Equal(SecondFactors.RecoveryCodes, codes.Length);

        await window.ClearCookiesAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await SignIn(page, app.Address, person);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Confirm that it is you" })).ToBeVisibleAsync();
        Assert.Empty(await Axe.Faults(page, "second step"));
        await page.GetByLabel("Code").FillAsync("000000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.Locator("#Code-error")).ToBeVisibleAsync();
        Assert.Empty(await Axe.Faults(page, "second step, wrong"));
        await page.GetByLabel("Code").FillAsync(phone.Code());
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(app.Address.ToString());
    }

    [Fact]
    public async Task Passkey_Added_SignsInAndSigns()
    {
        var person = await Build.Person(app, "Pat Passkey", Roles.Officer, TestCity.Hall, cityWide: true);
        var assessment = await Build.Ready(app);
        await using var window = await app.Window(null);
        var page = await window.NewPageAsync();
        var device = await window.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
        await SignIn(page, Localhost, person);

        await page.GotoAsync(At("/account/second-factor"));
        await page.GetByLabel("Your password").FillAsync(TestCity.Password);
        await page.GetByLabel("Name of a new passkey").FillAsync("Office laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.Locator(".recovery-codes li")).ToHaveCountAsync(SecondFactors.RecoveryCodes);
        await page.GotoAsync(At("/account/second-factor"));
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Office laptop");
        Assert.Empty(await Axe.Faults(page, "second factor with a passkey"));

        await window.ClearCookiesAsync();
        await page.GotoAsync(At("/account/sign-in"));
        Assert.Empty(await Axe.Faults(page, "sign-in with a passkey"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(Localhost.ToString());

        await page.GotoAsync(At($"/assessments/{assessment.Reference}/check"));
        await page.Locator("[name='Input.Statement']").FillAsync("I stand by this.");
        Assert.Empty(await Axe.Faults(page, "signing with a passkey"));
        await page.Locator("form:has([name='Signature.Passkey']) button.button[type=submit]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(At($"/assessments/{assessment.Reference}/versions/1"));
    }

    private string At(string path) => new Uri(Localhost, path).ToString();

    private static async Task SignIn(IPage page, Uri city, Person person)
    {
        await page.GotoAsync(new Uri(city, "/account/sign-in").ToString());
        await page.Locator("[name='Input.Email']").FillAsync(person.Email);
        await page.Locator("[name='Input.Password']").FillAsync(TestCity.Password);
        await page.Locator("[name='Input.Password']").PressAsync("Enter");
        await page.WaitForLoadStateAsync();
    }

}
