using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Accounts;

/// <summary>Sign-in at a real provider (OpenIddict), which also issues what has to be refused; the end of sessions by its word; step-up at sign-off.</summary>
public sealed class SignOnTests : IAsyncLifetime
{
    private const string StepUp = "/account/sign-on/city?purpose=confirm";
    private const string BackChannel = "/account/sign-on/city/back-channel-sign-out";
    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";
    private static readonly ProviderPerson Paula = new("sub-paula", "Paula Provided", "paula@city.example") { Groups = ["staff", "pia/officers"] };

    private readonly WebApp app = new();
    private TestProvider provider = null!;

    public async ValueTask InitializeAsync()
    {
        provider = await TestProvider.Start();
        provider.Introduce(app, stepUp: "strong stronger");
        provider.Person = Paula;
        await app.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task FirstTime_MakesTheAccountThatTheGroupsGiveAndFindsItAgain()
    {
        using var client = app.Anonymous();
        Assert.Contains("Sign in with City ID", (await client.Get("/account/sign-in?returnUrl=%2Fglossary")).Text, StringComparison.Ordinal);

        HtmlAssert.Redirects(await TestProvider.Visit(client, "/account/sign-on/city?returnUrl=%2Fglossary"), "/glossary");
        HtmlAssert.Ok(await client.Get("/assessments"));
        using var again = app.Anonymous();
        HtmlAssert.Redirects(await TestProvider.Visit(again, "/account/sign-on/city?returnUrl=https%3A%2F%2Fevil.example"), "/");

        var account = await app.Db(db => db.Users.SingleAsync(u => u.Email == Paula.Email));
        Assert.Equal(("Paula Provided", TestCity.Hall, true), (account.DisplayName, account.OrganisationId, account.CityWide));
        Assert.Equal(["Added", "SignedIn", "SignedIn"], await Events(account.Id));
    }

    public static TheoryData<string> Wrong => ["issuer", "audience", "nonce", "no nonce", "expired", "not yet", "unsigned", "foreign key", "shared secret", "no subject"];

    [Theory, MemberData(nameof(Wrong))]
    public async Task Token_ThatDoesNotFit_OpensNothing(string what)
    {
        using var foreign = RSA.Create(2048);
        provider.Change = what switch
        {
            "issuer" => t => t["iss"] = "https://other.example/",
            "audience" => t => t["aud"] = "another client",
            "nonce" => t => t["nonce"] = "another nonce",
            "no nonce" => t => t.Remove("nonce"),
            "expired" => t => t["exp"] = TimeProvider.System.GetUtcNow().AddMinutes(-10).ToUnixTimeSeconds(),
            "not yet" => t => t["nbf"] = TimeProvider.System.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds(),
            "no subject" => t => t.Remove("sub"),
            _ => null,
        };
        provider.Forge = what switch
        {
            "unsigned" => TestProvider.WithoutSignature,
            "foreign key" => t => provider.Sign(Payload(t), with: foreign),
            "shared secret" => t => TestProvider.SignWithSecret(Payload(t)),
            _ => null,
        };
        using var client = app.Anonymous();

        var page = await TestProvider.Visit(client);

        HtmlAssert.Redirects(page, "/account/sign-in?refused=Failed");
        HtmlAssert.Says(await client.Follow(page), "did not work");
        Assert.Null(client.Cookies.GetAllCookies()["pia"]);
        Assert.False(await app.Db(db => db.Users.AnyAsync(u => u.Email == Paula.Email)));
        Assert.Equal(1, await app.Db(db => db.AuditEvents.CountAsync(e => e.Verb == "SignInFailed")));
    }

    [Fact]
    public async Task Callback_OfAnotherBrowserOrSentTwice_OpensNothing()
    {
        using var client = app.Anonymous();
        var there = await client.Get("/account/sign-on/city");
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var back = await http.GetAsync(new Uri(there.Location!));
        var callback = back.Headers.Location!.PathAndQuery;

        using var victim = app.Anonymous();
        HtmlAssert.Redirects(await victim.Get(callback), "/account/sign-in?refused=Failed");
        HtmlAssert.Redirects(await client.Get(callback), "/");
        using var later = app.Anonymous();
        HtmlAssert.Redirects(await later.Get(callback), "/account/sign-in?refused=Failed");
        Assert.Contains("code_challenge_method=S256", there.Location, StringComparison.Ordinal);
        // An unknown provider.
        HtmlAssert.Status(HttpStatusCode.NotFound, await client.Get("/account/sign-on/other"));
    }

    [Fact]
    public async Task Address_OfSomebodyWhoIsHere_OpensTheirAccountOnlyIfVerifiedAndOnlyToTheFirst()
    {
        using var client = app.Anonymous();
        provider.Person = Paula with { Email = TestCity.Officer.Email, EmailVerified = false };
        HtmlAssert.Redirects(await TestProvider.Visit(client), "/account/sign-in?refused=NoAccount");
        provider.Person = provider.Person with { EmailVerified = true };
        HtmlAssert.Redirects(await TestProvider.Visit(client), "/");
        HtmlAssert.Says(await client.Get("/account"), TestCity.Officer.Email);

        // Swapped: the address now belongs to somebody else there.
        using var other = app.Anonymous();
        provider.Person = provider.Person with { Subject = "sub-thief" };
        HtmlAssert.Redirects(await TestProvider.Visit(other), "/account/sign-in?refused=NoAccount");
        // The same person with another address is the same account.
        provider.Person = Paula with { Email = "married@city.example" };
        HtmlAssert.Redirects(await TestProvider.Visit(other), "/");
        HtmlAssert.Says(await other.Get("/account"), TestCity.Officer.Email);
    }

    [Fact]
    public async Task Group_TakenAwayOrChanged_CountsAtTheNextSignIn()
    {
        using var first = app.Anonymous();
        HtmlAssert.Redirects(await TestProvider.Visit(first), "/");
        var id = await IdOf(Paula);

        provider.Person = Paula with { Groups = ["transport"] };
        using var second = app.Anonymous();
        HtmlAssert.Redirects(await TestProvider.Visit(second), "/");
        var account = await app.Db(db => db.Users.AsNoTracking().SingleAsync(u => u.Id == id));
        Assert.Equal((TestCity.Transport, false), (account.OrganisationId, account.CityWide));
        // What began with the former rights is over.
        HtmlAssert.Redirects(await first.Get("/assessments"));

        provider.Person = Paula with { Groups = ["staff"] };
        using var third = app.Anonymous();
        HtmlAssert.Redirects(await TestProvider.Visit(third), "/account/sign-in?refused=NoRole");
        HtmlAssert.Redirects(await second.Get("/assessments"));
        Assert.False(await app.Db(db => db.UserRoles.AnyAsync(r => r.UserId == id)));

        await app.Db(db => db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(u => u.SetProperty(x => x.DeactivatedAt, TestCity.Start)));
        provider.Person = Paula;
        HtmlAssert.Redirects(await TestProvider.Visit(third), "/account/sign-in?refused=Closed");
    }

    [Fact]
    public async Task Group_OfARoleThatTheCityMade_GivesItOnceThereIsOne()
    {
        provider.Person = Paula with { Subject = "c1", Email = "clio@city.example", Name = "Clio Climate", Groups = ["climate"] };
        using var before = app.Anonymous();
        HtmlAssert.Redirects(await TestProvider.Visit(before), "/account/sign-in?refused=NoRole");
        Assert.False(await app.Db(db => db.Users.AnyAsync(u => u.Email == "clio@city.example")));

        var made = await Build.Role(app, "Climate", Domain.Accounts.Permission.ReadAssessments);
        await app.Db(db => db.Roles.Where(r => r.Name == made).ExecuteUpdateAsync(r => r.SetProperty(x => x.Name, "Climate office").SetProperty(x => x.NormalizedName, "CLIMATE OFFICE")));
        using var client = app.Anonymous();
        HtmlAssert.Redirects(await TestProvider.Visit(client), "/");

        HtmlAssert.Ok(await client.Get("/assessments"));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await client.Get("/assessments/new"));
    }

