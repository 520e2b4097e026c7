using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Accounts;

/// <summary>Passkeys: added, used to sign in and to sign, removed; and the answers that are not taken.</summary>
public sealed class PasskeyTests(WebApp app) : IClassFixture<WebApp>
{
    private const string SignIn = "/account/sign-in";
    private const string Overview = "/account/second-factor";
    private const string ByPasskey = "form[action$='handler=Passkey']";
    private static readonly (string, string?) Password = ("Signature.Password", TestCity.Password);

    [Fact]
    public async Task Add_WithThePassword_IsListedGivesCodesAndSignsIn()
    {
        var person = await Build.Person(app, "Pia Passes", Roles.Officer, TestCity.Hall);
        using var client = await Enter(person);
        using var device = new SoftPasskey();

        var codes = HtmlAssert.Ok(await Add(client, device, "Office laptop")).Texts(".recovery-codes code");
        Assert.NotEmpty(codes);
        HtmlAssert.Says(await client.Get(Overview), "Office laptop");
        Assert.Equal(1, await app.Db(db => db.AuditEvents.CountAsync(e => e.SubjectId == person.Id && e.Verb == "FactorSet")));

        using var other = app.Anonymous();
        HtmlAssert.Redirects(await SignInBy(other, device), "/");
        HtmlAssert.Ok(await other.Get("/assessments"));
        // With the password, a code is asked for: the password alone no longer opens it.
        using var third = app.Anonymous();
        var second = HtmlAssert.Ok(await third.Post(SignIn, ("Input.Email", person.Email), ("Input.Password", TestCity.Password)));
        HtmlAssert.Redirects(await third.Submit(second, ("Code", codes[0])));
    }

