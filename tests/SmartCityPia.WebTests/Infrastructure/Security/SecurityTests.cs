using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Infrastructure.Security;

public sealed class SecurityTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public void Endpoints_All_NameAPolicyOrAreOpenOnPurpose()
    {
        var endpoints = app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).ToList();

        Assert.True(endpoints.Count > 20);
        var silent = endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null
            && !e.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => !string.IsNullOrEmpty(a.Policy)));
        Assert.Empty(silent.Select(e => e.DisplayName));
    }

    [Fact]
    public void Endpoints_OpenToEveryone_AreTheseAlone()
    {
        var open = app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null && e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Select(e => e.RoutePattern.RawText!.TrimStart('/'))
            .Distinct().Order(StringComparer.Ordinal);

        Assert.Equal([".well-known/security.txt", "about", "about/third-party", "account/confirm-address", "account/forgotten-password", "account/set-password", "account/sign-in", "account/sign-on/{provider}", "account/sign-on/{provider}/back-channel-sign-out", "account/sign-on/{provider}/front-channel-sign-out", "account/sign-on/{provider}/sign-out", "city-logo/{sha256}", "city.css", "fault/401", "fault/{status:int?}", "health/live", "health/ready", "register", "register/sitemap.xml", "register/{language}", "register/{language}/about", "register/{language}/catalogue.jsonld", "register/{language}/feed.atom", "register/{language}/question", "register/{language}/{slug}/answers", "register/{language}/{slug}/ask", "register/{language}/{slug}/sign.pdf", "register/{language}/{slug}/sign.svg", "register/{language}/{slug}/{number:int?}", "register/{language}/{slug}/{number:int}/entry.json", "robots.txt", "verify"], open);
    }

    [Fact]
    public async Task Pages_All_HaveTheHeadersAndNothingInline()
    {
        var assessment = await Build.Full(app);
        var pages = await SamplePages.All(app, assessment);
        Assert.True(pages.Count > 8);

        foreach (var sample in pages)
        {
            using var client = sample.Who is null ? app.Anonymous() : await app.SignedIn(sample.Who);
            var page = await client.Get(sample.Address);
            AssertHeaders(page);
            // Files, redirects and refusals too.
            if (sample.Who is not null)
            {
                foreach (var answer in new[] { page, await client.Get(sample.Address.TrimEnd('/') + "/nowhere"), await client.Get(sample.Address + (sample.Address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "handler=Csv"), await client.Send(sample.Address, []) })
                    Assert.True(answer.Headers.CacheControl?.NoStore, $"{sample.Address} may be kept by a browser or proxy ({answer.Status}).");
            }
            if (page.Status == HttpStatusCode.Redirect)
                continue;
            HtmlAssert.Status(sample.Expected, page);
            if (page.ContentHeaders.ContentType?.MediaType != "text/html")
                continue;
            AssertNothingInline(page);
            // The register is the same for everybody, but for what somebody asks.
            var asks = sample.Address.EndsWith("/ask", StringComparison.Ordinal) || sample.Address.Contains("/question?", StringComparison.Ordinal);
            Assert.True(sample.Address.StartsWith("/register/", StringComparison.Ordinal) && !asks ? page.Headers.CacheControl?.Public : page.Headers.CacheControl?.NoStore, sample.Address + " may be kept by a browser or proxy.");
        }
    }

    [Theory]
    [InlineData("/css/site.css")]
    [InlineData("/js/site.js")]
    [InlineData("/icon.svg")]
    [InlineData("/lib/bootstrap/bootstrap-reboot.min.css")]
    [InlineData("/health/live")]
    public async Task Files_All_HaveTheHeaders(string address)
    {
        using var client = app.Anonymous();

        var file = await client.Get(address);

        Assert.Equal(HttpStatusCode.OK, file.Status);
        AssertHeaders(file);
    }

    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/assessments/PIA-1900-001", HttpStatusCode.NotFound)]
    [InlineData("/assessments?q=%00", HttpStatusCode.OK)]
    [InlineData("/account/sign-in?returnUrl=%00", HttpStatusCode.OK)]
    [InlineData("/css/../appsettings.json", HttpStatusCode.NotFound)]
    [InlineData("/SmartCityPia.Web.dll", HttpStatusCode.NotFound)]
    public async Task Get_StrangeAddress_AnswersWithAPage(string address, HttpStatusCode status)
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Status(status, await officer.Get(address));

        AssertHeaders(page);
        AssertNothingInline(page);
        Assert.NotNull(page.Find("main h1"));
    }

    [Fact]
    public async Task Cookies_OverHttps_AreSecureHttpOnlyAndSameSite()
    {
        using var client = app.Anonymous(https: true);
        var form = await client.Get("/account/sign-in");
        var signedIn = await client.Submit(form, ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password));

        var set = new[] { form, signedIn }.SelectMany(p => p.Headers.TryGetValues("Set-Cookie", out var values) ? values : []).ToList();
        Assert.Contains(set, c => c.StartsWith("pia=", StringComparison.Ordinal));
        Assert.Contains(set, c => c.StartsWith("pia-form=", StringComparison.Ordinal));
        Assert.All(set, cookie =>
        {
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("; samesite=(lax|strict)", cookie.ToLowerInvariant());
            // That the device is known outlasts the session; it opens nothing. What is deleted has a day long past.
            Assert.True(!cookie.Contains("; expires", StringComparison.OrdinalIgnoreCase) || cookie.StartsWith("pia-device=", StringComparison.Ordinal) || cookie.Contains("=; expires=Thu, 01 Jan 1970", StringComparison.Ordinal), cookie);
        });
    }

    [Fact]
    public async Task Cookies_SavedMessage_IsHttpOnlyToo()
    {
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);

        var saved = await officer.Post($"/assessments/{assessment.Reference}/service", ("Input.Area", "Centre"));

        Assert.All(saved.Headers.GetValues("Set-Cookie"), cookie =>
        {
            // The one cookie that the script reads says which form was taken, and nothing else.
            if (cookie.StartsWith("pia-taken=", StringComparison.Ordinal))
                Assert.StartsWith($"pia-taken={Uri.EscapeDataString($"/assessments/{assessment.Reference}/service")};", cookie, StringComparison.Ordinal);
            else
                Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("; samesite=(lax|strict)", cookie.ToLowerInvariant());
        });
    }

    [Fact]
    public async Task Post_EveryPageWithoutToken_IsRefused()
    {
        var assessment = await Build.Full(app);
        foreach (var sample in (await SamplePages.All(app, assessment)).Where(s => !s.Address.StartsWith("/fault", StringComparison.Ordinal)))
        {
            using var client = sample.Who is null ? app.Anonymous() : await app.SignedIn(sample.Who);
            var answer = await client.Send(sample.Address, [new("Input.Name", "forged")]);
            Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{sample.Address} answered {answer.Status} to a post without a token.");
        }
    }

    [Fact]
    public async Task City_AtAnHttpsAddress_HasHostCookiesHstsAndAContact()
    {
        await using var city = new PiaApp();
        (city.Settings["City:Address"], city.Settings["Security:Contact"]) = ("https://localhost", "mailto:security@city.example");
        await city.StartAsync();
        using var client = city.Anonymous(https: true);
        var form = await client.Get("/account/sign-in");
        var signedIn = await client.Submit(form, ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password));
        var signedOut = await client.Submit(await client.Get("/"), "form[action='/account/sign-out']", null);

        var set = new[] { form, signedIn }.SelectMany(p => p.Headers.TryGetValues("Set-Cookie", out var values) ? values : []).ToList();
        Assert.Contains(set, c => c.StartsWith("__Host-pia=", StringComparison.Ordinal));
        Assert.Contains(set, c => c.StartsWith("__Host-pia-form=", StringComparison.Ordinal));
        Assert.Contains(set, c => c.StartsWith("__Host-pia-device=", StringComparison.Ordinal));
        Assert.All(set.Where(c => c.StartsWith("__Host-", StringComparison.Ordinal)), c => Assert.Matches("(?i)^(?=.*; path=/(;|$))(?=.*; secure)(?!.*; domain)", c));
        Assert.Contains("\"storage\"", Assert.Single(signedOut.Headers.GetValues("Clear-Site-Data")), StringComparison.Ordinal);
        var contact = HtmlAssert.Ok(await client.Get("/.well-known/security.txt"));
        Assert.Contains("Contact: mailto:security@city.example\nExpires: 2026-", contact.Source.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        using var without = app.Anonymous();
        HtmlAssert.Status(HttpStatusCode.NotFound, await without.Get("/.well-known/security.txt"));
    }

    private static void AssertHeaders(HtmlPage page)
    {
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("require-trusted-types-for 'script'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(page.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("same-origin", Assert.Single(page.Headers.GetValues("Referrer-Policy")));
        Assert.False(page.Headers.Contains("Server"));
        Assert.False(page.Headers.Contains("X-Powered-By"));
    }

    private static void AssertNothingInline(HtmlPage page)
    {
        string At(IElement e) => $"{page.Address.PathAndQuery}: {e.OuterHtml[..Math.Min(120, e.OuterHtml.Length)]}";
        Assert.Empty(page.Document.QuerySelectorAll("style, [style]").Select(At));
        Assert.Empty(page.Document.QuerySelectorAll("script").Where(s => !s.HasAttribute("src") || s.TextContent.Length > 0).Select(At));
        Assert.Empty(page.Document.All.Where(e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal))).Select(At));
        Assert.Empty(page.Document.QuerySelectorAll("[href^='javascript:'], base, iframe, object, embed").Select(At));
        // Nothing is fetched from elsewhere; links may lead elsewhere.
        Assert.Empty(page.Document.QuerySelectorAll("script[src], link[href], img[src], use[href], image[href]")
            .Where(e => (e.GetAttribute("src") ?? e.GetAttribute("href"))!.Contains("//", StringComparison.Ordinal)).Select(At));
    }
}
