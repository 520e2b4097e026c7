using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Accounts;
using Xunit;

namespace SmartCityPia.BrowserTests.Journeys;

/// <summary>A vendor from the invitation to the accepted description, by keyboard on both sides: asked, described, sent back, corrected, accepted in part.</summary>
public sealed class VendorJourneyTests(BrowserApp app, ITestOutputHelper output) : IClassFixture<BrowserApp>
{
    private const string Name = "Vera Vendor";
    private const string Email = "vera@operator.example";
    private const string Password = "a cable is not a secret";
    private const string Operator = "Network operator";
    private const string LogQuestion = "How long are connection logs kept?";
    private const string ReadersQuestion = "Who outside your company can read them?";
    private const string Logs = "Controller logs";
    private const string Recipient = "Cloud host";
    private const string LogsLeave = "Logs to the support centre";
    private const string Summary = "Access points note which phones are in reach; a night job keeps counts alone.";
    private const string Correction = "Say which phones.";
    private const string Reason = "The summary does not say whose phones they are.";
    private const string Corrected = "Access points note which phones of passengers are in reach; a night job keeps counts alone.";

    [Fact]
    public async Task Vendor_FromInvitationToAcceptedDescription_ByKeyboard()
    {
        var assessment = await Build.Ready(app);
        await using var office = await app.Window(TestCity.Officer);
        await using var desk = await app.Window(null);
        var (officerPage, vendorPage) = (await office.NewPageAsync(), await desk.NewPageAsync());
        var (officer, vendor) = (new KeyboardUser(officerPage), new KeyboardUser(vendorPage));

        await Ask(officer, officerPage, assessment);
        var link = await Invite(officer, officerPage);
        Told("asked", officer, vendor);

        await AcceptInvitation(vendor, vendorPage, link);
        await Describe(vendor, vendorPage);
        await SeeFindings(vendor, vendorPage, assessment);
        await Attach(vendor, vendorPage);
        await AnswerAndHandIn(vendor, vendorPage, LogQuestion, ReadersQuestion);
        Told("handed in", officer, vendor);

        await SendBack(officer, officerPage);
        await Correct(vendor, vendorPage);
        Told("corrected", officer, vendor);

        await AcceptSummary(officer, officerPage);
        await officerPage.GotoAsync($"/assessments/{assessment.Reference}/service");
        await officer.Arrive();
        await Assertions.Expect(officerPage.Locator("[name='Input.Summary']")).ToHaveValueAsync(Corrected);
        await officerPage.GotoAsync($"/assessments/{assessment.Reference}/evidence");
        await officer.Arrive();
        await Assertions.Expect(officerPage.Locator("#vendors ~ ul").First).ToContainTextAsync(Operator);
        await officerPage.GotoAsync($"/assessments/{assessment.Reference}/data");
        await officer.Arrive();
        await Assertions.Expect(officerPage.Locator("main")).Not.ToContainTextAsync(Logs);
        var description = await app.Db(db => db.ServiceDescriptions.SingleAsync(d => d.Id == assessment.DescriptionId));
        Assert.Equal((Corrected, 2), (description.Summary, description.Revision));

        await vendorPage.GotoAsync("/");
        await vendor.Arrive();
        await Assertions.Expect(vendorPage.Locator("#accepted + table")).ToContainTextAsync("Metro Wi-Fi");
        Told("accepted", officer, vendor);
    }

    private async Task<string> Invite(KeyboardUser officer, IPage page)
    {
        await page.GotoAsync("/descriptions");
        await officer.Arrive();
        await officer.Follow("People of vendors");
        await officer.Write("Name", Name);
        await officer.Write("E-mail address", Email);
        await officer.Pick("Vendor", Operator);
        await officer.Press("Invite");
        await Assertions.Expect(page.Locator(".callout")).ToContainTextAsync("An administrator has to act next");
        // The administrator's part, who hands it over.
        var id = await app.Db(db => db.Users.Where(u => u.Email == Email).Select(u => u.Id).SingleAsync());
        return await app.With<OneTimeLinks, string>(links => links.Make(id, LinkKind.Invitation, CancellationToken.None));
    }