    [Fact]
    public async Task BackChannel_TokenOfTheProvider_EndsTheSessionsItNames()
    {
        var (one, two) = (Paula with { Session = "session-1" }, Paula with { Session = "session-2" });
        using var first = await Come(one);
        using var second = await Come(two);

        var token = provider.Sign(Logout(t => t["sid"] = "session-1"), "logout+jwt");
        Assert.Equal(HttpStatusCode.OK, await Send(token));
        HtmlAssert.Redirects(await first.Get("/assessments"));
        HtmlAssert.Ok(await second.Get("/assessments"));
        Assert.Equal(SessionEnd.ByProvider, await app.Db(db => db.Sessions.Where(s => s.EndedAt != null).Select(s => s.EndedBy).SingleAsync()));
        Assert.Equal(HttpStatusCode.BadRequest, await Send(token));

        using var third = await Come(one);
        Assert.Equal(HttpStatusCode.OK, await Send(provider.Sign(Logout(t => t["sub"] = "somebody else"))));
        HtmlAssert.Ok(await third.Get("/assessments"));
        Assert.Equal(HttpStatusCode.OK, await Send(provider.Sign(Logout(t => t["sub"] = Paula.Subject))));
        HtmlAssert.Redirects(await second.Get("/assessments"));
        HtmlAssert.Redirects(await third.Get("/assessments"));
    }

