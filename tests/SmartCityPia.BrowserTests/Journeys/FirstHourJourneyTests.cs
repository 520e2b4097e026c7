using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Accounts;
using Xunit;

namespace SmartCityPia.BrowserTests.Journeys;

/// <summary>A city as <c>create-admin</c> leaves it.</summary>
public sealed class EmptyBrowserApp : BrowserApp
{
    public EmptyBrowserApp() => Settings.Remove("City:Name");

    protected override Task<TestDatabase> MakeDatabaseAsync() => TestDatabase.CreateAsync(TestCity.MakeEmpty, "empty-city");
}

/// <summary>The first hour of a real city: an administrator and an officer, from nothing to the first submitted assessment, led by the panel of first steps.</summary>
public sealed class FirstHourJourneyTests(EmptyBrowserApp app) : IClassFixture<EmptyBrowserApp>
{
    private const string Password = "lanterns over the quay";

    [Fact]
    public async Task EmptyCity_ToTheFirstSubmittedAssessment()
    {
        await using var hall = await app.Window(TestCity.Administrator);
        var admin = await hall.NewPageAsync();

        await admin.GotoAsync("/");
        await Assertions.Expect(admin.Locator(".first-steps-panel")).ToContainTextAsync("0 of 5 done");
        Assert.Empty(await Axe.Faults(admin, "first steps, none done"));
        await admin.GetByRole(AriaRole.Link, new() { Name = "Say who you are" }).ClickAsync();
        await admin.Locator("[name='Input.Name']").FillAsync("Newtown");
        await Save(admin);
        await admin.GotoAsync("/");
        await admin.GetByRole(AriaRole.Link, new() { Name = "Say who you are" }).ClickAsync();
        await admin.Locator("[name='Input.Contact']").FillAsync("privacy@newtown.example");
        await Save(admin);

        await admin.GotoAsync("/");
        await Assertions.Expect(admin.Locator(".first-steps-panel")).ToContainTextAsync("1 of 5 done");
        await admin.GetByRole(AriaRole.Link, new() { Name = "Add the first agency" }).ClickAsync();
        await admin.Locator("[name='Input.Name']").FillAsync("Roads and transport");
        await Choose(admin, "Input.Kind", "Agency");
        await Save(admin);

        // Left for a coffee, and taken up.
        await admin.GotoAsync("/");
        await admin.GetByRole(AriaRole.Button, new() { Name = "Not now" }).ClickAsync();
        await Assertions.Expect(admin.Locator(".first-steps")).ToHaveCountAsync(0);
        Assert.Empty(await Axe.Faults(admin, "first steps, left"));
        await admin.GetByRole(AriaRole.Link, new() { Name = "First steps of your city" }).ClickAsync();
        Assert.Empty(await Axe.Faults(admin, "first steps page"));
        await admin.GetByRole(AriaRole.Button, new() { Name = "Show the panel on my start page again" }).ClickAsync();

        var officerLink = await Invite(admin, "Ona Officer", "ona@newtown.example", "Officer");
        await Invite(admin, "Ray Reviewer", "ray@newtown.example", "Reviewer");
        await admin.GotoAsync("/");
        await Assertions.Expect(admin.Locator(".first-steps-panel")).ToContainTextAsync("3 of 5 done");
        await Assertions.Expect(admin.Locator(".first-steps-panel")).ToContainTextAsync("An officer does this");

        await using var desk = await app.Window(null);
        var officer = await desk.NewPageAsync();
        await officer.GotoAsync(officerLink);
        await officer.GetByLabel("New password").FillAsync(Password);
        await officer.GetByRole(AriaRole.Button, new() { Name = "Set the password" }).ClickAsync();
        await officer.GotoAsync("/account/sign-in");
        await officer.Locator("[name='Input.Email']").FillAsync("ona@newtown.example");
        await officer.Locator("[name='Input.Password']").FillAsync(Password);
        await officer.Locator("main button.button[type=submit]").First.ClickAsync();

        // Something to look at first, and away with it.
        await officer.GotoAsync("/first-steps/samples");
        await officer.GetByRole(AriaRole.Button, new() { Name = "Load them" }).ClickAsync(new() { Timeout = 240_000 });
        await Assertions.Expect(officer.Locator(".saved")).ToContainTextAsync("Loaded: 6", new() { Timeout = 180_000 });
        Assert.Empty(await Axe.Faults(officer, "samples loaded"));
        await officer.GetByRole(AriaRole.Button, new() { Name = "Remove the samples" }).ClickAsync(new() { Timeout = 240_000 });
        await Assertions.Expect(officer.Locator(".saved")).ToContainTextAsync("Removed: 6", new() { Timeout = 180_000 });
        Assert.Empty(await Axe.Faults(officer, "samples removed"));

        await officer.GotoAsync("/");
        await officer.GetByRole(AriaRole.Link, new() { Name = "Start the first assessment" }).ClickAsync();
        await officer.Locator("[name='Input.Name']").FillAsync("Counting at the harbour");
        await Choose(officer, "Input.AgencyId", "Roads and transport");
        await Choose(officer, "Input.ArchetypeId", "Metro Wi-Fi movement analytics");
        await officer.Locator("#row-form button.button[type=submit]").ClickAsync();
        await officer.WaitForURLAsync("**/assessments/new/parts?*");
        var bodies = officer.Locator("main form input[list]");
        for (var i = 0; i < await bodies.CountAsync(); i++)
            await bodies.Nth(i).FillAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Body {i}"));
        await officer.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Assertions.Expect(officer).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/assessments/PIA-", System.Text.RegularExpressions.RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)));
        var reference = await app.Db(db => db.Assessments.Select(a => a.Reference).SingleAsync());

        await officer.GotoAsync($"/assessments/{reference}/screening");
        foreach (var question in Domain.Catalogue.PiaCatalogue.Current.Screening.Questions)
        {
            await officer.Locator($"[name='Input.Answers[{question.Id}].Given.Answer'][value='{(question.Gate ? "Yes" : "No")}']").CheckAsync(new() { Force = true });
            // The kind's note argues for its own answer.
            await officer.Locator($"[name='Input.Answers[{question.Id}].Given.Note']").FillAsync("");
        }
        await Save(officer);
        await officer.GotoAsync($"/assessments/{reference}/service");
        foreach (var (field, text) in new[] { ("Place", "Quays 1 to 4"), ("PeopleCount", "4000"), ("Area", "The harbour"), ("Duration", "One year"), ("Alternatives", "Counting by hand") })
            await officer.Locator($"[name='Input.{field}']").FillAsync(text);
        await Save(officer);

        // One of the kind's purposes names no law yet: it is asked about before submitting.
        await officer.GotoAsync($"/assessments/{reference}/check");
        await officer.GetByRole(AriaRole.Link, new() { Name = "Value advertising sites" }).First.ClickAsync();
        await Choose(officer, "Input.LegalBasis", "Public task");
        await officer.Locator("[name='Input.LegalReference']").FillAsync("Public transport act");
        await Save(officer);

        // The panel knows the draft.
        await officer.GotoAsync("/");
        await officer.GetByRole(AriaRole.Link, new() { Name = "Submit it" }).ClickAsync();
        await officer.GotoAsync($"/assessments/{reference}/check");
        await officer.Locator("[name='Signature.Password']").FillAsync(Password);
        await officer.Locator("form:has([name='Signature.Password']) button.button[type=submit]").ClickAsync();
        await Assertions.Expect(officer).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/versions/1$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));

        await officer.GotoAsync("/");
        await Assertions.Expect(officer.Locator(".first-steps-panel")).ToHaveCountAsync(0);
        await admin.GotoAsync("/first-steps");
        await Assertions.Expect(admin.Locator("main")).ToContainTextAsync("your city has submitted its first assessment");
        Assert.Equal(1, await app.Db(db => db.Assessments.CountAsync(a => a.Kind == AssessmentKind.Assessment && a.Versions == 1)));
    }

    private async Task<string> Invite(IPage admin, string name, string email, string role)
    {
        await admin.GotoAsync("/");
        await admin.GetByRole(AriaRole.Link, new() { Name = "Invite the first people" }).ClickAsync();
        await admin.Locator("[name='Input.Name']").FillAsync(name);
        await admin.Locator("[name='Input.Email']").FillAsync(email);
        await Choose(admin, "Input.OrganisationId", "Roads and transport");
        await Choose(admin, "Input.Role", role);
        await admin.Locator("input[type=checkbox][name='Input.CityWide']").CheckAsync();
        await admin.Locator("#row-form button.button[type=submit]").ClickAsync();
        await Assertions.Expect(admin.Locator("main")).ToContainTextAsync(name);
        var id = await app.Db(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
        return await app.With<OneTimeLinks, string>(links => links.Make(id, LinkKind.Invitation, CancellationToken.None));
    }

    private static async Task Save(IPage page)
    {
        await page.Locator("#row-form button.button[type=submit]").First.ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToBeVisibleAsync();
    }

    /// <summary>In a list or among radio buttons, by the text people read; a star stands for the rest.</summary>
    private static async Task Choose(IPage page, string field, string text)
    {
        var list = page.Locator($"select[name='{field}']");
        if (await list.CountAsync() == 0)
        {
            await page.Locator($"label:has(input[name='{field}']), label[for^='{field.Replace('.', '_')}']").Filter(new() { HasText = text.TrimEnd('*') }).First.ClickAsync();
            return;
        }
        var options = await list.Locator("option").AllInnerTextsAsync();
        await list.SelectOptionAsync(new SelectOptionValue { Label = options.First(o => text.EndsWith('*') ? o.StartsWith(text[..^1], StringComparison.Ordinal) : o.Trim() == text) });
    }
}
