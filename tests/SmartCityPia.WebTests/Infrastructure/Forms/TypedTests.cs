using System.ComponentModel.DataAnnotations;
using System.Reflection;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Infrastructure.Forms;

/// <summary>What people type and paste is read as they mean it, and given back where it is not taken.</summary>
public sealed class TypedTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("750,000")]
    [InlineData("750 000")]
    [InlineData("750.000")]
    [InlineData("750\u2019000")]
    [InlineData("7,50,000")]
    [InlineData("750\u00A0000")]
    public async Task Number_AsItIsPrinted_IsRead(string typed)
    {
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var at = $"/assessments/{assessment.Reference}/service";

        HtmlAssert.Redirects(await officer.Submit(await officer.Get(at), ("Input.PeopleCount", typed)));

        Assert.Equal(750_000, (await Build.Stored<ServiceDescription>(app, assessment.DescriptionId))!.PeopleCount);
    }

    [Theory]
    [InlineData("1.2 million", "a whole number, please")]
    [InlineData("1.5", "a whole number, please")]
    [InlineData("99999999999999", "a number from")]
    [InlineData("-5", "a number from")]
    public async Task Number_ThatIsNone_IsRefusedAndKept(string typed, string said)
    {
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var at = $"/assessments/{assessment.Reference}/service";

        var page = HtmlAssert.ErrorAt(await officer.Submit(await officer.Get(at), ("Input.PeopleCount", typed), ("Input.Summary", "Kept")), "Input.PeopleCount", said);

        HtmlAssert.Value(page, "Input.PeopleCount", typed);
        HtmlAssert.Value(page, "Input.Summary", "Kept");
    }

    [Fact]
    public async Task Text_FromAWordProcessor_HasOneKindOfLineEndAndNoPhantomChange()
    {
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var at = $"/assessments/{assessment.Reference}/service";

        HtmlAssert.Redirects(await officer.Submit(await officer.Get(at), ("Input.Summary", "One\r\ntwo\u000Bthree\u2028four")));
        Assert.Equal("One\ntwo\nthree\nfour", (await Build.Stored<ServiceDescription>(app, assessment.DescriptionId))!.Summary);
        var version = (await Build.Stored<ServiceDescription>(app, assessment.DescriptionId))!.Version;

        HtmlAssert.Redirects(await officer.Submit(await officer.Get(at)));
        Assert.Equal(version, (await Build.Stored<ServiceDescription>(app, assessment.DescriptionId))!.Version);
    }

    [Fact]
    public async Task Text_ThatCannotBeStored_ComesBackWithoutItAndIsSavedThen()
    {
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var at = $"/assessments/{assessment.Reference}/service";

        var page = HtmlAssert.ErrorAt(await officer.Submit(await officer.Get(at), ("Input.Summary", "A bell\u0007 and a null\0.")), "Input.Summary", "(U+0007, U+0000)");
        HtmlAssert.Redirects(await officer.Submit(page));

        Assert.Equal("A bell and a null.", (await Build.Stored<ServiceDescription>(app, assessment.DescriptionId))!.Summary);
    }

    /// <summary>Of a password every character counts, also a blank: whatever binds one says that it is one.</summary>
    [Fact]
    public void Password_Everywhere_IsReadAsItIs()
    {
        var passwords = new[] { typeof(Addresses).Assembly, typeof(SignatureDetails).Assembly }.SelectMany(a => a.GetTypes()).Where(t => t.IsClass && !t.Name.StartsWith('<'))
            .SelectMany(t => t.GetProperties()).Where(p => p.PropertyType == typeof(string) && p.CanWrite && p.Name.EndsWith("Password", StringComparison.Ordinal) && p.DeclaringType!.Name.EndsWith("Details", StringComparison.Ordinal)).ToList();

        Assert.True(passwords.Count >= 4);
        Assert.All(passwords, p => Assert.Equal(DataType.Password, p.GetCustomAttribute<DataTypeAttribute>()?.DataType));
    }

    [Fact]
    public async Task Form_ThatIsTaken_IsNamedToTheScriptAndNoOther()
    {
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var at = $"/assessments/{assessment.Reference}/service";
        string? Taken() => officer.Cookies.GetAllCookies().FirstOrDefault(c => c.Name == "pia-taken")?.Value;

        HtmlAssert.ErrorAt(await officer.Submit(await officer.Get(at), ("Input.PeopleCount", "many")), "Input.PeopleCount");
        Assert.Null(Taken());
        HtmlAssert.Redirects(await officer.Submit(await officer.Get(at), ("Input.PeopleCount", "7")));
        Assert.Equal(at, Uri.UnescapeDataString(Taken()!));
    }
}
