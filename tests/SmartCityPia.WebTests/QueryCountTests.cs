using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.FirstSteps;
using Xunit;

namespace SmartCityPia.WebTests;

/// <summary>What each page asks the database, stated exactly: a number that grows with the rows is a fault.</summary>
public sealed partial class QueryCountTests(WebApp app) : IClassFixture<WebApp>
{
    /// <summary>No page inside an assessment asks more often, session, header and trail included.</summary>
    private const int Most = 4;

    private const int MostOfAFile = 6;

    /// <summary>The assessment with its stamps and the number of unread notices. The dossier is kept: read once, whatever is asked of it.</summary>
    private const int Dossier = 1;

    /// <summary>A page of a step or a row also shows what is being said about it.</summary>
    private const int InsideAnAssessment = Dossier + 1;

    private static readonly Dictionary<string, int> Others = new(StringComparer.Ordinal)
    {
        // The review with its verdicts; the approval with incidents and answers; open conditions and threads.
        [""] = Dossier + 3,
        // Nothing can have been said about a row that is only being added.
        ["/actions"] = Dossier,
        ["/alike"] = Dossier,
        ["/archive"] = Dossier,
        ["/data/ID/items"] = Dossier,
        ["/datasets"] = Dossier,
        ["/flows/new"] = Dossier,
        ["/groups"] = Dossier,
        ["/hearings"] = Dossier,
        ["/legalnotes"] = Dossier,
        ["/measures/new"] = Dossier,
        // Who takes part, and whom the lead can ask in.
        ["/people"] = Dossier + 2,
        ["/purposes"] = Dossier,
        // What is released, and the readers and bodies it can be released to.
        // The approved version, all that hangs on its entry, and for whom the reader stands in.
        ["/register"] = Dossier + 3,
        ["/register/publish"] = Dossier + 2,
        ["/register/withdraw"] = Dossier + 2,
        ["/releases"] = Dossier + 3,
        ["/record"] = Dossier,
        ["/risks/new"] = Dossier,
        ["/evidence/ID"] = Dossier,
        ["/evidence/new"] = Dossier,
        ["/tensions"] = Dossier,
        ["/incidents/new"] = Dossier,
        // All organisations of the city are on offer.
        ["/stakeholders/ID"] = InsideAnAssessment + 1,
        ["/stakeholders/names"] = InsideAnAssessment + 1,
        ["/unseen"] = Dossier,
        ["/notes/ID"] = Dossier + 1,
        // With its signatures.
        ["/versions/1"] = Dossier + 2,
        // The events, what they name, and the people to filter by.
        ["/history"] = Dossier + 3,
        ["/history.jsonl"] = Dossier + 2,
        // The other version; an export is an event of its own.
        ["/versions/compare/csv"] = Dossier + 2,
        // The requests, and the vendors' descriptions with files of their own. Who may be asked is on offer.
        ["/evidence"] = Dossier + 2,
        ["/evidence/ask"] = Dossier + 2,
        // The version's row, the event, its only block, and that there is no other.
        ["/evidence/ID/files/1"] = 4,
        // The frozen version is one row, its decision with the conditions met since another, the reviews with their events the third; the
        // report is a function of them. Who asks, what was downloaded and the file's hash are the others.
        ["/versions/1/report.pdf"] = MostOfAFile,
        // The thread, its lines and whom one can mention.
        ["/comments/ID"] = Dossier + 3,
        // The review with verdicts and conditions, and who worked on it; the approval with incidents and answers; events.
        ["/review"] = Dossier + 3,
        // The review, who may act, and what each act shows beside its form.
        ["/review/withdraw"] = Dossier + 2,
        ["/review/request-changes"] = Dossier + 2,
        ["/review/ask-opinion"] = Dossier + 2,
        ["/review/consultation"] = Dossier + 2,
        ["/review/decide"] = Dossier + 2,
        ["/review/verdicts/risks"] = Dossier + 3,
        ["/review/opinion"] = Dossier + 3,
        ["/review/conditions/ID"] = Dossier + 3,
    };

