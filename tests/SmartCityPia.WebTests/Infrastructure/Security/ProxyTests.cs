using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Security;
using Xunit;

namespace SmartCityPia.WebTests.Infrastructure.Security;

/// <summary>Behind a proxy in another container: what it says is believed where its network is configured, and nowhere else.</summary>
public sealed class ProxyTests
{
    private const string Gateway = "172.18.0.1";

    [Theory]
    [InlineData("172.16.0.0/12", Gateway, true)]
    [InlineData("10.0.0.0/8, 172.18.0.1", Gateway, true)]
    [InlineData("10.0.0.0/8", Gateway, false)]
    [InlineData("", Gateway, false)]
    [InlineData("", "127.0.0.1", true)]
    [InlineData("fc00::/7", "fd00::1", true)]
    public async Task Forwarded_FromAProxy_IsBelievedByItsNetwork(string networks, string from, bool believed)
    {
        await using var app = await Start(networks, "http://pia.city.example/");

        var answer = await Ask(app, from, "/account/sign-in", ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "pia.city.example"), ("X-Forwarded-For", "203.0.113.7"));

        Assert.Equal(believed, answer.Response.Headers.SetCookie.ToString().Contains("secure", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(believed ? "203.0.113.7" : from, answer.Connection.RemoteIpAddress!.ToString());
        Assert.Equal(believed ? "pia.city.example" : "localhost", answer.Request.Host.Value);
    }

    /// <summary>The first entries are the client's own words; only what known proxies added counts.</summary>
    [Fact]
    public async Task Forwarded_MadeUpByTheClient_DoesNotCount()
    {
        await using var app = await Start("172.16.0.0/12", "http://localhost");

        var answer = await Ask(app, Gateway, "/account/sign-in", ("X-Forwarded-For", "10.9.9.9, 203.0.113.7, 172.20.0.5"));

        Assert.Equal("203.0.113.7", answer.Connection.RemoteIpAddress!.ToString());
    }

    [Fact]
    public async Task Host_ThatIsNotTheCitys_IsRefused()
    {
        await using var app = await Start("", "https://pia.city.example");

        Assert.Equal(400, (await Ask(app, "127.0.0.1", "/account/sign-in", ("Host", "evil.example"))).Response.StatusCode);
        Assert.Equal(400, (await Ask(app, "127.0.0.1", "/account/sign-in", ("X-Forwarded-Host", "evil.example"))).Response.StatusCode);
        Assert.Equal(200, (await Ask(app, "127.0.0.1", "/account/sign-in", ("Host", "PIA.city.example"))).Response.StatusCode);
        Assert.Equal(200, (await Ask(app, "127.0.0.1", "/health/live", ("Host", "localhost:8080"))).Response.StatusCode);
    }

    [Fact]
    public async Task Cookies_WhereTheCitysAddressIsHttps_AreAlwaysSecure()
    {
        await using var app = await Start("", "https://pia.city.example");

        var answer = await Ask(app, "192.0.2.1", "/account/sign-in", ("Host", "pia.city.example"));

        Assert.All(answer.Response.Headers.SetCookie, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.NotEqual(0, answer.Response.Headers.SetCookie.Count);
    }

    /// <summary>One person with a script does not lock out the others, neither of another address nor of another account.</summary>
    [Fact]
    public async Task SignIn_FloodFromOneAddress_LeavesTheOthersAlone()
    {
        await using var app = new WebApp();
        app.Settings["Proxy:Networks"] = "172.16.0.0/12";
        app.Settings.Remove("SignIn:PerMinute");
        await app.InitializeAsync();
        for (var i = 0; i < 40; i++)
            await Ask(app, Gateway, "/account/sign-in", HttpMethods.Post, ("X-Forwarded-For", "203.0.113.66"));

        Assert.Equal(429, (await Ask(app, Gateway, "/account/sign-in", HttpMethods.Post, ("X-Forwarded-For", "203.0.113.66"))).Response.StatusCode);
        Assert.Equal(400, (await Ask(app, Gateway, "/account/sign-in", HttpMethods.Post, ("X-Forwarded-For", "198.51.100.20"))).Response.StatusCode);
    }

    [Theory]
    [InlineData("/pia/account/sign-in", null)]
    [InlineData("/account/sign-in", "/pia")]
    [InlineData("/account/sign-in", null)]
    public async Task SubPath_KeptTakenAwayOrSaid_AllAddressesBeginWithIt(string path, string? prefix)
    {
        await using var app = await Start("172.16.0.0/12", "http://city.example/pia");

        var answer = prefix is null ? await Ask(app, Gateway, path, ("Host", "city.example")) : await Ask(app, Gateway, path, ("Host", "city.example"), ("X-Forwarded-Prefix", prefix));

        Assert.Equal(200, answer.Response.StatusCode);
        using var reader = new StreamReader(answer.Response.Body);
        var html = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("action=\"/pia/account/sign-in\"", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("(href|src|action)=\"/(?!pia/)", html);
        Assert.DoesNotContain("/pia/pia/", html, StringComparison.Ordinal);
        Assert.Contains("path=/pia", answer.Response.Headers.SetCookie.ToString(), StringComparison.Ordinal);
        var redirect = await Ask(app, Gateway, "/pia/assessments", ("Host", "city.example"));
        Assert.Contains("/pia/account/sign-in", redirect.Response.Headers.Location.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a href=\"/x?y=/z\">", "<a href=\"/pia/x?y=/z\">")]
    [InlineData("<a href=\"/\">", "<a href=\"/pia/\">")]
    [InlineData("<a href=\"/pia/x\">", "<a href=\"/pia/x\">")]
    [InlineData("<a href=\"/piano\">", "<a href=\"/pia/piano\">")]
    [InlineData("<a href=\"//elsewhere.example\">", "<a href=\"//elsewhere.example\">")]
    [InlineData("<a href=\"#main\">", "<a href=\"#main\">")]
    [InlineData("<p>href=&quot;/x&quot;</p>", "<p>href=&quot;/x&quot;</p>")]
    public void Complete_OneAddress(string html, string expected) => Assert.Equal(expected, BelowAPath.Complete(html, "/pia"));

    [Theory]
    [InlineData("https://pia.example", "http://0.0.0.0:8080", "", false)]
    [InlineData("https://pia.example", "http://*:8080", "", false)]
    [InlineData("https://pia.example", "http://127.0.0.1:8080", "", true)]
    [InlineData("https://pia.example", "http://0.0.0.0:8080", "172.16.0.0/12", true)]
    [InlineData("https://pia.example", "https://0.0.0.0:8443", "", true)]
    [InlineData("http://pia.example", "http://0.0.0.0:8080", "", true)]
    [InlineData(null, "http://0.0.0.0:8080", "", true)]
    public void Start_HttpsCityListeningBeyondThisMachine_NeedsAProxy(string? address, string urls, string networks, bool starts)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("City:Address", address), new("urls", urls), new("Proxy:Networks", networks)]).Build();

        Assert.Equal(starts, BehindProxy.Fault(configuration) is null);
    }

    private static async Task<WebApp> Start(string networks, string address)
    {
        var app = new WebApp();
        (app.Settings["Proxy:Networks"], app.Settings["City:Address"]) = (networks, address);
        await app.InitializeAsync();
        return app;
    }

    private static Task<HttpContext> Ask(WebApp app, string from, string path, params (string Name, string Value)[] headers) => Ask(app, from, path, HttpMethods.Get, headers);

    private static Task<HttpContext> Ask(WebApp app, string from, string path, string method, params (string Name, string Value)[] headers) => app.Server.SendAsync(http =>
    {
        http.Connection.RemoteIpAddress = IPAddress.Parse(from);
        (http.Request.Method, http.Request.Path, http.Request.Host, http.Request.Scheme) = (method, path, new("localhost"), "http");
        foreach (var (name, value) in headers)
            http.Request.Headers[name] = value;
    }, TestContext.Current.CancellationToken);
}
