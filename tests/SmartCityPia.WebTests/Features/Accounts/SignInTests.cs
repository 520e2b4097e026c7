using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.Data.Accounts;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Accounts;
using SmartCityPia.Web.Infrastructure.Security;
using Xunit;

namespace SmartCityPia.WebTests.Features.Accounts;

public sealed class SignInTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/%09/evil.example")]
    [InlineData("")]
    public async Task Post_ReturnUrlOfAnotherSite_LeadsToTheStartPage(string returnUrl)
    {
        using var client = app.Anonymous();

        var page = await client.Post("/account/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl), ("Input.Email", TestCity.Auditor.Email), ("Input.Password", TestCity.Password));

        HtmlAssert.Redirects(page);
        var target = new Uri(new Uri("http://localhost"), page.Location!);
        Assert.Equal("localhost", target.Host);
    }

    [Fact]
    public async Task Post_ReturnUrlOfOurs_LeadsThere()
    {
        using var client = app.Anonymous();

        HtmlAssert.Redirects(await client.Post("/account/sign-in?returnUrl=%2Fassessments%3Fp%3D2", ("Input.Email", TestCity.Auditor.Email), ("Input.Password", TestCity.Password)), "/assessments?p=2");
    }

    [Fact]
    public async Task Post_NothingTyped_ReturnsErrors()
    {
        using var client = app.Anonymous();

        var page = await client.Post("/account/sign-in");

        HtmlAssert.ErrorAt(page, "Input.Email");
        HtmlAssert.ErrorAt(page, "Input.Password");
    }

    [Fact]
    public async Task Post_WrongPasswordAndUnknownAddress_SayTheSame()
    {
        using var client = app.Anonymous();

        var wrong = await client.Post("/account/sign-in", ("Input.Email", TestCity.Vendor.Email), ("Input.Password", "not the password"));
        var unknown = await client.Post("/account/sign-in", ("Input.Email", "nobody@test.example"), ("Input.Password", "not the password"));

        HtmlAssert.ErrorAt(wrong, "Input.Email");
        Assert.Equal(wrong.Texts("#error-summary li"), unknown.Texts("#error-summary li"));
        HtmlAssert.Value(wrong, "Input.Email", TestCity.Vendor.Email);
        HtmlAssert.Value(wrong, "Input.Password", "");
    }

    /// <summary>Nobody can shut out somebody else: what is counted is the address together with the network it came from.</summary>
    [Fact]
    public async Task Post_WrongAgainAndAgain_WaitsLongerAndSaysTheSame()
    {
        await using var own = new WebApp();
        await own.InitializeAsync();
        using var client = own.Anonymous();
        var texts = new HashSet<string>(StringComparer.Ordinal);
        for (var attempt = 0; attempt < SignInBudget.Free; attempt++)
            texts.Add(HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Post("/account/sign-in", ("Input.Email", TestCity.Reviewer.Email), ("Input.Password", "guess"))).Text);

        // Too early, though it is the right one.
        texts.Add(HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Post("/account/sign-in", ("Input.Email", TestCity.Reviewer.Email), ("Input.Password", TestCity.Password))).Text);
        Assert.Single(texts);
        Assert.Null(client.Cookies.GetAllCookies()["pia"]);

        own.Clock.Advance(TimeSpan.FromSeconds(2.1));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Post("/account/sign-in", ("Input.Email", TestCity.Reviewer.Email), ("Input.Password", "guess")));
        own.Clock.Advance(TimeSpan.FromSeconds(2.1));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Post("/account/sign-in", ("Input.Email", TestCity.Reviewer.Email), ("Input.Password", TestCity.Password)));
        own.Clock.Advance(TimeSpan.FromSeconds(2.1));
        HtmlAssert.Redirects(await client.Post("/account/sign-in", ("Input.Email", TestCity.Reviewer.Email), ("Input.Password", TestCity.Password)), "/");
    }

    [Fact]
    public async Task Post_OnAKnownDeviceWhileSomebodyGuesses_IsNotInTheWay()
    {
        await using var own = new WebApp();
        await own.InitializeAsync();
        using var known = own.Anonymous();
        HtmlAssert.Redirects(await known.Post("/account/sign-in", ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password)));
        using var guesser = own.Anonymous();
        for (var attempt = 0; attempt < 3 * SignInBudget.Free; attempt++)
            HtmlAssert.Status(HttpStatusCode.BadRequest, await guesser.Post("/account/sign-in", ("Input.Email", TestCity.Officer.Email), ("Input.Password", "guess")));

        HtmlAssert.Redirects(await known.SendWithToken("/account/sign-in", ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password)), "/");
        // For anybody else it is no known device.
        for (var attempt = 0; attempt < SignInBudget.Free; attempt++)
            await guesser.Post("/account/sign-in", ("Input.Email", TestCity.Colleague.Email), ("Input.Password", "guess"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await known.SendWithToken("/account/sign-in", ("Input.Email", TestCity.Colleague.Email), ("Input.Password", TestCity.Password)));
    }

    [Fact]
    public async Task Post_ManyAtOnce_AreAsGoodAsOneAfterTheOther()
    {
        await using var own = new WebApp();
        await own.InitializeAsync();
        using var client = own.Anonymous();
        var token = await client.Token();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => client.Send("/account/sign-in", [new("__RequestVerificationToken", token), new("Input.Email", TestCity.Dpo.Email), new("Input.Password", "guess " + (char)('a' + i))])));

        Assert.Equal(SignInBudget.Free, await own.Db(db => db.AuditEvents.CountAsync(e => e.SubjectId == TestCity.Dpo.Id && e.Verb == "SignInFailed")));
    }

    /// <summary>A hash is computed for each, whether or not there is such an account.</summary>
    [Fact]
    public async Task Post_UnknownInvitedShutOutOrWaiting_ComputesAHashAsForAKnownOne()
    {
        await using var own = new WebApp();
        await own.InitializeAsync();
        var invited = await Build.Person(own, "Ina Invited", Roles.Officer, TestCity.Hall);
        var gone = await Build.Person(own, "Gus Gone", Roles.Officer, TestCity.Hall);
        await own.Db(async db => await db.Users.Where(u => u.Id == invited.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.PasswordHash, (string?)null))
            + await db.Users.Where(u => u.Id == gone.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.DeactivatedAt, TestCity.Start)));
        var hasher = new CountingHasher();

        foreach (var email in new[] { TestCity.Officer.Email, "nobody@test.example", invited.Email, gone.Email })
        {
            hasher.Verified = 0;
            var account = await own.Db(db => db.Users.SingleOrDefaultAsync(u => u.Email == email));
            await using var scope = own.Services.CreateAsyncScope();
            var check = ActivatorUtilities.CreateInstance<PasswordCheck>(scope.ServiceProvider, (IPasswordHasher<Account>)hasher, new StandInHash(),
                ActivatorUtilities.CreateInstance<UserManager<Account>>(scope.ServiceProvider, (IPasswordHasher<Account>)hasher));
            Assert.False(await check.IsRight(account, "guess"));
            Assert.Equal((email, 1), (email, hasher.Verified));
        }
    }

    private sealed class CountingHasher : IPasswordHasher<Account>
    {
        public int Verified { get; set; }

        public string HashPassword(Account user, string password) => "hash";

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return PasswordVerificationResult.Failed;
        }
    }

    [Fact]
    public async Task Post_MoreThanTheLimitInAMinute_TooManyRequests()
    {
        await using var strict = new WebApp();
        strict.Settings["SignIn:PerMinute"] = "4";
        await strict.InitializeAsync();
        using var client = strict.Anonymous();
        for (var i = 0; i < 4; i++)
            HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Post("/account/sign-in", ("Input.Email", "nobody@test.example"), ("Input.Password", "guess")));

        var page = HtmlAssert.Status(HttpStatusCode.TooManyRequests, await client.Post("/account/sign-in", ("Input.Email", "nobody@test.example"), ("Input.Password", "guess")));

        HtmlAssert.Says(page, "Too many attempts");
        // Looking at the page is no attempt.
        HtmlAssert.Ok(await client.Get("/account/sign-in"));
        // Those who are in work on.
        Assert.Equal(HttpStatusCode.OK, (await client.Get("/health/live")).Status);
    }

    [Fact]
    public async Task Post_SignInAndWrongSignIn_AreInTheTrail()
    {
        using var client = app.Anonymous();
        await client.Post("/account/sign-in", ("Input.Email", TestCity.Administrator.Email), ("Input.Password", "wrong"));
        await client.Post("/account/sign-in", ("Input.Email", TestCity.Administrator.Email), ("Input.Password", TestCity.Password));

        var events = await app.Db(db => db.AuditEvents.Where(e => e.AccountId == TestCity.Administrator.Id).OrderBy(e => e.At).Select(e => e.Verb).ToListAsync());
        Assert.Equal(["SignInFailed", "SignedIn"], events);
    }

    [Fact]
    public async Task SignOut_Post_EndsTheSession()
    {
        using var client = app.Anonymous();
        await client.Post("/account/sign-in", ("Input.Email", TestCity.Auditor.Email), ("Input.Password", TestCity.Password));
        var home = HtmlAssert.Ok(await client.Get("/"));

        HtmlAssert.Redirects(await client.Submit(home, "form[action='/account/sign-out']", null), "/account/sign-in");

        HtmlAssert.Redirects(await client.Get("/"));
    }

    [Fact]
    public async Task SignOut_GetByALinkElsewhere_SignsNobodyOut()
    {
        using var auditor = await app.SignedIn(TestCity.Auditor);

        HtmlAssert.Redirects(await auditor.Get("/account/sign-out"), "/");

        HtmlAssert.Ok(await auditor.Get("/"));
    }

    [Fact]
    public async Task SetPassword_Link_WorksOnce()
    {
        var (account, link) = await Invite();
        using var client = app.Anonymous();

        HtmlAssert.ErrorAt(await client.Post(link, ("Input.Password", "short")), "Input.Password", "12 characters");
        HtmlAssert.Redirects(await client.Post(link, ("Input.Password", "four unrelated plain words")), "/account/sign-in");

        HtmlAssert.Says(HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Get(link)), "has been used");
        HtmlAssert.Redirects(await client.Post("/account/sign-in", ("Input.Email", account.Email), ("Input.Password", "four unrelated plain words")), "/");
    }

    [Fact]
    public async Task SetPassword_FormPostedTwice_ChangesItOnce()
    {
        var (account, link) = await Invite();
        using var client = app.Anonymous();
        var form = await client.Get(link);

        HtmlAssert.Redirects(await client.Submit(form, ("Input.Password", "four unrelated plain words")));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Submit(form, ("Input.Password", "a thief sets another one")));

        HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Post("/account/sign-in", ("Input.Email", account.Email), ("Input.Password", "a thief sets another one")));
    }

    [Theory]
    [InlineData("/account/set-password")]
    [InlineData("/account/set-password?account=not-an-id&code=x")]
    [InlineData("/account/set-password?account=00000000-0000-0000-0000-000000000000&code=AAAA")]
    [InlineData("/account/set-password?account=0000000b-0000-7000-8000-000000000000&code=AAAA")]
    [InlineData("/account/set-password?account=0000000b-0000-7000-8000-000000000000&code=%25%25%25")]
    public async Task SetPassword_LinkNotOurs_SaysSoAndOffersNoForm(string link)
    {
        using var client = app.Anonymous();

        var page = HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Get(link));

        Assert.Null(page.Find("main form"));
    }

    private async Task<(Account Account, string Link)> Invite()
    {
        var id = Build.Ids(app)();
        var email = $"{id:N}@test.example";
        var account = await app.With<UserManager<Account>, Account>(async accounts =>
        {
            var account = new Account { Id = id, UserName = email, Email = email, EmailConfirmed = true, DisplayName = "Nina New", OrganisationId = TestCity.Hall, CreatedAt = TestCity.Start };
            Assert.True((await accounts.CreateAsync(account)).Succeeded);
            Assert.True((await accounts.AddToRoleAsync(account, Roles.Auditor)).Succeeded);
            return account;
        });
        return (account, await app.With<OneTimeLinks, string>(links => links.Make(id, LinkKind.Invitation, CancellationToken.None)));
    }
}
