using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Trail;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Notices;
using SmartCityPia.Web.Features.Settings;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Features.Settings;

/// <summary>What the city decides is saved in one place, in force at once, and on the trail with what it was before.</summary>
public sealed class SettingsTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public async Task Post_Name_IsInTheHeaderAndOnTheTrailWithTheOldOne()
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);
        var before = app.Services.GetRequiredService<LiveSettings>().Now.Identity.Name;

        HtmlAssert.Redirects(await administrator.Post(Addresses.IdentitySettings, ("Input.Name", "City of Newname")));

        Assert.Equal("City of Newname", (await administrator.Get("/")).One(".city").TextContent);
        var told = await app.Db(db => db.AuditEvents.Where(e => e.Subject == nameof(CitySettings)).OrderByDescending(e => e.Id).FirstAsync());
        Assert.Equal((AuditVerbs.Changed, $$"""{"name":"{{before}}"}""", """{"name":"City of Newname"}"""), (told.Verb, told.Before, told.After));
        var history = (await administrator.Get("/history")).Text;
        Assert.Contains("Name of the city", history, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#ffd500", null, "Input.Accent", "1.2 to 1")]
    [InlineData("red", null, "Input.Accent", "six digits")]
    [InlineData("#0b5563", "#0b5563", "Input.AccentDark", "dark screens")]
    [InlineData(null, "#7cc4d1", "Input.AccentDark", "light screens first")]
    public async Task Post_AccentNobodyCanRead_IsRefusedWithTheReason(string? accent, string? dark, string field, string said)
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);

        HtmlAssert.ErrorAt(await administrator.Post(Addresses.IdentitySettings, ("Input.Accent", accent), ("Input.AccentDark", dark)), field, said);
    }

    [Fact]
    public async Task Post_Accent_IsInAStyleSheetOfItsOwn()
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);

        HtmlAssert.Redirects(await administrator.Post(Addresses.IdentitySettings, ("Input.Accent", "#8A1538"), ("Input.AccentDark", "")));

        using var anybody = app.Anonymous();
        var style = (await anybody.Get("/account/sign-in")).One("link[href^='/city.css']").GetAttribute("href")!;
        var css = (await anybody.Get(style)).Source;
        Assert.StartsWith(":root { --accent: #8a1538;", css, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", css, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SavedByAnotherMeanwhile_ShowsBoth()
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);
        var seen = await administrator.Get(Addresses.ReviewSettings);
        HtmlAssert.Redirects(await administrator.Post(Addresses.ReviewSettings, ("Input.Months", "24")));

        var page = await administrator.Submit(seen, "#row-form", null, ("Input.Months", "48"));

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains("24", page.One(".conflict td").TextContent, StringComparison.Ordinal);
        Assert.Equal("48", page.One("#Input_Months").GetAttribute("value"));
        HtmlAssert.Redirects(await administrator.Submit(page, "#row-form", null));
        Assert.Equal(48, app.Services.GetRequiredService<LiveSettings>().Now.Reviews.Months);
    }

    [Theory]
    [InlineData(Addresses.ReviewSettings, "Input.Months", "0")]
    [InlineData(Addresses.ReviewSettings, "Input.MonthsOfHighRisk", "soon")]
    [InlineData(Addresses.RetentionSettings, "Input.SessionDays", "")]
    [InlineData(Addresses.CalendarSettings, "Input.TimeZone", "Mars/Olympus")]
    [InlineData(Addresses.MailSettings, "Input.Sender", "nobody")]
    [InlineData(Addresses.SignInSettings, "Input.SecondFactorOf", "Mayor")]
    [InlineData(Addresses.KnowledgeSettings, "Input.Outside", "O99")]
    [InlineData(Addresses.IdentitySettings, "Input.Name", "")]
    public async Task Post_WhatIsNoChoice_IsRefusedAtTheField(string address, string field, string value)
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);

        var page = await administrator.Post(address, (field, value));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        page.One(".error-message");
    }

    [Fact]
    public async Task Post_SecondFactorOfARole_IsDemandedAtOnce()
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);
        using var auditor = await app.SignedIn(TestCity.Auditor);
        Assert.Equal(HttpStatusCode.OK, (await auditor.Get("/history")).Status);

        HtmlAssert.Redirects(await administrator.Post(Addresses.SignInSettings, ("Input.SecondFactorOf", "Auditor")));

        Assert.Equal(Addresses.SecondFactor, (await auditor.Get("/history")).Location?.ToString());
        HtmlAssert.Redirects(await administrator.Post(Addresses.SignInSettings, ("Input.SecondFactorOf", null)));
        Assert.Equal(HttpStatusCode.OK, (await auditor.Get("/history")).Status);
    }

    [Fact]
    public async Task Post_TimeZone_IsTheOneOfPages()
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);

        HtmlAssert.Redirects(await administrator.Post(Addresses.CalendarSettings, ("Input.TimeZone", "Pacific/Kiritimati")));

        var at = await app.Db(db => db.AuditEvents.OrderByDescending(e => e.Id).Select(e => e.At).FirstAsync());
        var local = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById("Pacific/Kiritimati"));
        Assert.Contains(local.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), (await administrator.Get("/history")).Text, StringComparison.Ordinal);
        Assert.Equal(TimeZoneInfo.Local, Days.Zone);
        HtmlAssert.Redirects(await administrator.Post(Addresses.CalendarSettings, ("Input.TimeZone", "")));
    }

    [Fact]
    public async Task Logo_IsShownAndFrozen_AndGoesFromTheHeaderAlone()
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);
        HtmlAssert.ErrorAt(await Upload(administrator, "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray()), "Logo", "SVG");
        HtmlAssert.Redirects(await Upload(administrator, Convert.FromBase64String(Pixel)));
        var address = (await administrator.Get("/")).One(".city img").GetAttribute("src")!;
        using var anybody = app.Anonymous();
        Assert.Equal("image/png", (await anybody.Get(address)).ContentHeaders.ContentType!.MediaType);

        var assessment = await Build.Ready(app);
        await Build.Submit(app, assessment);
        Assert.Equal(HttpStatusCode.Redirect, (await administrator.Submit(await administrator.Get(Addresses.IdentitySettings), $"form[action='{Addresses.IdentitySettings}?handler=RemoveLogo']", null)).Status);

        Assert.Equal(HttpStatusCode.NotFound, (await anybody.Get(address)).Status);
        var version = await app.Db(db => db.AssessmentVersions.SingleAsync(v => v.AssessmentId == assessment.Id));
        Assert.Equal(address.Split('/')[^1], version.LogoSha256);
        using var officer = await app.SignedIn(TestCity.Officer);
        using var pdf = await officer.Http.GetAsync(new Uri($"{Addresses.Version(assessment.Reference, 1)}/report.pdf", UriKind.Relative));
        Assert.Contains("/Subtype/Image", Encoding.Latin1.GetString(await pdf.Content.ReadAsByteArrayAsync()).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_SaysWhatTheServerDecides_WithoutSecrets()
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);

        var page = await administrator.Get(Addresses.Settings);

        Assert.Contains("Set by whoever runs the server", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Password=", page.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("Host=", page.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangedByAnotherInstance_IsHeardOf()
    {
        await app.AsOwner("UPDATE city_settings SET contact_contact = 'room 3.14'; NOTIFY settings");

        await Eventually.Holds(() => Task.FromResult(app.Services.GetRequiredService<LiveSettings>().Now.Contact.Contact == "room 3.14"), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task CarryOutPeriods_DeactivatedLongAgo_KeepsTheNameAloneAndSaysSoOnce()
    {
        await using var own = new PiaApp();
        await own.StartAsync();
        await own.Db(db => db.Users.Where(u => u.Id == TestCity.Colleague.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.DeactivatedAt, own.Clock.GetUtcNow().AddMonths(-25))));
        await own.Db(db => db.Users.Where(u => u.Id == TestCity.Vendor.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.DeactivatedAt, own.Clock.GetUtcNow().AddMonths(-23))));

        await Run();
        await Run();

        var emptied = await own.Db(db => db.Users.SingleAsync(u => u.Id == TestCity.Colleague.Id));
        Assert.Equal((TestCity.Colleague.Name, null, true), (emptied.DisplayName, emptied.PasswordHash, emptied.Email!.EndsWith(CarryOutPeriods.NoAddress, StringComparison.Ordinal)));
        Assert.Equal(TestCity.Vendor.Email, await own.Db(db => db.Users.Where(u => u.Id == TestCity.Vendor.Id).Select(u => u.Email).SingleAsync()));
        var told = await own.Db(db => db.AuditEvents.Where(e => e.Verb == AuditVerbs.PeriodsEnded).OrderBy(e => e.Id).Select(e => e.After).ToListAsync());
        Assert.Equal([$$"""{"sessions":0,"notices":0,"accounts":["{{TestCity.Colleague.Id}}"],"questions":0}""", """{"sessions":0,"notices":0,"accounts":[],"questions":0}"""], told);

        Task<bool> Run() => own.With<CarryOutPeriods, bool>(async job =>
        {
            await job.Handle(CancellationToken.None);
            return true;
        });
    }

    private static async Task<HtmlPage> Upload(PiaClient client, byte[] file)
    {
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var content = new MultipartFormDataContent { { new StringContent(await client.Token()), "__RequestVerificationToken" }, { part, "Logo", "logo.png" } };
        using var response = await client.Http.PostAsync(new Uri(Addresses.IdentitySettings + "?handler=Logo", UriKind.Relative), content);
        return await HtmlPage.Read(response);
    }
}

/// <summary>The catalogue in force is one for the whole process: nothing else runs beside these.</summary>
[CollectionDefinition(nameof(OneCatalogue), DisableParallelization = true)]
public sealed class OneCatalogue;

[Collection(nameof(OneCatalogue))]
public sealed class KnowledgeSettingTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Post_OutsideSource_IsInForceAtOnceAndLeavesAgain()
    {
        var before = PiaCatalogue.Current;
        var source = before.Outside.First(s => !s.There).Id;
        using var administrator = await app.SignedIn(TestCity.Administrator);
        try
        {
            HtmlAssert.Redirects(await administrator.Post(Addresses.KnowledgeSettings, ("Input.Outside", source)));

            Assert.Contains(source, PiaCatalogue.Current.OutsideThere.Select(s => s.Id));
            Assert.NotEqual(before.Version, PiaCatalogue.Current.Version);
        }
        finally
        {
            await administrator.Post(Addresses.KnowledgeSettings, ("Input.Outside", null));
        }
        Assert.Equal(before.Version, PiaCatalogue.Current.Version);
    }
}
