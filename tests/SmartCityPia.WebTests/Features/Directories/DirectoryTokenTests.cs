using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Directories;
using Xunit;

namespace SmartCityPia.WebTests.Features.Directories;

/// <summary>What opens SCIM, and to whom.</summary>
public sealed class DirectoryTokenTests(DirectoryCity city) : IClassFixture<DirectoryCity>
{
    [Fact]
    public async Task Token_ThatIsNone_OpensNothing()
    {
        var good = city.Token;
        foreach (var token in new[]
        {
            "", "x", good[..^1], good[..^2], good + "A", good + "=", good[1..], good.ToUpperInvariant(), good.Replace(DirectoryTokens.Prefix, "", StringComparison.Ordinal), DirectoryTokens.Prefix, DirectoryTokens.Prefix + new string('A', 43),
            " " + good + " x", good + ",", "null", "..", good[..20] + (good[20] == 'A' ? 'B' : 'A') + good[21..],
        })
        {
            var answer = await city.Send("GET", "Users", token: token);
            Assert.True(answer.Status == HttpStatusCode.Unauthorized, $"{token}: {answer.Status}");
            DirectoryCity.IsFault(answer);
            Assert.Contains(answer.Headers.WwwAuthenticate, h => h.Scheme == "Bearer");
        }
        // Two headers, another scheme, and a person's session.
        Assert.Equal(HttpStatusCode.Unauthorized, (await city.Send("GET", "Users", token: "", headers: [("Authorization", "Basic " + good)])).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await city.Send("GET", "Users", token: "x", headers: [("Authorization", "Bearer " + good)])).Status);
        using var administrator = await city.App.SignedIn(TestCity.Administrator);
        Assert.Equal(HttpStatusCode.Unauthorized, (await administrator.Get("/scim/v2/Users")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await city.Send("GET", "ServiceProviderConfig", token: "")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await city.Send("GET", "anything/else", token: "")).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.Send("GET", "Users")).Status);
    }

    [Fact]
    public async Task Token_OpensNoPage()
    {
        using var client = city.App.Anonymous();
        client.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + city.Token);
        foreach (var address in new[] { "/", "/accounts", "/assessments", "/history", "/account" })
            Assert.Contains("/account/sign-in?returnUrl=", HtmlAssert.Status(HttpStatusCode.Redirect, await client.Get(address)).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_OfAnotherProvider_SeesNothingOfThis()
    {
        var made = await city.Hire("foreign");
        var group = await city.Ok("POST", "Groups", """{"displayName":"foreign group"}""", HttpStatusCode.Created);
        foreach (var (method, path, body) in new (string, string, string?)[]
        {
            ("GET", "Users/" + made.Id, null), ("PUT", "Users/" + made.Id, """{"userName":"mine"}"""), ("PATCH", "Users/" + made.Id, DirectoryCity.Patch("""{"op":"replace","path":"active","value":false}""")), ("DELETE", "Users/" + made.Id, null),
            ("GET", "Groups/" + group.Id, null), ("PUT", "Groups/" + group.Id, """{"displayName":"mine"}"""), ("PATCH", "Groups/" + group.Id, DirectoryCity.Patch("""{"op":"remove","path":"members"}""")), ("DELETE", "Groups/" + group.Id, null),
            ("GET", "Users/" + TestCity.Administrator.Id, null), ("DELETE", "Users/" + TestCity.Administrator.Id, null),
        })
            await city.Refused(HttpStatusCode.NotFound, null, method, path, body, city.OtherToken);
        Assert.Equal(0, (await city.Send("GET", "Users?filter=userName%20pr", token: city.OtherToken)).Body!["totalResults"]!.GetValue<int>());
        await city.Refused(HttpStatusCode.BadRequest, "invalidValue", "POST", "Groups", $$"""{"displayName":"theirs","members":[{"value":"{{made.Id}}"}]}""", city.OtherToken);
        Assert.Equal(HttpStatusCode.OK, (await city.Send("GET", "Users/" + made.Id)).Status);
    }

    [Fact]
    public async Task Page_MakesShowsOnceRotatesAndRevokes()
    {
        using var administrator = await city.App.SignedIn(TestCity.Administrator);
        const string At = "/accounts/directories";
        var page = HtmlAssert.Ok(await administrator.Get(At));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await administrator.Submit(page, "#make-token", null, ("Provider", "third"), ("Days", "30"), ("Signature.Password", "wrong wrong wrong")));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await administrator.Submit(page, "#make-token", null, ("Provider", "nobody"), ("Days", "30"), ("Signature.Password", TestCity.Password)));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await administrator.Submit(page, "#make-token", null, ("Provider", "third"), ("Days", "36500"), ("Signature.Password", TestCity.Password)));
        var old = await city.MakeToken("third");
        Assert.Equal(HttpStatusCode.OK, (await city.Send("GET", "Users", token: old)).Status);

        var made = await administrator.Follow(HtmlAssert.Redirects(await administrator.Submit(page, "#make-token", null, ("Provider", "third"), ("Days", "30"), ("Signature.Password", TestCity.Password)), At));
        var token = made.One("section.callout code").TextContent;
        Assert.Equal(DirectoryTokens.Prefix.Length + 43, token.Length);
        Assert.Equal(HttpStatusCode.OK, (await city.Send("GET", "Users", token: token)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await city.Send("GET", "Users", token: old)).Status);
        var again = HtmlAssert.Ok(await administrator.Get(At));
        Assert.DoesNotContain(token, again.Source, StringComparison.Ordinal);
        Assert.False(await city.App.Db(db => db.AuditEvents.AnyAsync(e => (e.Reason + e.After).Contains(token))));
        Assert.Equal(32, (await city.App.Db(db => db.DirectoryTokens.Where(t => t.Provider == "third").Select(t => t.Hash).SingleAsync())).Length);

        var until = await city.App.Db(db => db.DirectoryTokens.Where(t => t.Provider == "third").Select(t => t.ExpiresAt).SingleAsync());
        Assert.Equal(30, (until - city.App.Clock.GetUtcNow()).TotalDays, 1);
        await city.App.Db(db => db.DirectoryTokens.Where(t => t.Provider == "third").ExecuteUpdateAsync(t => t.SetProperty(x => x.ExpiresAt, city.App.Clock.GetUtcNow())));
        Assert.Equal(HttpStatusCode.Unauthorized, (await city.Send("GET", "Users", token: token)).Status);
        await city.App.Db(db => db.DirectoryTokens.Where(t => t.Provider == "third").ExecuteUpdateAsync(t => t.SetProperty(x => x.ExpiresAt, until)));
        Assert.Equal(HttpStatusCode.OK, (await city.Send("GET", "Users", token: token)).Status);
        HtmlAssert.Redirects(await administrator.SendWithToken(At + "?handler=Revoke", ("Provider", "third")), At);
        Assert.Equal(HttpStatusCode.Unauthorized, (await city.Send("GET", "Users", token: token)).Status);
        Assert.Equal(["Added", "Added", "Removed"], await city.App.Db(db => db.AuditEvents.Where(e => e.Subject == nameof(DirectoryToken) && e.Reason == "third ID").OrderBy(e => e.Verb).Select(e => e.Verb).ToListAsync()));
        HtmlAssert.Status(HttpStatusCode.NotFound, await administrator.SendWithToken(At + "?handler=Revoke", ("Provider", "nobody")));
    }

    [Fact]
    public async Task Flood_IsLimited_InScimsOwnForm()
    {
        await using var own = new WebApp();
        own.Settings["SignOn:DirectoryPerMinute"] = "3";
        await own.InitializeAsync();
        using var client = own.Anonymous();
        var answers = new List<HtmlPage>();
        for (var i = 0; i < 5; i++)
            answers.Add(await client.Get("/scim/v2/Users"));
        Assert.Equal(3, answers.Count(a => a.Status == HttpStatusCode.Unauthorized));
        Assert.All(answers.Where(a => a.Status == HttpStatusCode.TooManyRequests), a => Assert.Contains("scim:api:messages:2.0:Error", a.Source, StringComparison.Ordinal));
        Assert.Equal(2, answers.Count(a => a.Status == HttpStatusCode.TooManyRequests));
    }
}
