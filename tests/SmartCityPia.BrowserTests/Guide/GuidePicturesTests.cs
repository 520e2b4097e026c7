using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Demo;
using Xunit;

namespace SmartCityPia.BrowserTests.Guide;

/// <summary>The demo city, as it is on the first day of the tests' clock.</summary>
public sealed class DemoApp : BrowserApp
{
    public DemoApp() => Settings["City:Name"] = DemoCity.CityName;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await With<DemoCity, bool>(async city =>
        {
            await city.Seed();
            return true;
        });
    }

    /// <summary>Empty: the demo makes its own people.</summary>
    protected override Task<TestDatabase> MakeDatabaseAsync() => TestDatabase.CreateAsync(async connection =>
    {
        await using var db = TestCity.Open(connection);
        await db.Database.MigrateAsync();
    }, "demo-browser");
}

/// <summary>
/// Every picture of the user guide can be taken in the demo city: the page is there, for the person it is shown to, with
/// the part that is shown. With PIA_PICTURES=1 the pictures in docs/user-guide/images are replaced (eng/pictures).
/// </summary>
public sealed partial class GuidePicturesTests(DemoApp app) : IClassFixture<DemoApp>
{
    private const string Whole = "main";

    private const int Margin = 16;

    /// <param name="Who">The demo account, without its domain.</param>
    /// <param name="Address">{S06} is the reference of the assessment of that kind of service, {Returned} that of a vendor's description.</param>
    /// <param name="Part">What is shown of the page, as a CSS selector.</param>
    /// <param name="Height">At most so many pixels of it.</param>
    private sealed record Picture(string Name, string Who, string Address, string Part = Whole, int Height = 800);

    private static readonly Picture[] Pictures =
    [
        new("officer-start", "officer", "/"),
        new("officer-new", "officer", "/assessments/new"),
        new("officer-overview", "officer", "/assessments/{S10}", "body", 900),
        new("officer-question", "officer", "/assessments/{S10}/service", "#row-form .question", 400),
        new("officer-flows", "officer", "/assessments/{S06}/flows", ".figure"),
        new("officer-findings", "officer", "/assessments/{S10}/findings"),
        new("officer-finding", "officer", "/assessments/{S06}/findings/first", ".figure"),
        new("officer-risks", "officer", "/assessments/{S06}/risks"),
        new("officer-check", "officer", "/assessments/{S10}/check"),
        new("officer-city", "officer", "/city"),
        new("officer-together", "officer", "/city/together"),
        new("officer-compare", "officer", "/descriptions/{Returned}/compare"),
        new("vendor-start", "vendor", "/", "body"),
        new("vendor-request", "vendor", "/descriptions/{Asked}/"),
        new("vendor-begin", "vendor", "/descriptions/{Asked}/start"),
        new("vendor-flows", "vendor", "/descriptions/{Returned}/flows", "body", 900),
        new("vendor-findings", "vendor", "/descriptions/{Returned}/findings"),
        new("vendor-check", "vendor", "/descriptions/{Draft}/check"),
        new("reviewer-list", "reviewer", "/reviews"),
        new("reviewer-review", "reviewer", "/assessments/{S07}/review"),
        new("reviewer-verdict", "reviewer", "/assessments/{S07}/review/verdicts/risks"),
        new("reviewer-decide", "reviewer", "/assessments/{S07}/review/decide"),
        new("reviewer-opinion", "dpo", "/assessments/{S02}/review/opinion"),
        new("reviewer-conditions", "reviewer", "/assessments/{S06}/review"),
        new("reviewer-compare", "reviewer", "/assessments/{S10}/versions/compare"),
        new("auditor-start", "auditor", "/", "body"),
        new("auditor-versions", "auditor", "/assessments/{S06}/versions"),
        new("auditor-notes", "auditor", "/assessments/{S06}/audit-notes"),
        new("auditor-verify", "auditor", "/verify"),
        new("auditor-history", "auditor", "/history"),
        new("auditor-check", "auditor", "/history/check"),
    ];

    [Fact]
    public async Task EveryPicture_OfTheGuide_CanBeTakenInTheDemoCity()
    {
        var names = await Names();
        var faults = new List<string>();
        foreach (var person in Pictures.GroupBy(p => p.Who))
        {
            await using var window = await app.Window(null, width: 1100);
            var page = await window.NewPageAsync();
            await page.GotoAsync("/account/sign-in");
            await page.FillAsync("[name='Input.Email']", $"{person.Key}@demo.example");
            await page.FillAsync("[name='Input.Password']", DemoAccounts.Password);
            await page.PressAsync("[name='Input.Password']", "Enter");
            await Assertions.Expect(page.Locator(".me")).ToBeVisibleAsync();
            foreach (var picture in person)
            {
                var address = names.Aggregate(picture.Address, (a, n) => a.Replace($"{{{n.Key}}}", n.Value, StringComparison.Ordinal));
                var answer = await page.GotoAsync(address.Replace("/first", "", StringComparison.Ordinal));
                if (address.EndsWith("/first", StringComparison.Ordinal))
                    await page.Locator("main .table th a").First.ClickAsync();
                var part = page.Locator(picture.Part).First;
                if (!answer!.Ok || !await part.IsVisibleAsync())
                    faults.Add($"{picture.Name}: {address} answers {answer.Status}, {picture.Part} is {(await part.IsVisibleAsync() ? "" : "not ")}there");
                else if (Environment.GetEnvironmentVariable("PIA_PICTURES") == "1")
                    await Take(page, part, picture);
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void EveryPicture_IsInTheGuide_AndTheGuideHasNoOther()
    {
        var shown = Directory.GetFiles(Guide(), "*.md").SelectMany(f => Shown().Matches(File.ReadAllText(f)).Select(m => m.Groups["name"].Value)).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(Pictures.Select(p => p.Name).Order(StringComparer.Ordinal), shown);
        Assert.Equal(shown, Directory.GetFiles(Path.Combine(Guide(), "images"), "*.png").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));
    }

    private static async Task Take(IPage page, ILocator part, Picture picture)
    {
        var box = (await part.BoundingBoxAsync())!;
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(Guide(), "images", picture.Name + ".png"),
            FullPage = true,
            Clip = new() { X = Math.Max(0, box.X - Margin), Y = Math.Max(0, box.Y - Margin), Width = box.Width + (2 * Margin), Height = Math.Min(box.Height, picture.Height) + (2 * Margin) },
        });
    }

    /// <summary>What stands for references: the kind of service of an assessment, the state of a description.</summary>
    private async Task<Dictionary<string, string>> Names() => await app.Db(async db =>
    {
        var assessments = await db.Assessments.Where(a => a.Kind == AssessmentKind.Assessment).Select(a => new { Key = db.Services.Where(s => s.Id == a.ServiceId).Select(s => s.ArchetypeId!).Single(), a.Reference }).ToListAsync();
        var descriptions = await db.DescriptionRequests.Select(r => new { r.State, Reference = db.Assessments.Where(a => a.Id == r.OwnerId).Select(a => a.Reference).Single() }).ToListAsync();
        return assessments.Select(a => (a.Key, a.Reference)).Concat(descriptions.Where(d => d.State != DescriptionState.Withdrawn).Select(d => (Key: d.State.ToString(), d.Reference)))
            .ToDictionary(n => n.Key, n => n.Reference, StringComparer.Ordinal);
    });

    private static string Guide([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../docs/user-guide"));

    [GeneratedRegex(@"\]\(images/(?<name>[a-z-]+)\.png\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shown();
}