    [Fact]
    public async Task BackChannel_TokenThatIsNone_EndsNothing()
    {
        using var client = await Come(Paula);
        using var foreign = RSA.Create(2048);
        var good = Logout(t => t["sub"] = Paula.Subject);
        JsonObject But(Action<JsonObject> change) => Logout(t =>
        {
            t["sub"] = Paula.Subject;
            change(t);
        });
        foreach (var token in new[]
        {
            "", "x", "a.b.c", TestProvider.WithoutSignature(provider.Sign(good)), provider.Sign(good, with: foreign), TestProvider.SignWithSecret(good), provider.Sign(good, "at+jwt"),
            provider.Sign(But(t => t["iss"] = "https://other.example/")), provider.Sign(But(t => t["aud"] = "another")), provider.Sign(But(t => t.Remove("aud"))),
            provider.Sign(But(t => t.Remove("iat"))), provider.Sign(But(t => t["iat"] = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds())), provider.Sign(But(t => t["iat"] = TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeSeconds())),
            provider.Sign(But(t => t["exp"] = TimeProvider.System.GetUtcNow().AddMinutes(-5).ToUnixTimeSeconds())), provider.Sign(But(t => t.Remove("jti"))), provider.Sign(But(t => t["nonce"] = "n")), provider.Sign(But(t => t.Remove("events"))),
            provider.Sign(But(t => t["events"] = new JsonObject { ["https://other.example/event"] = new JsonObject() })), provider.Sign(But(t => t["events"] = "text")), provider.Sign(But(t => t["events"] = new JsonObject { [LogoutEvent] = true })),
            provider.Sign(But(t => t.Remove("sub"))),
        })
        {
            Assert.Equal((token, HttpStatusCode.BadRequest), (token, await Send(token)));
        }
        HtmlAssert.Ok(await client.Get("/assessments"));
        Assert.Equal(HttpStatusCode.OK, await Send(provider.Sign(good)));
    }

    [Fact]
    public async Task FrontChannel_ByIssuerAndSession_EndsIt()
    {
        using var client = await Come(Paula with { Session = "front" });
        using var frame = app.Anonymous();
        var at = "/account/sign-on/city/front-channel-sign-out?iss=" + Uri.EscapeDataString(provider.Address.ToString());

        Assert.Equal(HttpStatusCode.BadRequest, (await frame.Get("/account/sign-on/city/front-channel-sign-out?iss=https%3A%2F%2Fother.example&sid=front")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await frame.Get(at)).Status);
        Assert.Equal(HttpStatusCode.OK, (await frame.Get(at + "&sid=another")).Status);
        HtmlAssert.Ok(await client.Get("/assessments"));
        Assert.Equal(HttpStatusCode.OK, (await frame.Get(at + "&sid=front")).Status);
        HtmlAssert.Redirects(await client.Get("/assessments"));
    }

