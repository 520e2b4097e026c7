using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Infrastructure.Security;
using Xunit;

namespace SmartCityPia.WebTests.Features.Accounts;

/// <summary>An app that shows codes, and recovery codes: set up, asked for, used up, replaced, switched off, reset.</summary>
public sealed class SecondFactorTests(WebApp app) : IClassFixture<WebApp>
{
    private const string SignIn = "/account/sign-in";
    private const string Overview = "/account/second-factor";
    private const string SetUp = "/account/second-factor/app";
    private static readonly (string, string?) Password = ("Signature.Password", TestCity.Password);

    [Fact]
    public async Task SetUp_WithWhatTheAppShows_GivesCodesOnceAndEndsOtherSessions()
    {
        var person = await Build.Person(app, "Sam Setting", Roles.Officer, TestCity.Hall);
        using var here = await Enter(person);
        using var elsewhere = await Enter(person);
        var form = HtmlAssert.Ok(await here.Get(SetUp));
        Assert.NotEmpty(form.One("svg.qr path").GetAttribute("d")!);
        var shows = App.Of(app, form.One("code.key").TextContent);

        var page = HtmlAssert.Ok(await here.Submit(form, ("Shown", shows.Code()), Password));

        var codes = page.Texts(".recovery-codes code");
        Assert.Equal(SecondFactors.RecoveryCodes, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(Uri.EscapeDataString(codes[^1]), page.One("a[download]").GetAttribute("href")!, StringComparison.Ordinal);
        HtmlAssert.Ok(await here.Get("/"));
        HtmlAssert.Redirects(await elsewhere.Get("/assessments"));
        Assert.Equal(SessionEnd.FactorChanged, await app.Db(db => db.Sessions.Where(s => s.AccountId == person.Id && s.EndedAt != null).Select(s => s.EndedBy).SingleAsync()));
        Assert.Equal(1, await app.Db(db => db.AuditEvents.CountAsync(e => e.SubjectId == person.Id && e.Verb == "FactorSet" && !e.After!.Contains(codes[0]))));
        Assert.NotNull(await app.Db(db => db.Notices.Where(n => n.PersonId == person.Id && n.Kind == NoticeKind.FactorChanged).Select(n => n.MailDue).SingleAsync()));
        // Neither the key nor a code can be read in the database.
        var stored = await app.Db(db => db.Authenticators.Where(a => a.AccountId == person.Id).Select(a => a.SealedKey).SingleAsync());
        Assert.Equal(-1, stored.AsSpan().IndexOf(shows.Key));
        Assert.DoesNotContain(codes[0], (await here.Get(Overview)).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetUp_WrongCodeOrPassword_SetsNothingAndKeepsTheKey()
    {
        var person = await Build.Person(app, "Wim Wrong", Roles.Officer, TestCity.Hall);
        using var client = await Enter(person);
        var form = await client.Get(SetUp);
        var shows = App.Of(app, form.One("code.key").TextContent);

        var wrong = await client.Submit(form, ("Shown", "000000"), Password);
        Assert.NotNull(HtmlAssert.Status(HttpStatusCode.BadRequest, wrong).Find("#Shown-error"));
        Assert.Equal(form.One("code.key").TextContent, wrong.One("code.key").TextContent);
        Assert.NotNull(HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Submit(wrong, ("Shown", shows.Code()), ("Signature.Password", "guess"))).Find("#Signature_Password-error"));

        Assert.False(await app.Db(db => db.Authenticators.AnyAsync(a => a.AccountId == person.Id)));
        // A key that was shown to somebody else is refused: it would open this account to them.
        using var other = await Enter(TestCity.Colleague);
        Assert.NotNull(HtmlAssert.Status(HttpStatusCode.BadRequest, await other.Post(SetUp, ("Offer", form.One("input[name=Offer]").GetAttribute("value")), ("Shown", shows.Code()), Password)).Find("#Shown-error"));
        HtmlAssert.Ok(await client.Submit(wrong, ("Shown", shows.Code()), Password));
    }

    [Fact]
    public async Task Keys_Rotated_TheAppGoesOn()
    {
        await using var own = new WebApp();
        await own.InitializeAsync();
        var person = await Build.Person(own, "Rita Rotated", Roles.Officer, TestCity.Hall);
        var shows = await Build.App(own, person);
        var keys = (Microsoft.AspNetCore.DataProtection.KeyManagement.IKeyManager)own.Services.GetService(typeof(Microsoft.AspNetCore.DataProtection.KeyManagement.IKeyManager))!;
        keys.RevokeAllKeys(TimeProvider.System.GetUtcNow(), "rotate-keys");
        keys.CreateNewKey(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(90));

        Assert.Equal(0, await own.With<SecondFactors, int>(factors => factors.CountLost(CancellationToken.None)));
        Assert.True(await own.With<SecondFactors, bool>(factors => factors.Take(person.Id, shows.Next(), CancellationToken.None)));
    }

    [Fact]
    public async Task SignIn_WithAnApp_AsksForACodeThatWorksOnce()
    {
        var person = await Build.Person(app, "Ona Once", Roles.Officer, TestCity.Hall);
        var shows = await Build.App(app, person);
        using var client = app.Anonymous();

        var second = HtmlAssert.Ok(await client.Post(SignIn + "?returnUrl=%2Fglossary", ("Input.Email", person.Email), ("Input.Password", TestCity.Password)));
        Assert.Null(client.Cookies.GetAllCookies()["pia"]);
        var wrong = HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Submit(second, ("Code", "123456")));
        // The code that set the app up was used by that.
        var replayed = HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Submit(wrong, ("Code", shows.Code())));
        Assert.Equal(wrong.Text, replayed.Text);
        var code = shows.Next();
        HtmlAssert.Redirects(await client.Submit(replayed, ("Code", $" {code[..3]} {code[3..]}")), "/glossary");
        HtmlAssert.Ok(await client.Get("/"));

        // A known device is no second factor.
        second = HtmlAssert.Ok(await client.SendWithToken(SignIn, ("Input.Email", person.Email), ("Input.Password", TestCity.Password)));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Submit(second, ("Code", code)));
        HtmlAssert.Redirects(await client.Submit(second, ("Code", shows.Next())));
        Assert.Equal(["SignInFailed", "SignInFailed", "SignedIn", "SignInFailed", "SignedIn"],
            await app.Db(db => db.AuditEvents.Where(e => e.AccountId == person.Id && e.Verb.StartsWith("Sign")).OrderBy(e => e.At).Select(e => e.Verb).ToListAsync()));
    }

    [Fact]
    public async Task SignIn_OneCodeSentManyTimesAtOnce_OpensOneSession()
    {
        var person = await Build.Person(app, "Rae Race", Roles.Officer, TestCity.Hall);
        var shows = await Build.App(app, person);
        using var client = app.Anonymous();
        var second = await client.Post(SignIn, ("Input.Email", person.Email), ("Input.Password", TestCity.Password));
        var code = shows.Next();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.Submit(second, ("Code", code))));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task SignIn_RecoveryCode_WorksOnce()
    {
        var person = await Build.Person(app, "Rex Recovers", Roles.Officer, TestCity.Hall);
        var shows = await Build.App(app, person);
        using var client = app.Anonymous();
        var second = await client.Post(SignIn, ("Input.Email", person.Email), ("Input.Password", TestCity.Password));

        HtmlAssert.Redirects(await client.Submit(second, ("Code", shows.RecoveryCodes[3].ToLowerInvariant())));
        HtmlAssert.Says(await client.Get(Overview), "9 recovery codes are left");

        using var thief = app.Anonymous();
        second = await thief.Post(SignIn, ("Input.Email", person.Email), ("Input.Password", TestCity.Password));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await thief.Submit(second, ("Code", shows.RecoveryCodes[3])));
        // Somebody else's.
        var other = await Build.App(app, await Build.Person(app, "Odd Other", Roles.Officer, TestCity.Hall));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await thief.Submit(second, ("Code", other.RecoveryCodes[0])));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await thief.Submit(second, ("Code", other.Next())));
    }

    [Fact]
    public async Task SignIn_WrongCodesAgainAndAgain_WaitLongerAndSayTheSame()
    {
        await using var own = new WebApp();
        await own.InitializeAsync();
        var shows = await Build.App(own, TestCity.Reviewer);
        using var client = own.Anonymous();
        var second = await client.Post(SignIn, ("Input.Email", TestCity.Reviewer.Email), ("Input.Password", TestCity.Password));
        var texts = new HashSet<string>(StringComparer.Ordinal);
        for (var attempt = 0; attempt < SignInBudget.Free; attempt++)
            texts.Add(HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Submit(second, ("Code", "000000"))).Text);

        // Of a clock that is a little ahead: the one of now was used up by setting the app up.
        var code = TimeCodes.At(shows.Key, TimeCodes.StepOf(own.Clock.GetUtcNow()) + 1);
        texts.Add(HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Submit(second, ("Code", code))).Text);
        Assert.Single(texts);
        own.Clock.Advance(TimeSpan.FromSeconds(2.1));
        // It was too early to count, so it was not used up either.
        HtmlAssert.Redirects(await client.Submit(second, ("Code", code)));
    }

    [Fact]
    public async Task SignIn_HalfwayForTooLongOrWithAnotherPassword_BeginsAnew()
    {
        await using var own = new WebApp();
        await own.InitializeAsync();
        var shows = await Build.App(own, TestCity.Officer);
        using var client = own.Anonymous();
        var second = await client.Post(SignIn, ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password));
        own.Clock.Advance(TimeSpan.FromMinutes(11));
        HtmlAssert.ErrorAt(await client.Submit(second, ("Code", shows.Next())), "Input.Email", "too long");

        second = await client.Post(SignIn, ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password));
        await own.Db(db => db.Users.Where(u => u.Id == TestCity.Officer.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.SecurityStamp, "changed")));
        HtmlAssert.ErrorAt(await client.Submit(second, ("Code", shows.Next())), "Input.Email", "too long");
        Assert.Null(client.Cookies.GetAllCookies()["pia"]);
    }

    [Fact]
    public async Task Overview_NewCodesReplaceAndSwitchOff_AskForPasswordAndCode()
    {
        var person = await Build.Person(app, "Una Undo", Roles.Officer, TestCity.Hall);
        var shows = await Build.App(app, person);
        using var client = await Enter(person, shows);
        var page = await client.Get(Overview);

        Assert.NotNull((await client.Press(page, page.Button("Make new recovery codes"), Password)).Find("#Signature_Code-error"));
        var codes = (await client.Press(page, page.Button("Make new recovery codes"), Password, ("Signature.Code", shows.Next()))).Texts(".recovery-codes code");
        Assert.Equal(SecondFactors.RecoveryCodes, codes.Count);
        Assert.NotNull((await client.Press(page, page.Button("Switch the app off"), Password, ("Signature.Code", shows.RecoveryCodes[0]))).Find("#Signature_Code-error"));

        var form = await client.Get(SetUp);
        var another = App.Of(app, form.One("code.key").TextContent);
        HtmlAssert.Ok(await client.Submit(form, ("Shown", another.Code()), Password, ("Signature.Code", shows.Next())));
        HtmlAssert.Redirects(await client.Press(page, page.Button("Switch the app off"), Password, ("Signature.Code", another.Next())), Overview);

        Assert.False(await app.Db(db => db.Users.Where(u => u.Id == person.Id).Select(u => u.TwoFactorEnabled).SingleAsync()));
        Assert.Equal(0, await app.Db(db => db.RecoveryCodes.CountAsync(c => c.AccountId == person.Id)));
        using var again = await Enter(person);
        HtmlAssert.Ok(await again.Get("/"));
    }

    [Fact]
    public async Task RoleThatNeedsOne_OpensNothingElseUntilItIsSetUp()
    {
        await using var own = new WebApp();
        own.Settings["SecondFactor:DemandedOf"] = "Reviewer, Administrator";
        await own.InitializeAsync();
        using var officer = own.Anonymous();
        HtmlAssert.Redirects(await officer.Post(SignIn, ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password)), "/");
        HtmlAssert.Ok(await officer.Get("/assessments"));
        using var reviewer = own.Anonymous();
        HtmlAssert.Redirects(await reviewer.Post(SignIn, ("Input.Email", TestCity.Reviewer.Email), ("Input.Password", TestCity.Password)), "/");

        foreach (var address in new[] { "/", "/assessments", "/account", "/account/password", "/city/city.json" })
            HtmlAssert.Redirects(await reviewer.Get(address), Overview);
        HtmlAssert.Redirects(await reviewer.SendWithToken("/account/sessions?handler=EndOthers"), Overview);
        HtmlAssert.Says(HtmlAssert.Ok(await reviewer.Get(Overview)), "Your role needs a second factor");
        var form = await reviewer.Get(SetUp);
        var shows = App.Of(own, form.One("code.key").TextContent);
        HtmlAssert.Ok(await reviewer.Submit(form, ("Shown", shows.Code()), Password));
        HtmlAssert.Ok(await reviewer.Get("/assessments"));

        var page = await reviewer.Get(Overview);
        Assert.DoesNotContain("Switch the app off", page.Text, StringComparison.Ordinal);
        HtmlAssert.Status(HttpStatusCode.Forbidden, await reviewer.SendWithToken(Overview + "?handler=RemoveApp", ("Signature.Password", TestCity.Password), ("Signature.Code", shows.Next())));
    }

    [Fact]
    public async Task Reset_ByAnAdministrator_WithAReasonTellsThePersonAndEndsSessions()
    {
        var person = await Build.Person(app, "Leo Lost", Roles.Officer, TestCity.Hall);
        var shows = await Build.App(app, person);
        using var theirs = await Enter(person, shows);
        using var administrator = await app.SignedIn(TestCity.Administrator);
        var page = await administrator.Get($"/accounts/{person.Id}");
        const string Form = "form[action$='ResetFactor']";

        Assert.NotNull(HtmlAssert.Status(HttpStatusCode.BadRequest, await administrator.Submit(page, Form, null, ("WhyReset", " "))).Find("#WhyReset-error"));
        HtmlAssert.Redirects(await administrator.Submit(page, Form, null, ("WhyReset", "Phone lost; seen in person.")));

        HtmlAssert.Redirects(await theirs.Get("/assessments"));
        Assert.Equal("Phone lost; seen in person.", await app.Db(db => db.AuditEvents.Where(e => e.SubjectId == person.Id && e.Verb == "FactorRemoved").Select(e => e.Reason).SingleAsync()));
        Assert.Equal(TestCity.Administrator.Name, await app.Db(db => db.Notices.Where(n => n.PersonId == person.Id && n.Kind == NoticeKind.FactorReset).Select(n => n.By).SingleAsync()));
        using var again = await Enter(person);
        HtmlAssert.Ok(await again.Get("/"));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await administrator.SendWithToken($"/accounts/{TestCity.Administrator.Id}?handler=ResetFactor", ("WhyReset", "Mine")));
    }

    [Fact]
    public async Task Signature_OfWhoeverHasAnApp_NeedsPasswordAndAFreshCode()
    {
        var assessment = await Build.Ready(app);
        var person = await Build.Person(app, "Sig Signs", Roles.Officer, TestCity.Hall, cityWide: true);
        var shows = await Build.App(app, person);
        var others = await Build.App(app, await Build.Person(app, "Ute Unlike", Roles.Officer, TestCity.Hall));
        using var client = await Enter(person, shows);
        var page = await client.Get($"/assessments/{assessment.Reference}/check");

        foreach (var code in new[] { null, "000000", shows.Code(), others.Next(), others.RecoveryCodes[0] })
        {
            var refused = HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Submit(page, ("Input.Statement", "I stand by this."), Password, ("Signature.Code", code)));
            Assert.NotNull(refused.Find("#Signature_Code-error"));
            HtmlAssert.Value(refused, "Input.Statement", "I stand by this.");
            HtmlAssert.Value(refused, "Signature.Code", "");
            HtmlAssert.Value(refused, "Signature.Password", "");
        }
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        HtmlAssert.Redirects(await client.Submit(page, ("Input.Statement", "I stand by this."), Password, ("Signature.Code", shows.Next())));
        Assert.Equal(5, await app.Db(db => db.AuditEvents.CountAsync(e => e.AccountId == person.Id && e.Verb == "SignatureRefused")));
    }

    private async Task<PiaClient> Enter(Person person, App? shows = null)
    {
        var client = app.Anonymous();
        var page = await client.Post(SignIn, ("Input.Email", person.Email), ("Input.Password", TestCity.Password));
        if (shows is not null)
            page = await client.Submit(page, ("Code", shows.Next()));
        HtmlAssert.Redirects(page);
        return client;
    }
}