    private static async Task Ask(KeyboardUser officer, IPage page, Assessment assessment)
    {
        await page.GotoAsync($"/assessments/{assessment.Reference}");
        await officer.Arrive();
        await officer.Follow("Ask a vendor to describe this service");
        await officer.Pick("Vendor", Operator);
        await officer.SaveWrongly("*", "Message", "Ask");
        await officer.WriteHere("Please check what we wrote about your network, and complete it.");
        await officer.Write("Questions", $"{LogQuestion}\n{ReadersQuestion}");
        await officer.Save("Ask");
    }

    private static async Task AcceptInvitation(KeyboardUser vendor, IPage page, string link)
    {
        await page.GotoAsync(link);
        await vendor.Arrive();
        await vendor.Write("New password", Password);
        await vendor.Press("Set the password");
        await vendor.Write("E-mail address", Email);
        await vendor.Write("Password", Password);
        await vendor.Press("Sign in");
        // The link works once.
        await page.GotoAsync(link);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("This link has been used");
        await page.GotoAsync("/");
        await vendor.Arrive();
    }

    private static async Task Describe(KeyboardUser vendor, IPage page)
    {
        await Assertions.Expect(page.Locator("#asked + table tbody tr")).ToHaveCountAsync(1);
        await vendor.Follow("Metro Wi-Fi*");
        await vendor.Follow("Begin");
        await vendor.Pick("Begin with", "What the city has now");
        await vendor.Save("Begin");
        await vendor.Write("What the service does", Summary);
        await vendor.Save();

        await vendor.GoTo("Stakeholders and tensions*");
        await vendor.Follow("Add a stakeholder");
        await vendor.Pick("Organisation", Operator);
        await vendor.Pick("Role in this service", "Processor");
        await vendor.Write("What it expects", "To be paid for a network, not for a log.");
        await vendor.Write("What it fears", "To be asked for what it does not keep.");
        await vendor.Save();

        await vendor.GoTo("Data complete");
        await vendor.Follow("Add a dataset");
        await vendor.SaveWrongly("*", "Dataset");
        await vendor.WriteHere(Logs);
        await vendor.Pick("Who holds it", Operator);
        await vendor.Write("People it covers", "All whose phones connect");
        await vendor.Write("How long it is kept, and what then happens", "7 days");
        await vendor.Write("Where it is kept", "Our data centre");
        await vendor.Save();
        var code = (await page.Locator("h2", new() { HasText = Logs }).InnerTextAsync()).Trim();
        await vendor.Follow($"Add a kind of data {code}");
        await vendor.Pick("Kind of data", "Wi-Fi device address");
        await vendor.Save();
        await vendor.Follow($"Add a kind of data {code}");
        await vendor.Pick("Kind of data", "sighting of a device by a radio receiver");
        await vendor.Save();

        await vendor.GoTo("Data flows*");
        await vendor.Follow("Add a flow");
        await vendor.Write("Name of the flow", LogsLeave);
        await vendor.Pick("Starts from a dataset", code);
        await vendor.Pick("Who receives it", Recipient);
        await vendor.Tick("What is passed on", "sighting of a device by a radio receiver");
        await vendor.Pick("Purpose", "Plan services and manage crowding");
        await vendor.Choose("Legal basis of passing it on", "Public task");
        await vendor.Save();
        await Assertions.Expect(page.Locator("figure svg")).ToContainTextAsync(Logs);
    }

    private static async Task SeeFindings(KeyboardUser vendor, IPage page, Assessment assessment)
    {
        await vendor.GoTo("Correlation and inference*");
        var findings = await page.Locator("table.findings th > a").AllInnerTextsAsync();
        Assert.NotEmpty(findings);
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("What it adds to the city");
        await vendor.Follow(findings[0]);
        foreach (var word in new[] { assessment.Reference, "What the city decides", "What it adds to the city" })
            await Assertions.Expect(page.Locator("body")).Not.ToContainTextAsync(word);
        Assert.Equal(0, await page.Locator("main a[href^='/city'], main a[href^='/assessments']").CountAsync());
        Assert.Equal(403, (await page.APIRequest.GetAsync("/city")).Status);
        Assert.Equal(403, (await page.APIRequest.GetAsync($"/assessments/{assessment.Reference}/findings")).Status);
    }

