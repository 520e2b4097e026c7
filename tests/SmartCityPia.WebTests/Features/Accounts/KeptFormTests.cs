using System.Net;
using AngleSharp.Html.Dom;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Accounts;

/// <summary>A sign-in that runs out in the middle of a form loses nothing of what was typed.</summary>
public sealed class KeptFormTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Typed = "Three hours of work.\r\n<b>With</b> a second line & \"quotes\".";

    [Fact]
    public async Task Post_SessionGone_SignInThenOneButtonSavesWhatWasTyped()
    {
        var (id, officer, refused) = await TypeWithoutASession();

        HtmlAssert.Status(HttpStatusCode.Unauthorized, refused);
        HtmlAssert.Says(refused, "What you typed is kept");
        Assert.Null((await Build.Stored<Purpose>(app, id))!.Description);

        var back = HtmlAssert.Ok(await officer.Submit(refused, ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password)));
        HtmlAssert.Says(back, "You are signed in again");

        var saved = HtmlAssert.Redirects(await officer.Press(back, back.Button("Save what I typed")));
        Assert.Equal(Typed, (await Build.Stored<Purpose>(app, id))!.Description);
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Follow(saved)), "Saved at");
    }

    [Fact]
    public async Task Post_SessionRanOutByTime_SameWay()
    {
        // A clock of its own: nine hours later nobody's cookie is good any more.
        await using var later = new WebApp();
        await later.InitializeAsync();
        var assessment = await Build.Assessment(later);
        using var officer = await later.SignedIn(TestCity.Officer);
        var form = await officer.Get($"/assessments/{assessment.Reference}/service");
        later.Clock.Advance(TimeSpan.FromHours(9));

        var refused = HtmlAssert.Status(HttpStatusCode.Unauthorized, await officer.Submit(form, ("Input.Summary", Typed)));
        var back = HtmlAssert.Ok(await officer.Submit(refused, ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password)));
        HtmlAssert.Redirects(await officer.Press(back, back.Button("Save what I typed")));

        Assert.Equal(Typed, (await Build.Stored<ServiceDescription>(later, assessment.DescriptionId))!.Summary);
    }

    [Fact]
    public async Task Post_NewRowAfterTheSessionIsGone_AddsOneRow()
    {
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = await officer.Get($"/assessments/{assessment.Reference}/purposes");
        Forget(officer);

        var refused = await officer.Submit(form, ("Input.Name", "Plan"), ("Input.Description", Typed));
        var back = await officer.Submit(refused, ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password));
        HtmlAssert.Redirects(await officer.Press(back, back.Button("Save what I typed")));
        HtmlAssert.Redirects(await officer.Press(back, back.Button("Save what I typed")));

        var page = await officer.Get($"/assessments/{assessment.Reference}/service");
        Assert.Single(page.Texts("tbody th"), "Plan");
    }

    [Fact]
    public async Task SignIn_WrongPassword_KeepsWhatWasTyped()
    {
        var (id, officer, refused) = await TypeWithoutASession();

        var wrong = HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.Submit(refused, ("Input.Email", TestCity.Officer.Email), ("Input.Password", "not the password")));
        HtmlAssert.Says(wrong, "What you typed is kept");
        var back = HtmlAssert.Ok(await officer.Submit(wrong, ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password)));
        HtmlAssert.Redirects(await officer.Press(back, back.Button("Save what I typed")));

        Assert.Equal(Typed, (await Build.Stored<Purpose>(app, id))!.Description);
    }

    [Fact]
    public async Task SignIn_AsSomebodyWhoMayNot_IsRefusedAndNothingIsSaved()
    {
        var (id, client, refused) = await TypeWithoutASession();

        var back = HtmlAssert.Ok(await client.Submit(refused, ("Input.Email", TestCity.Reviewer.Email), ("Input.Password", TestCity.Password)));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await client.Press(back, back.Button("Save what I typed")));

        Assert.Null((await Build.Stored<Purpose>(app, id))!.Description);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("{\"Path\":\"/assessments\",\"Fields\":[]}")]
    public async Task SignIn_KeptFormNotOurs_IsIgnored(string kept)
    {
        using var client = app.Anonymous();

        var page = await client.Post("/account/sign-in", ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password), ("Kept", kept));

        HtmlAssert.Redirects(page, "/");
    }

    [Fact]
    public async Task SignIn_KeptFormTamperedWith_IsIgnored()
    {
        var (_, client, refused) = await TypeWithoutASession();
        var kept = ((IHtmlInputElement)refused.One("input[name=Kept]")).Value;
        var tampered = kept[..^8] + (kept[^8] == 'A' ? 'B' : 'A') + kept[^7..];

        var page = await client.Submit(refused, ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password), ("Kept", tampered));

        HtmlAssert.Redirects(page, "/");
    }

    [Fact]
    public async Task Get_SessionGone_LeadsToSignInAndBack()
    {
        var assessment = await Build.Assessment(app);
        using var client = app.Anonymous();
        var address = $"/assessments/{assessment.Reference}/service";

        var refused = HtmlAssert.Redirects(await client.Get(address));
        Assert.Contains("/account/sign-in?returnUrl=", refused.Location, StringComparison.Ordinal);
        var form = await client.Follow(refused);
        var back = await client.Submit(form, ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password));

        HtmlAssert.Redirects(back, address);
    }

    private async Task<(Guid Id, PiaClient Officer, HtmlPage Refused)> TypeWithoutASession()
    {
        var assessment = await Build.Assessment(app);
        var purpose = await Build.Add(app, new Purpose { Id = Build.Ids(app)(), OwnerId = assessment.DescriptionId, Name = "Count" });
        var officer = await app.SignedIn(TestCity.Officer);
        var form = await officer.Get($"/assessments/{assessment.Reference}/purposes/{purpose.Id}");
        Forget(officer);
        return (purpose.Id, officer, await officer.Submit(form, ("Input.Description", Typed)));
    }

    private static void Forget(PiaClient client) => client.Cookies.GetAllCookies()["pia"]!.Expired = true;
}