    [Fact]
    public async Task SignIn_AnswerThatIsNotTaken_OpensNothing()
    {
        var person = await Build.Person(app, "Nora Not", Roles.Officer, TestCity.Hall);
        using var owner = await Enter(person);
        using var device = new SoftPasskey();
        await Add(owner, device, "Phone");
        using var client = app.Anonymous();

        // Given before.
        var page = await client.Get(SignIn);
        var answer = device.Get(Options(page, ByPasskey));
        HtmlAssert.Redirects(await client.Submit(page, ByPasskey, null, ("Passkey", answer)));
        using var thief = app.Anonymous();
        await Refused(thief, page, answer);
        // To another question than the one it comes with.
        var another = await thief.Get(SignIn);
        await Refused(thief, another, device.Get(Options(await thief.Get(SignIn), ByPasskey)));
        // Without finger or PIN.
        device.Verifies = false;
        await Refused(thief, another, device.Get(Options(another, ByPasskey)));
        device.Verifies = true;
        // By a copy that has counted less.
        another = await thief.Get(SignIn);
        device.SignCount = 0;
        await Refused(thief, another, device.Get(Options(another, ByPasskey)));
        device.SignCount = 50;
        // Nothing, and no JSON.
        foreach (var nothing in new[] { "", "{}", "[", "{\"id\":1}" })
            await Refused(thief, another, nothing);
        // Of a device that nobody knows, and one that answered to another site.
        using var stranger = new SoftPasskey();
        stranger.Create(Options(await owner.Get(Overview), null, "create"));
        another = await thief.Get(SignIn);
        await Refused(thief, another, stranger.Get(Options(another, ByPasskey)));
        using var elsewhere = new SoftPasskey("https://evil.example");
        Assert.Equal(HttpStatusCode.BadRequest, (await Add(owner, elsewhere, "Evil", device)).Status);
        // The account was closed.
        await app.Db(db => db.Users.Where(u => u.Id == person.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.DeactivatedAt, TestCity.Start)));
        another = await thief.Get(SignIn);
        await Refused(thief, another, device.Get(Options(another, ByPasskey)));
    }

    [Fact]
    public async Task Signature_OfWhoeverHasAPasskey_TakesItAndNoOther()
    {
        var assessment = await Build.Ready(app);
        var person = await Build.Person(app, "Sid Signs", Roles.Officer, TestCity.Hall, cityWide: true);
        using var client = await Enter(person);
        using var device = new SoftPasskey();
        var codes = (await Add(client, device, "Phone")).Texts(".recovery-codes code");
        using var colleague = await Enter(await Build.Person(app, "Cleo Colleague", Roles.Officer, TestCity.Hall));
        using var theirs = new SoftPasskey();
        await Add(colleague, theirs, "Phone");
        var address = $"/assessments/{assessment.Reference}/check";
        var page = await client.Get(address);
        const string Words = "I stand by this.";

        // Another person's, one's own answer to what another was asked, the password alone, and a sign-in's.
        var signIn = await client.Get(SignIn);
        foreach (var (asked, answer, password) in new[]
        {
            (page.One("[name='Signature.Asked']").GetAttribute("value"), theirs.Get(Options(page)), null),
            ((await colleague.Get(Overview)).One("[name='Signature.Asked']").GetAttribute("value"), device.Get(Options(page)), null),
            (signIn.One("[name=Asked]").GetAttribute("value"), device.Get(Options(signIn, ByPasskey)), null),
            (page.One("[name='Signature.Asked']").GetAttribute("value"), "", TestCity.Password),
            (page.One("[name='Signature.Asked']").GetAttribute("value"), "", ""),
        })
        {
            var refused = HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Submit(page, ("Input.Statement", Words), ("Signature.Asked", asked), ("Signature.Passkey", answer), ("Signature.Password", password)));
            HtmlAssert.Value(refused, "Input.Statement", Words);
            Assert.NotNull(refused.Find("#Signature_Password-error") ?? refused.Find("#Signature_Code-error"));
        }
        var given = device.Get(Options(page));
        HtmlAssert.Redirects(await client.Submit(page, ("Input.Statement", Words), ("Signature.Passkey", given)));

        // The same answer signs nothing more. Without the device, password and a recovery code do.
        var overview = await client.Get(Overview);
        HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Press(overview, overview.Button("Make new recovery codes"), ("Signature.Asked", page.One("[name='Signature.Asked']").GetAttribute("value")), ("Signature.Passkey", given)));
        HtmlAssert.Ok(await client.Press(overview, overview.Button("Make new recovery codes"), Password, ("Signature.Code", codes[1])));
    }

    [Fact]
    public async Task Remove_LastOne_IsForWhoeverNeedsNone()
    {
        await using var own = new WebApp();
        own.Settings["SecondFactor:DemandedOf"] = Roles.Reviewer;
        await own.InitializeAsync();
        using var reviewer = own.Anonymous();
        await reviewer.Post(SignIn, ("Input.Email", TestCity.Reviewer.Email), ("Input.Password", TestCity.Password));
        using var device = new SoftPasskey();
        HtmlAssert.Ok(await Add(reviewer, device, "Phone"));
        HtmlAssert.Ok(await reviewer.Get("/assessments"));
        Assert.DoesNotContain("Remove passkey", (await reviewer.Get(Overview)).Text, StringComparison.Ordinal);
        using var second = new SoftPasskey();
        HtmlAssert.Redirects(await Add(reviewer, second, "Laptop", device), Overview);

        var page = await reviewer.Get(Overview);
        HtmlAssert.Redirects(await reviewer.Press(page, page.Button("Remove passkey Phone"), ("Signature.Passkey", second.Get(Options(page)))), Overview);

        using var client = own.Anonymous();
        var signIn = await client.Get(SignIn);
        HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Submit(signIn, ByPasskey, null, ("Passkey", device.Get(Options(signIn, ByPasskey)))));
        HtmlAssert.Redirects(await SignInBy(client, second));
    }

    private static async Task Refused(PiaClient client, HtmlPage page, string answer)
    {
        HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Submit(page, ByPasskey, null, ("Passkey", answer)));
        Assert.Null(client.Cookies.GetAllCookies()["pia"]);
    }

    private static async Task<HtmlPage> SignInBy(PiaClient client, SoftPasskey device)
    {
        var page = await client.Get(SignIn);
        return await client.Submit(page, ByPasskey, null, ("Passkey", device.Get(Options(page, ByPasskey))));
    }

    private static async Task<HtmlPage> Add(PiaClient client, SoftPasskey device, string name, SoftPasskey? with = null)
    {
        var page = await client.Get(Overview);
        (string, string?)[] proof = with is null ? [Password] : [("Signature.Passkey", with.Get(Options(page)))];
        return await client.Press(page, page.Button("Add a passkey"), [("Name", name), ("Created", device.Create(Options(page, null, "create"))), .. proof]);
    }

    private static string Options(HtmlPage page, string? form = null, string kind = "get") => page.One($"{form ?? "main form"} [data-passkey-{kind}]").GetAttribute($"data-passkey-{kind}")!;

    private async Task<PiaClient> Enter(Person person)
    {
        var client = app.Anonymous();
        HtmlAssert.Redirects(await client.Post(SignIn, ("Input.Email", person.Email), ("Input.Password", TestCity.Password)));
        return client;
    }
}
