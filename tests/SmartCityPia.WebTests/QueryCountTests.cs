using System.Text.RegularExpressions;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests;

/// <summary>What each page asks the database, stated exactly: a number that grows with the rows is a fault.</summary>
public sealed partial class QueryCountTests(WebApp app) : IClassFixture<WebApp>
{
    /// <summary>The assessment's own row with its stamps. The dossier is kept: read once, whatever is asked of it.</summary>
    private const int Dossier = 1;

    /// <summary>What reading it takes: its head, and one read for each of the 18 kinds of rows.</summary>
    private const int Rows = 19;

    /// <summary>How many notices are unread stands in the header of every page; downloads have none.</summary>
    private const int Header = 1;

    /// <summary>A page of a step or a row also shows what is being said about it.</summary>
    private const int InsideAnAssessment = Dossier + 1;

    /// <summary>The approval, its version, the incidents, the answers; the city's versions and coalitions.</summary>
    private const int WhyAgain = 6;

    private static readonly Dictionary<string, int> Others = new(StringComparer.Ordinal)
    {
        // The review, its verdicts, open conditions and open threads, what was asked of vendors; and why the approval comes up again.
        [""] = Dossier + 5 + WhyAgain,
        // Nothing can have been said about a row that is only being added.
        ["/actions"] = Dossier,
        ["/data/ID/items"] = Dossier,
        ["/datasets"] = Dossier,
        ["/flows/new"] = Dossier,
        ["/groups"] = Dossier,
        ["/measures/new"] = Dossier,
        ["/purposes"] = Dossier,
        ["/risks/new"] = Dossier,
        ["/evidence/ID"] = Dossier,
        ["/evidence/new"] = Dossier,
        ["/tensions"] = Dossier,
        // All organisations of the city are on offer.
        ["/stakeholders/new"] = Dossier + 1,
        ["/stakeholders/ID"] = InsideAnAssessment + 1,
        // An export is an event of its own.
        ["/flows.csv"] = Dossier + 1,
        // With its signatures.
        ["/versions/1"] = Dossier + 2,
        // The descriptions of the service, the people, count, events, names, references.
        ["/history"] = Dossier + 6,
        ["/history.jsonl"] = Dossier + 3,
        ["/versions"] = Dossier + 1,
        // The other version; an export is an event of its own.
        ["/versions/compare"] = Dossier + 1,
        ["/versions/compare/csv"] = Dossier + 2,
        ["/incidents"] = Dossier + 2,
        ["/incidents/new"] = Dossier,
        // The requests: how many there are, and one page of them; the vendors' descriptions with files of their own. Who may be asked is on offer.
        ["/evidence"] = Dossier + 3,
        ["/evidence/ask"] = Dossier + 2,
        // The version's row, the event, its only block, and that there is no other.
        ["/evidence/ID/files/1"] = 4,
        // The frozen version is one row; the report is a function of it. Who asks, what was downloaded and the file's hash are the others.
        ["/versions/1/report.pdf"] = 4,
        ["/audit-notes"] = Dossier + 2,
        ["/comments"] = Dossier + 2,
        // Whom one can mention.
        ["/comments/new"] = Dossier + 1,
        ["/comments/ID"] = Dossier + 4,
        // The review, who may act and who worked on it; then what each act shows beside its form.
        ["/review"] = Dossier + 9 + WhyAgain,
        ["/review/reasons/Incident"] = Dossier + WhyAgain,
        ["/review/withdraw"] = Dossier + 2,
        ["/review/request-changes"] = Dossier + 3,
        ["/review/ask-opinion"] = Dossier + 3,
        ["/review/consultation"] = Dossier + 3,
        ["/review/decide"] = Dossier + 3,
        ["/review/verdicts/risks"] = Dossier + 4,
        ["/review/opinion"] = Dossier + 4,
        ["/review/conditions/ID"] = Dossier + 5,
    };