    [Fact]
    public async Task SignOut_LeadsToTheProviderToo()
    {
        using var client = await Come(Paula);

        var page = await client.Follow(await client.Submit(await client.Get("/"), "form[action='/account/sign-out']", null));

        var link = page.Document.QuerySelectorAll("main a").Single(a => a.TextContent == "Sign out of City ID too").GetAttribute("href")!;
        var there = HtmlAssert.Status(HttpStatusCode.Redirect, await client.Get(link)).Location!;
        Assert.StartsWith(provider.Address + "end-session", there, StringComparison.Ordinal);
        Assert.Contains("id_token_hint=ey", there, StringComparison.Ordinal);
        Assert.Contains("post_logout_redirect_uri=", there, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signature_OfWhoeverCameByAProvider_NeedsAFreshProofOfTheSamePerson()
    {
        var assessment = await Build.Ready(app);
        using var client = await Come(Paula);
        var page = await client.Get($"/assessments/{assessment.Reference}/check");
        Assert.Null(page.Find("#Signature_Password[type=password]"));
        const string Words = "I stand by this.";

        async Task Refused(string why)
        {
            var refused = HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Submit(page, ("Input.Statement", Words)));
            Assert.True(refused.Find("#Signature_Password-error") is not null, why);
            HtmlAssert.Value(refused, "Input.Statement", Words);
        }

        await Refused("Nothing was confirmed.");
        // A sign-in is no proof that the person is there now.
        HtmlAssert.Redirects(await TestProvider.Visit(client), "/");
        page = await client.Get($"/assessments/{assessment.Reference}/check");
        await Refused("A sign-in was taken for a proof.");
        foreach (var person in new[]
        {
            Paula with { Acr = "strong", SignedInAt = TimeProvider.System.GetUtcNow().AddHours(-1) },
            Paula with { Acr = "weak" },
            Paula,
            Paula with { Subject = "sub-thief", Email = "thief@city.example", Acr = "strong" },
        })
        {
            provider.Person = person;
            HtmlAssert.Redirects(await TestProvider.Visit(client, StepUp), "/account/confirmed?refused=true");
            await Refused(person.ToString());
        }
        provider.Person = Paula with { Acr = "stronger" };
        provider.Change = t => t.Remove("auth_time");
        HtmlAssert.Redirects(await TestProvider.Visit(client, StepUp), "/account/confirmed?refused=true");
        provider.Change = null;
        var asked = await client.Get(StepUp);
        Assert.Contains("max_age=0", asked.Location, StringComparison.Ordinal);
        Assert.Contains("acr_values=strong%20stronger", asked.Location!.Replace('+', ' ').Replace(" ", "%20", StringComparison.Ordinal), StringComparison.Ordinal);
        HtmlAssert.Says(await client.Follow(await TestProvider.Visit(client, StepUp)), "sign within five minutes");
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        await Refused("The proof was too old.");

        provider.Person = provider.Person with { SignedInAt = app.Clock.GetUtcNow() };
        HtmlAssert.Redirects(await TestProvider.Visit(client, StepUp), "/account/confirmed");
        HtmlAssert.Redirects(await client.Submit(page, ("Input.Statement", Words)), $"/assessments/{assessment.Reference}/versions/1");
        var next = await Build.Ready(app);
        page = await client.Get($"/assessments/{next.Reference}/check");
        await Refused("One proof signed twice.");
    }

    [Fact]
    public async Task Link_OfAnAccount_AsksHereAndThereAndIsTakenAwayHere()
    {
        const string At = "/account/providers";
        using var client = await app.SignedIn(TestCity.Officer);
        using var colleague = await app.SignedIn(TestCity.Colleague);
        async Task<string> Proof(PiaClient of) => HtmlAssert.Ok(await of.Submit(await of.Get(At), "#link-provider", null, ("Provider", "city"), ("Signature.Password", TestCity.Password))).One("main a[href*='proof=']").GetAttribute("href")!;
        HtmlAssert.Redirects(await client.Get("/account/sign-on/city?purpose=link"), At + "?linked=false");
        HtmlAssert.Redirects(await client.Get("/account/sign-on/city?purpose=link&proof=x"), At + "?linked=false");
        HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Submit(await client.Get(At), "#link-provider", null, ("Provider", "city"), ("Signature.Password", "guess")));
        HtmlAssert.Status(HttpStatusCode.NotFound, await client.SendWithToken(At, ("Provider", "other"), ("Signature.Password", TestCity.Password)));

        var link = await Proof(client);
        HtmlAssert.Redirects(await colleague.Get(link), At + "?linked=false");
        HtmlAssert.Redirects(await TestProvider.Visit(client, link), At + "?linked=true");
        HtmlAssert.Redirects(await client.Get(link), At + "?linked=false");
        HtmlAssert.Says(HtmlAssert.Ok(await client.Get(At)), "linked");
        using var there = await Come(Paula);
        HtmlAssert.Says(await there.Get("/account"), TestCity.Officer.Email);
        // Who it is there belongs to one account.
        HtmlAssert.Redirects(await TestProvider.Visit(colleague, await Proof(colleague)), At + "?linked=false");
        var late = await Proof(colleague);
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        HtmlAssert.Redirects(await colleague.Get(late), At + "?linked=false");

        // Whoever came by it has no other way in; whoever is in by a password has.
        HtmlAssert.Status(HttpStatusCode.Forbidden, await there.SendWithToken(At, ("Provider", "city")));
        HtmlAssert.Redirects(await client.Submit(await client.Get(At), "#link-provider", null, ("Provider", "city"), ("Signature.Password", TestCity.Password)), At);
        Assert.False(await app.Db(db => db.UserLogins.AnyAsync(l => l.UserId == TestCity.Officer.Id)));
        Assert.Equal(["Linked", "Unlinked"], await app.Db(db => db.AuditEvents.Where(e => e.SubjectId == TestCity.Officer.Id && (e.Verb == "Linked" || e.Verb == "Unlinked")).OrderBy(e => e.Verb).Select(e => e.Verb).ToListAsync()));
        Assert.Equal(2, await app.Db(db => db.Notices.CountAsync(n => n.PersonId == TestCity.Officer.Id && n.Kind == SmartCityPia.Domain.Notices.NoticeKind.SignInLinked)));
    }