    [Theory]
    // My next steps with the number in the header, what is due, what came in, the portfolio. The dossiers of my drafts are kept.
    [InlineData("/", 4)]
    // The rows with the number in the header. How many there are, other orders and the choices of the filters are kept.
    [InlineData("/assessments", 1)]
    [InlineData("/assessments?p=2", 1)]
    [InlineData("/assessments?q=a&status=Draft&sort=Name", 1)]
    [InlineData("/assessments/new", 2)]
    // The rows, and the number in the header.
    [InlineData("/record-of-processing", 2)]
    // All rows that are found with what they are found in, and the number in the header.
    [InlineData("/search?q=crowd", 1)]
    public async Task Get_PageOutside_AsksSoOften(string address, int queries)
    {
        // More than a page of the list.
        while (await app.Db(db => db.Assessments.CountAsync()) < 30)
            await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var begun = app.Services.GetRequiredService<Begun>();
        if (address == "/")
        {
            // How far a new city is, is one more, until it has begun.
            begun.IsDone = false;
            Assert.Equal(queries + 1, await Count(officer, address));
        }

        begun.IsDone = true;
        Assert.Equal(queries, await Count(officer, address));
    }

    /// <summary>The stamp of the city, and the header; the graph itself is kept.</summary>
    [Theory]
    [InlineData("/city", 3)]
    [InlineData("/city/outsider", 2)]
    [InlineData("/city/together", 2)]
    [InlineData("/city/smallest", 2)]
    [InlineData("/city/coalitions", 3)]
    [InlineData("/city/coalitions/new", 2)]
    [InlineData("/city/links", 2)]
    [InlineData("/city/links/pairs", 2)]
    [InlineData("/city/flows", 2)]
    [InlineData("/city/knowledge.csv", 2)]
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
        foreach (var sample in (await SamplePages.All(app, full)).Where(s => s.Expected == HttpStatusCode.OK && s.Address.StartsWith("/assessments/" + full.Reference, StringComparison.Ordinal)))
        {
            var path = IdsOf().Replace(sample.Address[("/assessments/" + full.Reference).Length..], "ID");
            using var person = await app.SignedIn(sample.Who!);
            counted[path] = await Count(person, sample.Address);
        }

        // Those that ask for more, or are no page of the dossier.
        var others = Lines(counted.Where(c => c.Value != InsideAnAssessment));
        Assert.True(others == Lines(Others.Where(c => c.Value != InsideAnAssessment)), $"Other than {InsideAnAssessment}: {others}");
        Assert.True(counted.Count > 25);
        Assert.DoesNotContain(counted, c => c.Value > (c.Key.EndsWith(".pdf", StringComparison.Ordinal) ? MostOfAFile : Most));

        var (blank, big) = (await Build.Assessment(app), await Build.Big(app));
        foreach (var assessment in new[] { blank, big })
        {
            // Where nothing was submitted, there is no approval to ask for; how often vendors were asked comes with a review.
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

        // No more than 8. Besides the assessment: touch it, read the row, write the row and its event in one batch.
        var commands = await app.Queries.During(async () => HtmlAssert.Redirects(await officer.Submit(form, ("Input.Area", "Centre"))));
        Assert.Equal(Dossier + 3, commands.Count);
    }

    private static string Lines(IEnumerable<KeyValuePair<string, int>> counts) =>
        string.Join(", ", counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{c.Key} {c.Value}")));

    private async Task<int> Count(PiaClient client, string address)
    {
        // The first time, keys and the like are read.
        await client.Get(address);
        return (await app.Queries.During(async () => HtmlAssert.Ok(await client.Get(address)))).Count;
    }

    [GeneratedRegex("[0-9a-f]{32}\\.A[0-9]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=/principles/).+|(?<=/findings/).+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IdsOf();
}