    [Theory]
    // Which reviews wait depends on whether one stands in for a reviewer or the data protection officer.
    [InlineData("/", 9)]
    [InlineData("/assessments", 4)]
    [InlineData("/assessments?q=a&status=Draft&sort=Name", 4)]
    [InlineData("/assessments/new", 1)]
    public async Task Get_PageOutside_AsksSoOften(string address, int queries)
    {
        await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);

        Assert.Equal(queries, await Count(officer, address));
    }

    /// <summary>The last versions and the coalitions; the graph itself is kept.</summary>
    [Theory]
    [InlineData("/city", 3)]
    [InlineData("/city/outsider", 2)]
    [InlineData("/city/together", 2)]
    [InlineData("/city/smallest", 2)]
    [InlineData("/city/coalitions", 3)]
    [InlineData("/city/coalitions/new", 1)]
    [InlineData("/city/links", 2)]
    [InlineData("/city/links/pairs", 2)]
    [InlineData("/city/flows", 2)]
    [InlineData("/city/knowledge.csv", 3)]
    public async Task Get_PageOfTheCity_AsksSoOften(string address, int queries)
    {
        await Build.Submit(app, await Build.Prefilled(app));
        using var officer = await app.SignedIn(TestCity.Officer);

        Assert.Equal(queries, await Count(officer, address));
    }

    [Fact]
    public async Task Get_PagesInside_AskTheSameWhateverTheSize()
    {
        var full = await Build.Full(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var counted = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var sample in (await SamplePages.All(app, full)).Where(s => s.Address.StartsWith("/assessments/" + full.Reference, StringComparison.Ordinal)))
        {
            var path = IdsOf().Replace(sample.Address[("/assessments/" + full.Reference).Length..], "ID");
            using var person = await app.SignedIn(sample.Who!);
            counted[path] = await Count(person, sample.Address);
        }

        // Those that ask for more, or are no page of the dossier.
        var others = Lines(counted.Where(c => c.Value != InsideAnAssessment));
        Assert.True(others == Lines(Others.Where(c => c.Value != InsideAnAssessment)), $"Other than {InsideAnAssessment}: {others}");
        Assert.True(counted.Count > 25);

        var (blank, big) = (await Build.Assessment(app), await Build.Big(app));
        foreach (var assessment in new[] { blank, big })
        {
            // Where nothing was submitted, there are no verdicts and conditions to ask for.
            Assert.Equal(Dossier + 3, await Count(officer, $"/assessments/{assessment.Reference}"));
            foreach (var path in new[] { "/service", "/data", "/flows", "/risks", "/findings", "/measures", "/check" })
                Assert.Equal((path, Others.GetValueOrDefault(path, InsideAnAssessment)), (path, await Count(officer, $"/assessments/{assessment.Reference}{path}")));
        }
    }

    [Fact]
    public async Task Post_RowSaved_AsksSoOften()
    {
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = await officer.Get($"/assessments/{assessment.Reference}/service");

        // Besides the assessment: touch it, read the row, write the row and its event in one batch.
        var commands = await app.Queries.During(async () => HtmlAssert.Redirects(await officer.Submit(form, ("Input.Area", "Centre"))));
        Assert.Equal(Dossier + 3, commands.Count);
    }

    private static string Lines(IEnumerable<KeyValuePair<string, int>> counts) =>
        string.Join(", ", counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{c.Key} {c.Value}")));

    private async Task<int> Count(PiaClient client, string address)
    {
        // The first time, keys and the like are read.
        await client.Get(address);
        HtmlPage? page = null;
        var queries = (await app.Queries.During(async () => page = HtmlAssert.Ok(await client.Get(address)))).Count;
        return page!.Find(".site-header") is null ? queries : queries - Header;
    }

    [GeneratedRegex("[0-9a-f]{32}\\.A[0-9]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=/principles/).+|(?<=/findings/).+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IdsOf();
}
