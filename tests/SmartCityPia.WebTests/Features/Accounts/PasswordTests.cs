using SmartCityPia.Data.Accounts;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Accounts;
using SmartCityPia.Web.Infrastructure.Security;
using Xunit;

namespace SmartCityPia.WebTests.Features.Accounts;

/// <summary>Twelve characters of any kind, and none that somebody who guesses tries first.</summary>
public sealed class PasswordTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("password1234", "guessed first")]
    [InlineData("123456789012", "guessed first")]
    [InlineData("qwertyuiop12", "guessed first")]
    [InlineData("iloveyou1234", "guessed first")]
    [InlineData("Password123!", "guessed first")]
    [InlineData("passwordpassword", "guessed first")]
    [InlineData("P@ssw0rd2026", "guessed first")]
    [InlineData("ｐａｓｓｗｏｒｄ１２３４", "guessed first")]
    [InlineData("aaaaaaaaaaaaaa", "guessed first")]
    [InlineData("abababababab", "guessed first")]
    [InlineData("SunshineDragon", "guessed first")]
    [InlineData("smartcitypia", "a name that others know")]
    [InlineData("SmartCityPia2026!", "a name that others know")]
    [InlineData("Testing-on-Sea-2026", "a name that others know")]
    [InlineData("CityHall2026!!", "a name that others know")]
    [InlineData("paula.password@test.example", "a name that others know")]
    [InlineData("Paula Password 1", "a name that others know")]
    [InlineData("eleven char", "12 characters")]
    public async Task Set_WhatIsGuessedFirst_IsRefused(string password, string saying)
    {
        using var person = app.Anonymous();

        HtmlAssert.ErrorAt(await person.Post(await Link(), ("Input.Password", password)), "Input.Password", saying);
    }

    [Theory]
    [InlineData("four unrelated plain words")]
    [InlineData("kzr wq vbn plt")]
    [InlineData("Grüße aus dem Süden")]
    [InlineData("パスワードは長いほうがよい")]
    [InlineData("testing ships sail the north sea in winter")]
    [InlineData("jjjjjjjjjjkzw")]
    [InlineData("9348 2093 7712 0046")]
    [InlineData("🦊🐢🦉🐝🐋🦔🐌")]
    public async Task Set_AnyOther_IsTaken(string password)
    {
        using var person = app.Anonymous();

        HtmlAssert.Redirects(await person.Post(await Link(), ("Input.Password", password)), "/account/sign-in");
    }

    [Fact]
    public void Shipped_IsLargeAndRefusesHardlyAnythingElse()
    {
        Assert.True(WellKnownPasswords.Shipped.Count >= 100_000);
        var random = new Random(1);
        var wrong = Enumerable.Range(0, 100_000).Count(_ => WellKnownPasswords.Shipped.Contains(new string([.. Enumerable.Range(0, 14).Select(_ => (char)random.Next('!', '~'))])));
        Assert.True(wrong <= 2, wrong.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task List_OfTheCity_IsAskedToo()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.CreateVersion7().ToString("N") + ".txt");
        await File.WriteAllLinesAsync(path, ["hafengeburtstag hamburg", "other line of the list"], TestContext.Current.CancellationToken);
        await using var own = new WebApp();
        own.Settings["Passwords:List"] = path;
        await own.InitializeAsync();
        using var person = own.Anonymous();
        var link = await own.With<OneTimeLinks, string>(links => links.Make(TestCity.Officer.Id, LinkKind.NewPassword, CancellationToken.None));

        HtmlAssert.ErrorAt(await person.Post(link, ("Input.Password", "Hafengeburtstag Hamburg")), "Input.Password", "guessed first");
        HtmlAssert.Redirects(await person.Post(link, ("Input.Password", "hafengeburtstag bremen oder")));
        File.Delete(path);
    }

    private async Task<string> Link()
    {
        var id = Build.Ids(app)();
        await app.Db(async db =>
        {
            db.Add(new Account
            {
                Id = id,
                UserName = id.ToString("N"),
                NormalizedUserName = id.ToString("N").ToUpperInvariant(),
                Email = $"paula.password+{id:N}@test.example",
                NormalizedEmail = $"PAULA.PASSWORD+{id:N}@TEST.EXAMPLE",
                SecurityStamp = "x",
                DisplayName = "Paula Password",
                OrganisationId = TestCity.Hall,
                CreatedAt = TestCity.Start,
            });
            return await db.SaveChangesAsync();
        });
        return await app.With<OneTimeLinks, string>(links => links.Make(id, LinkKind.Invitation, CancellationToken.None));
    }
}