    [Fact]
    public async Task Only_TheBreakGlassAdministratorSignsInHere()
    {
        await using var own = new WebApp();
        provider.Introduce(own);
        (own.Settings["SignOn:Only"], own.Settings["SignOn:BreakGlass"]) = ("true", TestCity.Administrator.Email);
        await own.InitializeAsync();
        using var client = own.Anonymous();

        HtmlAssert.Says(HtmlAssert.Ok(await client.Get("/account/sign-in")), "Emergency access");
        HtmlAssert.ErrorAt(await client.Post("/account/sign-in", ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password)), "Input.Email");
        HtmlAssert.Redirects(await client.Post("/account/sign-in", ("Input.Email", TestCity.Administrator.Email), ("Input.Password", TestCity.Password)), "/");
        using var other = own.Anonymous();
        HtmlAssert.Redirects(await TestProvider.Visit(other), "/");
    }

    private async Task<PiaClient> Come(ProviderPerson person)
    {
        provider.Person = person;
        var client = app.Anonymous();
        HtmlAssert.Redirects(await TestProvider.Visit(client), "/");
        return client;
    }

    private async Task<HttpStatusCode> Send(string token)
    {
        using var client = app.Anonymous();
        return (await client.Send(BackChannel, [new("logout_token", token)])).Status;
    }

    private JsonObject Logout(Action<JsonObject> change)
    {
        var token = new JsonObject
        {
            ["iss"] = provider.Address.ToString(),
            ["aud"] = TestProvider.ClientId,
            ["iat"] = app.Clock.GetUtcNow().ToUnixTimeSeconds(),
            ["exp"] = app.Clock.GetUtcNow().AddMinutes(2).ToUnixTimeSeconds(),
            ["jti"] = Guid.CreateVersion7().ToString(),
            ["events"] = new JsonObject { [LogoutEvent] = new JsonObject() },
        };
        change(token);
        return token;
    }

    private static JsonObject Payload(string token) => JsonNode.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(token.Split('.')[1]))!.AsObject();

    private Task<Guid> IdOf(ProviderPerson person) => app.Db(db => db.Users.Where(u => u.Email == person.Email).Select(u => u.Id).SingleAsync());

    private Task<List<string>> Events(Guid id) => app.Db(db => db.AuditEvents.Where(e => e.SubjectId == id).OrderBy(e => e.At).Select(e => e.Verb).ToListAsync());
}
