using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.Data.Accounts;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Notices;
using SmartCityPia.Web.Features.Settings;
using SmartCityPia.Web.Infrastructure.Security;
using Xunit;

namespace SmartCityPia.WebTests.Features.Accounts;

/// <summary>A session is a row: what ends it ends it everywhere, whoever kept its cookie.</summary>
public sealed class SessionTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Address = "/account/sessions";

    [Fact]
    public async Task SignOut_CookieCopiedBefore_OpensNothing()
    {
        var (person, client) = await SignIn(app);
        using var thief = Copy(app, client);
        HtmlAssert.Ok(await thief.Get("/assessments"));

        HtmlAssert.Redirects(await client.Submit(await client.Get("/"), "form[action='/account/sign-out']", null), "/account/sign-in");

        HtmlAssert.Redirects(await thief.Get("/assessments"));
        Assert.Equal(SessionEnd.SignedOut, await app.Db(db => db.Sessions.Where(s => s.AccountId == person.Id).Select(s => s.EndedBy).SingleAsync()));
    }

    [Fact]
    public async Task Session_WithoutAClickForEightHours_IsOver()
    {
        await using var own = await Start();
        var (_, client) = await SignIn(own);
        own.Clock.Advance(TimeSpan.FromHours(7.9));
        HtmlAssert.Ok(await client.Get("/"));
        own.Clock.Advance(TimeSpan.FromHours(8));

        HtmlAssert.Redirects(await client.Get("/"));
    }

    [Fact]
    public async Task CarryOutPeriods_AfterAMonth_DeletesWhatIsOverAndKeepsWhatIsNot()
    {
        await using var own = await Start();
        await SignIn(own);
        await own.Db(async db =>
        {
            db.SignInAttempts.Add(new() { Subject = SignInBudget.Subject("GONE@TEST.EXAMPLE"), From = "network 192.0.2.1", Failures = 3, LastAt = own.Clock.GetUtcNow() });
            return await db.SaveChangesAsync();
        });
        own.Clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromHours(1));
        await SignIn(own);

        await own.With<CarryOutPeriods, bool>(async job =>
        {
            await job.Handle(CancellationToken.None);
            return true;
        });

        Assert.Equal(1, await own.Db(db => db.Sessions.CountAsync()));
        Assert.Equal(0, await own.Db(db => db.SignInAttempts.CountAsync()));
    }

    [Fact]
    public async Task Session_BusyAllDay_IsOverAfterTwelveHours()
    {
        await using var own = await Start();
        var (_, client) = await SignIn(own);
        for (var hour = 1; hour < 12; hour++)
        {
            own.Clock.Advance(TimeSpan.FromHours(1));
            HtmlAssert.Ok(await client.Get("/"));
        }
        own.Clock.Advance(TimeSpan.FromHours(1));

        HtmlAssert.Redirects(await client.Get("/"));
    }

    [Fact]
    public async Task Session_RowGone_CookieIsWorthNothing()
    {
        var (person, client) = await SignIn(app);
        HtmlAssert.Ok(await client.Get("/"));

        await app.Db(db => db.Sessions.Where(s => s.AccountId == person.Id).ExecuteDeleteAsync());
        app.Clock.Advance(Sessions.Fresh + TimeSpan.FromSeconds(1));

        HtmlAssert.Redirects(await client.Get("/"));
    }

    [Fact]
    public async Task Account_ChangedByAnybody_IsSeenWithTheNextClick()
    {
        var (person, client) = await SignIn(app);
        HtmlAssert.Ok(await client.Get("/organisations/new"));

        await app.Db(async db =>
        {
            var reviewer = await db.Roles.Where(r => r.Name == Roles.Reviewer).Select(r => r.Id).SingleAsync();
            await db.Users.Where(u => u.Id == person.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.DisplayName, "Nora Renamed"));
            return await db.UserRoles.Where(r => r.UserId == person.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.RoleId, reviewer));
        });

        await Eventually.Holds(async () => (await client.Get("/")).Find("header .me")?.TextContent.Contains("Nora Renamed", StringComparison.Ordinal) == true, TestContext.Current.CancellationToken);
        HtmlAssert.Status(HttpStatusCode.Forbidden, await client.Get("/organisations/new"));
    }

    [Fact]
    public async Task List_ShowsEachDeviceAndEndsTheOthers()
    {
        var (person, first) = await SignIn(app, "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0");
        var second = await SignIn(app, person, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1");
        var third = await SignIn(app, person, "<script>alert(1)</script>");

        var page = HtmlAssert.Ok(await second.Get(Address));
        Assert.Equal(["unknown device", "Safari · iPhone", "Firefox · Windows"], page.Texts("tbody th"));
        Assert.Equal(["this device"], page.Texts("tbody .tag"));
        var oldest = page.Document.QuerySelectorAll("tbody input[name=id]")[^1].GetAttribute("value")!;
        HtmlAssert.Redirects(await second.SendWithToken(Address + "?handler=End", ("id", oldest)), Address);
        HtmlAssert.Redirects(await first.Get(Address));
        HtmlAssert.Ok(await third.Get(Address));

        var again = await second.Get(Address);
        HtmlAssert.Redirects(await second.SendWithToken(Address + "?handler=EndOthers"), Address);
        HtmlAssert.Redirects(await third.Get(Address));
        HtmlAssert.Says(await second.Get(Address), "signed in nowhere else");
        Assert.Equal(2, await app.Db(db => db.AuditEvents.CountAsync(e => e.SubjectId == person.Id && e.Verb == "SessionsEnded")));
    }

    [Fact]
    public async Task End_SessionOfSomebodyElse_DoesNothing()
    {
        var (_, mine) = await SignIn(app);
        var (other, theirs) = await SignIn(app);
        var id = await app.Db(db => db.Sessions.Where(s => s.AccountId == other.Id).Select(s => s.Id).SingleAsync());

        HtmlAssert.Redirects(await mine.SendWithToken(Address + "?handler=End", ("id", id.ToString())));

        HtmlAssert.Ok(await theirs.Get(Address));
    }

    [Fact]
    public async Task SignIn_Again_EndsTheFormerSessionOfThisBrowser()
    {
        var (person, client) = await SignIn(app);
        using var thief = Copy(app, client);

        HtmlAssert.Redirects(await client.SendWithToken("/account/sign-in", ("Input.Email", person.Email), ("Input.Password", TestCity.Password)), "/");

        HtmlAssert.Redirects(await thief.Get(Address));
        HtmlAssert.Ok(await client.Get(Address));
    }

    /// <summary>The other instance has the session in its memory, and hears from the database that it is over.</summary>
    [Fact]
    public async Task End_OnOneInstance_EndsOnTheOtherAtOnce()
    {
        await using var other = new WebApp();
        other.Settings["ConnectionStrings:Pia"] = app.RuntimeConnectionString;
        await other.InitializeAsync();
        var (_, here) = await SignIn(app);
        using var there = Copy(other, here);
        await Eventually.Holds(async () => (await there.Get("/")).Status == HttpStatusCode.OK && await Listens(2), TestContext.Current.CancellationToken);

        HtmlAssert.Redirects(await here.Submit(await here.Get("/"), "form[action='/account/sign-out']", null));

        await Eventually.Holds(async () => (await there.Get("/")).Status == HttpStatusCode.Redirect, TestContext.Current.CancellationToken);
    }

    private Task<bool> Listens(int instances) =>
        app.Db(async db => await db.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE application_name = 'sessions' AND datname = current_database() AND query LIKE 'LISTEN%'").SingleAsync() >= instances);

    private static async Task<WebApp> Start()
    {
        var app = new WebApp();
        await app.InitializeAsync();
        return app;
    }

    private static async Task<(Person, PiaClient)> SignIn(WebApp app, string? device = null)
    {
        var person = await Build.Person(app, "Nora New", Roles.Officer, TestCity.Hall, cityWide: true);
        return (person, await SignIn(app, person, device));
    }

    private static async Task<PiaClient> SignIn(WebApp app, Person person, string? device = null)
    {
        var client = app.Anonymous();
        if (device is not null)
            client.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", device);
        HtmlAssert.Redirects(await client.Post("/account/sign-in", ("Input.Email", person.Email), ("Input.Password", TestCity.Password)), "/");
        return client;
    }

    private static PiaClient Copy(WebApp app, PiaClient of)
    {
        var copy = app.Anonymous();
        copy.Cookies.Add(new Cookie("pia", of.Cookies.GetAllCookies()["pia"]!.Value, "/", "localhost"));
        return copy;
    }
}
