using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Infrastructure.Faults;
using Xunit;

namespace SmartCityPia.WebTests.Infrastructure.Faults;

public sealed class RedactTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("/assessments?q=Anna+Nov%C3%A1kov%C3%A1", "/assessments?q=***")]
    [InlineData("/assessments?q=anna&status=Draft&p=2", "/assessments?q=***&status=Draft&p=2")]
    [InlineData("/assessments?agency=0000000b-0000-7000-8000-000000000000", "/assessments?agency=***")]
    [InlineData("/assessments?status=anna", "/assessments?status=***")]
    [InlineData("/assessments?anna@example.org=1", "/assessments?***=***")]
    [InlineData("/account/sign-in?returnUrl=%2Fassessments%3Fq%3Danna", "/account/sign-in?returnUrl=***")]
    [InlineData("/account/set-password?account=0000000b-0000-7000-8000-000000000000&code=abc", "/account/set-password?account=***&code=***")]
    [InlineData("/assessments/PIA-2026-001/purposes/0000000b-0000-7000-8000-000000000000?handler=Remove", "/assessments/PIA-2026-001/purposes/0000000b-0000-7000-8000-000000000000?handler=Remove")]
    [InlineData("/assessments/Anna/service", "/assessments/***/service")]
    [InlineData("/citizens/anna.novakova@example.org", "/***/***")]
    [InlineData("/anna", "/***")]
    [InlineData("/css/site.css", "/css/site.css")]
    [InlineData("/", "/")]
    public void Redact_Address_ShowsOurWordsAndIdsAlone(string address, string expected)
    {
        var uri = new Uri("http://localhost" + address);
        var http = new DefaultHttpContext();
        (http.Request.Path, http.Request.QueryString) = (uri.AbsolutePath, new(uri.Query));

        Assert.Equal(expected, RequestLog.Redact(http.Request, RequestLog.OurWords(app.Services.GetServices<Microsoft.AspNetCore.Routing.EndpointDataSource>())));
    }
}

public sealed class RequestLogTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Everything_TypedSearchedOrAskedFor_StaysOutOfTheLog()
    {
        const string secret = "Zwiebelkuchen";
        var assessment = await Build.Assessment(app, "About " + secret);
        using var officer = await app.SignedIn(TestCity.Officer);
        using var nobody = app.Anonymous();

        await officer.Get($"/assessments?q={secret}&status={secret}&agency={secret}&{secret}=1");
        await officer.Get($"/{secret}/{secret}");
        await officer.Get($"/{secret}");
        await officer.Get($"/assessments/{secret}");
        await officer.Get($"/assessments/{secret}/service");
        await officer.Get($"/assessments/{assessment.Reference}/{secret}");
        await officer.Post($"/assessments/{assessment.Reference}/service", ("Input.Summary", secret), ("Input.PeopleCount", secret));
        await officer.Post($"/assessments/{assessment.Reference}/service", ("Input.Summary", secret));
        await officer.Send($"/assessments/{assessment.Reference}/service", [new("Input.Summary", secret)]);
        await officer.Send($"/assessments/{assessment.Reference}/service?handler={secret}", [new(secret, secret)]);
        await nobody.Get($"/assessments/{assessment.Reference}?q={secret}");
        await nobody.Send($"/assessments/{assessment.Reference}/service", [new("Input.Summary", secret)]);
        await nobody.Post($"/account/sign-in?returnUrl=/{secret}", ("Input.Email", secret + "@example.org"), ("Input.Password", secret));
        await nobody.Get($"/account/set-password?account={TestCity.Officer.Id}&code={secret}");

        Assert.True(app.Log.All.Count(l => l.Contains("answered", StringComparison.Ordinal)) >= 14, "The log has no lines, so it proves nothing.");
        Assert.All(app.Log.All, line => Assert.DoesNotContain(secret, line, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Fault_OfOurs_IsLoggedWithoutContent()
    {
        const string secret = "Apfelstrudel";
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = await officer.Get($"/assessments/{assessment.Reference}/service");
        await app.AsOwner(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$; CREATE TRIGGER refuse BEFORE UPDATE ON service_descriptions FOR EACH ROW EXECUTE FUNCTION refuse()");

        var page = HtmlAssert.Status(System.Net.HttpStatusCode.InternalServerError, await officer.Submit(form, ("Input.Summary", secret)));

        HtmlAssert.Says(page, "What you typed is kept in this page");
        Assert.Contains(app.Log.All, l => l.Contains("\"@x\"", StringComparison.Ordinal));
        Assert.All(app.Log.All, line => Assert.DoesNotContain(secret, line, StringComparison.OrdinalIgnoreCase));
    }
}
