using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests;

/// <summary>Requests no form of ours would send: each gets a readable answer, and none a fault.</summary>
public sealed class HostileRequestTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("\uFFFE"), InlineData("\uFDD0"), InlineData("\u0001")]
    public async Task Post_TextThatCanNeverBePrinted_IsRefusedAtItsField(string bad)
    {
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = await officer.Post($"/assessments/{assessment.Reference}/purposes", ("Input.Name", "Plan"), ("Input.Description", "kept " + bad));

        HtmlAssert.Status(HttpStatusCode.BadRequest, page);
        HtmlAssert.ErrorAt(page, "Input.Description");
    }

    [Theory]
    [InlineData("/catalogue?q=%EF%BF%BE"), InlineData("/assessments?q=%EF%BF%BE"), InlineData("/catalogue?q=%ED%A0%80")]
    public async Task Get_SearchForNoCharacter_IsAnswered(string url)
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        HtmlAssert.Ok(await officer.Get(url));
    }

    [Theory]
    [InlineData("/assessments"), InlineData("/catalogue"), InlineData("/organisations"), InlineData("/")]
    public async Task Post_ToAPageThatOnlyReads_IsNotAllowed(string url)
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        HtmlAssert.Status(HttpStatusCode.MethodNotAllowed, await officer.SendWithToken(url));
    }

    [Fact]
    public async Task Post_HandlerOfNoName_SavesNothing()
    {
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = await officer.Get($"/assessments/{assessment.Reference}/purposes");

        var page = await officer.SendWithToken($"/assessments/{assessment.Reference}/purposes?handler=Nope", ("Input.Name", "Sneaked in"), ("NewId", form.One("input[name=NewId]").GetAttribute("value")!));

        HtmlAssert.Status(HttpStatusCode.NotFound, page);
        Assert.False(await app.Db(db => db.Purposes.AnyAsync(p => p.OwnerId == assessment.DescriptionId)));
    }

    [Theory]
    [InlineData("/fault/500"), InlineData("/fault/99999999"), InlineData("/fault/204")]
    public async Task Get_FaultPageItself_IsNotThere(string url)
    {
        using var client = app.Anonymous();
        HtmlAssert.Status(HttpStatusCode.NotFound, await client.Get(url));
    }

    [Fact]
    public async Task Post_CharsetNobodyReads_IsABadRequest()
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        using var content = new ByteArrayContent("Input.Name=x"u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded; charset=utf-7");

        using var answer = await officer.Http.PostAsync(new Uri("/assessments/new", UriKind.Relative), content);

        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.NotEmpty(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Post_RemoveOfWhatSomebodyElseChanged_AsksFirst()
    {
        var assessment = await Build.Assessment(app);
        var purpose = await Build.Add(app, new Purpose { Id = Build.Ids(app)(), OwnerId = assessment.DescriptionId, Name = "Plan" });
        using var officer = await app.SignedIn(TestCity.Officer);
        var seen = await officer.Get($"/assessments/{assessment.Reference}/purposes/{purpose.Id}");
        await Build.Change<Purpose>(app, purpose.Id, p => p.Name = "Plan, by a colleague");

        var page = await officer.Submit(seen, ".remove form", null);

        HtmlAssert.Status(HttpStatusCode.Conflict, page);
        HtmlAssert.Says(page, "Somebody else changed this");
        Assert.NotNull(await Build.Stored<Purpose>(app, purpose.Id));
    }

    [Fact]
    public async Task Post_RemoveOfAPurposeAFlowNames_IsRefused()
    {
        var assessment = await Build.Prefilled(app);
        var used = await app.Db(db => db.DataFlows.Where(f => f.OwnerId == assessment.DescriptionId && f.PurposeId != null).Select(f => f.PurposeId!.Value).FirstAsync());
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = await officer.Submit(await officer.Get($"/assessments/{assessment.Reference}/purposes/{used}"), ".remove form", null);

        HtmlAssert.Status(HttpStatusCode.BadRequest, page);
        HtmlAssert.Says(page, "still rests on this");
        Assert.NotNull(await Build.Stored<Purpose>(app, used));
    }

    [Fact]
    public async Task Post_AssessmentSubmittedMeanwhile_KeepsWhatWasTyped()
    {
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = await officer.Get($"/assessments/{assessment.Reference}/purposes");
        await Build.Submit(app, assessment);

        var page = await officer.Submit(form, "#row-form", null, ("Input.Name", "Half an hour of work"));

        HtmlAssert.Status(HttpStatusCode.Forbidden, page);
        HtmlAssert.Value(page, "Input.Name", "Half an hour of work");
        HtmlAssert.Says(page, "was submitted meanwhile");
    }
}
