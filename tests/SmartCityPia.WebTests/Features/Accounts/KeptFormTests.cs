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
        Assert.Equal(Typed.ReplaceLineEndings("\n"), (await Build.Stored<Purpose>(app, id))!.Description);
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

        Assert.Equal(Typed.ReplaceLineEndings("\n"), (await Build.Stored<ServiceDescription>(later, assessment.DescriptionId))!.Summary);
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

        Assert.Equal(Typed.ReplaceLineEndings("\n"), (await Build.Stored<Purpose>(app, id))!.Description);
    }

    [Fact]
    public async Task SignIn_AsAnotherPerson_IsNotOfferedWhatTheFirstTyped()
    {
        foreach (var other in new[] { TestCity.Reviewer, TestCity.Colleague })
        {
            var (id, client, refused) = await TypeWithoutASession();

            var page = await client.Submit(refused, ("Input.Email", other.Email), ("Input.Password", TestCity.Password));

            HtmlAssert.Redirects(page, "/");
            Assert.Null((await Build.Stored<Purpose>(app, id))!.Description);
        }
    }

    [Fact]
    public async Task SignIn_Again_ShowsWhereItGoesAndEveryField()
    {
        var (id, officer, refused) = await TypeWithoutASession();

        var back = HtmlAssert.Ok(await officer.Submit(refused, ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password)));

        HtmlAssert.Says(back, $"/purposes/{id}");
        HtmlAssert.Says(back, "Three hours of work. <b>With</b> a second line & \"quotes\".");
        // What the button sends is what one sees, but for the token.
        var sent = HtmlPage.Fields(back.Form()).Where(f => f.Key != "__RequestVerificationToken").Select(f => f.Key.Replace("Input.", "", StringComparison.Ordinal)).ToList();
        Assert.Equal(sent, back.Texts(".kept-form dt").Skip(1));
    }

    /// <summary>Another site can post anything, and has neither a token of ours nor the cookie that belongs to it.</summary>
    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAA", true)]
    [InlineData("%%%", true)]
    [InlineData("own", false)]
    [InlineData("stranger's", true)]
    [InlineData("cookie's", true)]
    public async Task Post_WithoutATokenThatFits_IsNotKept(string? token, bool withCookie)
    {
        using var stranger = app.Anonymous();
        using var client = app.Anonymous();
        var own = await client.Token();
        if (token == "own")
            token = own;
        else if (token == "stranger's")
            token = await stranger.Token();
        var cookie = client.Cookies.GetAllCookies()["pia-form"]!;
        if (token == "cookie's")
            token = cookie.Value;
        cookie.Expired = !withCookie;

        List<KeyValuePair<string, string>> fields = [new("Input.Name", "Backdoor"), new("Input.Role", "Reviewer")];
        if (token is not null)
            fields.Add(new("__RequestVerificationToken", token));
        var page = await client.Send("/accounts/invite", fields);

        Assert.Null(page.Find("input[name=Kept]"));
        Assert.DoesNotContain("Backdoor", page.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost:81")]
    [InlineData("Origin", "http://localhost.evil.example")]
    [InlineData("Origin", "file://")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "Same-Origin")]
    public async Task Post_FromAnotherSite_IsRefusedBeforeAnything(string header, string value)
    {
        foreach (var signedIn in new[] { true, false })
        {
            using var client = signedIn ? await app.SignedIn(TestCity.Administrator) : app.Anonymous();
            var token = await client.Token();
            foreach (var (method, address) in new[] { (HttpMethod.Post, "/accounts/invite"), (HttpMethod.Post, "/account/sign-in"), (HttpMethod.Post, "/account/sign-out"), (HttpMethod.Put, "/"), (HttpMethod.Delete, "/nowhere") })
            {
                using var request = new HttpRequestMessage(method, address)
                {
                    Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Input.Name", "Backdoor")]),
                };
                request.Headers.TryAddWithoutValidation(header, value);
                using var response = await client.Http.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
                var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.Equal("This form was sent from another site. Nothing was done. Open the page here and fill it in.", text);
            }
        }
    }

    [Theory]
    [InlineData("Origin", "http://localhost")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    public async Task Post_FromOurOwnPage_IsTaken(string header, string value)
    {
        using var client = app.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/sign-in")
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", await client.Token()), new("Input.Email", TestCity.Vendor.Email), new("Input.Password", TestCity.Password)]),
        };
        request.Headers.Add(header, value);

        using var response = await client.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task Get_FromAnotherSite_IsALinkLikeAnyOther()
    {
        using var client = app.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/sign-in");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var response = await client.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
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
