using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Trail;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Trail;
using Xunit;

namespace SmartCityPia.WebTests.Features.Trail;

/// <summary>Where the trail names an address, it says in words what was asked for.</summary>
public sealed class SubjectWordsTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public void Endpoints_All_HaveASentence()
    {
        var texts = new Texts(app.Services.GetRequiredService<IStringLocalizerFactory>(), "Trail");
        var addresses = app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null).Select(e => ViewLogFilter.AddressOf(e.RoutePattern)).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(addresses.Count > 150);
        Assert.Empty(addresses.Where(a => texts.SubjectOf(a) == a).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Refusal_IsSaidInWords()
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        HtmlAssert.Status(System.Net.HttpStatusCode.Forbidden, await officer.Get("/accounts/access-review"));
        using var administrator = await app.SignedIn(TestCity.Administrator);

        HtmlAssert.Says(HtmlAssert.Ok(await administrator.Get("/history?verb=Refused")), "was refused the review of access");
    }
}
