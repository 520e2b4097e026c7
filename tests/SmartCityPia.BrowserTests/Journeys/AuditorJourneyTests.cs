using Microsoft.Playwright;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.BrowserTests.Journeys;

/// <summary>An auditor from the invitation to a verified report, and a copy that somebody altered.</summary>
public sealed class AuditorJourneyTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    private const string Name = "Aurelia Audit";
    private const string Email = "aurelia@audit.example";
    private const string Password = "an audit is a conversation";

    [Fact]
    public async Task Invitation_ToVerifiedReport_AndTheAlteredCopyIsRefused()
    {
        var assessment = await Build.Full(app);
        await using var office = await app.Window(TestCity.Administrator);
        var administrator = await office.NewPageAsync();
        await administrator.GotoAsync("/accounts/invite");
        await administrator.Locator("[name='Input.Name']").FillAsync(Name);
        await administrator.Locator("[name='Input.Email']").FillAsync(Email);
        await administrator.Locator("[name='Input.OrganisationId']").SelectOptionAsync(TestCity.Hall.ToString());
        await administrator.Locator("[name='Input.Role'][value='Auditor']").CheckAsync();
        await administrator.Locator("#row-form button.button[type=submit]").ClickAsync();
        var link = new Uri(await administrator.Locator(".callout code").InnerTextAsync()).PathAndQuery;

        await using var desk = await app.Window(null);
        var auditor = await desk.NewPageAsync();
        await auditor.GotoAsync(link);
        foreach (var field in await auditor.Locator("input[type=password]").AllAsync())
            await field.FillAsync(Password);
        await auditor.Locator("main form button[type=submit]").First.ClickAsync();
        if (await auditor.Locator("[name='Input.Email']").CountAsync() > 0)
        {
            await auditor.Locator("[name='Input.Email']").FillAsync(Email);
            await auditor.Locator("[name='Input.Password']").FillAsync(Password);
            await auditor.Locator("main form button[type=submit]").First.ClickAsync();
        }
        await auditor.GotoAsync("/");
        await Assertions.Expect(auditor.Locator("main")).ToContainTextAsync(TestCity.Administrator.Name);

        await administrator.GotoAsync("/accounts/auditors/new");
        var option = administrator.Locator("[name='Input.AccountId'] option", new() { HasText = Name });
        await administrator.Locator("[name='Input.AccountId']").SelectOptionAsync((await option.GetAttributeAsync("value"))!);
        await administrator.Locator("[name='Input.References']").FillAsync(assessment.Reference);
        await administrator.Locator("[name='Input.Purpose']").FillAsync("Yearly audit for the council.");
        await administrator.Locator("#row-form button.button[type=submit]").ClickAsync();
        await Assertions.Expect(administrator.Locator(".saved")).ToBeVisibleAsync();

        await auditor.GotoAsync($"/assessments/{assessment.Reference}/versions/1");
        var download = await auditor.RunAndWaitForDownloadAsync(() => auditor.Locator("a.button[href$='report.pdf']").ClickAsync());
        var report = await File.ReadAllBytesAsync(await download.PathAsync());
        await Verify(auditor, report);
        await Assertions.Expect(auditor.Locator("#verdict")).ToContainTextAsync("Authentic");
        await Assertions.Expect(auditor.Locator("section.callout")).ToContainTextAsync(assessment.Reference);
        report[report.Length / 2] ^= 1;
        await Verify(auditor, report);
        await Assertions.Expect(auditor.Locator("#verdict")).ToContainTextAsync("Not authentic");
        await Assertions.Expect(auditor.Locator("section.callout")).ToContainTextAsync("Do not rely on this file.");
    }

    private static async Task Verify(IPage page, byte[] report)
    {
        await page.GotoAsync("/verify");
        await page.Locator("#File").SetInputFilesAsync(new FilePayload { Name = "report.pdf", MimeType = "application/pdf", Buffer = report });
        await page.Locator("#row-form button.button[type=submit]").ClickAsync();
    }
}