    private static async Task Attach(KeyboardUser vendor, IPage page)
    {
        await vendor.GoTo("Evidence");
        await vendor.Follow("Add evidence");
        await vendor.Write("What it is", "Data sheet of the controller");
        await vendor.Attach("File", "sheet.pdf", "application/pdf", Encoding.ASCII.GetBytes("%PDF-1.7\n" + new string('x', 100) + "\n%%EOF\n"));
        await vendor.Save();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("sheet.pdf");
    }

    private static async Task AnswerAndHandIn(KeyboardUser vendor, IPage page, params string[] questions)
    {
        foreach (var question in questions)
        {
            await vendor.GoTo("Metro Wi-Fi*");
            await vendor.Follow(question);
            await vendor.Write("Answer", $"To “{question}”: seven days, and nobody.");
            await vendor.Save();
        }
        await vendor.GoTo("Check and submit*");
        await vendor.Write("Statement", "I describe this service for the operator of the network.");
        await vendor.Save("Hand in");
        await Assertions.Expect(page.Locator("main .facts")).ToContainTextAsync("Handed in");
    }

    private static async Task SendBack(KeyboardUser officer, IPage page)
    {
        await page.GotoAsync("/descriptions");
        await officer.Arrive();
        await officer.Follow("Metro Wi-Fi*");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync($"To “{ReadersQuestion}”: seven days, and nobody.");
        await officer.Follow("Compare and decide");
        foreach (var text in new[] { Summary, Logs, LogsLeave })
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync(text);
        await officer.Follow("Ask or say what to correct: *");
        await officer.Choose("Kind", "To correct");
        await officer.Write("Text", Correction);
        await officer.Save("Add");
        await officer.Write("Reason", Reason);
        await officer.Save("Send back");
    }

    private static async Task Correct(KeyboardUser vendor, IPage page)
    {
        await page.GotoAsync("/");
        await vendor.Arrive();
        await Assertions.Expect(page.Locator("#returned + table tbody tr")).ToHaveCountAsync(1);
        await vendor.Follow("Metro Wi-Fi*");
        await Assertions.Expect(page.Locator("main .notice")).ToContainTextAsync(Reason);
        await vendor.Follow("Continue writing");
        await Assertions.Expect(page.Locator("#main .callout")).ToContainTextAsync(Correction);
        await vendor.Write("What the service does", Corrected);
        await vendor.Save();
        await AnswerAndHandIn(vendor, page, Correction);
    }

    private static async Task AcceptSummary(KeyboardUser officer, IPage page)
    {
        await page.GotoAsync("/descriptions?state=Submitted");
        await officer.Arrive();
        await officer.Follow("Metro Wi-Fi*");
        await officer.Follow("Compare and decide");
        var compare = page.Url;
        await officer.Follow("Evidence handed in with it (1)");
        await officer.Follow("Data sheet of the controller");
        Assert.Equal("sheet.pdf", (await officer.Download("sheet.pdf*")).SuggestedFilename);
        await page.GotoAsync(new Uri(compare).AbsolutePath);
        await officer.Arrive();
        await officer.Tick("Accept this change Metro Wi-Fi*");
        await officer.Save("Accept chosen");
        await officer.Save("Finish, and leave the rest");
        await Assertions.Expect(page.Locator("main .facts").First).ToContainTextAsync("Accepted");
    }

    private void Told(string what, KeyboardUser officer, KeyboardUser vendor) =>
        output.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{officer.Stops + vendor.Stops,5} stops, {officer.Kinds + vendor.Kinds,3} kinds of page: {what}"));
}
