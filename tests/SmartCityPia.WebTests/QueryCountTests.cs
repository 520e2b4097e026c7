using SmartCityPia.Domain.Assessments;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests;

/// <summary>What each page asks the database, stated exactly: a number that grows with the rows is a fault.</summary>
public sealed class QueryCountTests(WebApp app) : IClassFixture<WebApp>
{
    /// <summary>The assessment's own row, its head, and one read for each of the 16 kinds of rows.</summary>
    private const int InsideAnAssessment = 18;

    [Theory]
    [InlineData("/", 4)]
    [InlineData("/assessments", 4)]
    [InlineData("/assessments?q=a&status=Draft&sort=Name", 4)]
    [InlineData("/assessments/new", 1)]
    public async Task Get_PageOutside_AsksSoOften(string address, int queries)
    {
        await Build.Assessment(app);
        using var officer = await app.SignedIn(City.Officer);

        Assert.Equal(queries, await Count(officer, address));
    }

    [Fact]
    public async Task Get_PagesInside_AskTheSameWhateverTheSize()
    {
        var blank = await Build.Assessment(app);
        var prefilled = await Build.Prefilled(app);
        var big = await Build.Big(app);
        using var officer = await app.SignedIn(City.Officer);

        foreach (var assessment in new[] { blank, prefilled, big })
        {
            foreach (var path in new[] { "", "/service", "/purposes", "/groups" })
                Assert.Equal((path, InsideAnAssessment), (path, await Count(officer, $"/assessments/{assessment.Reference}{path}")));
        }
    }

    [Fact]
    public async Task Post_RowSaved_AsksSoOften()
    {
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(City.Officer);
        var form = await officer.Get($"/assessments/{assessment.Reference}/service");

        // Besides the dossier: touch the assessment, read the row, write the row and its event in one batch.
        var commands = await app.Queries.During(async () => HtmlAssert.Redirects(await officer.Submit(form, ("Input.Area", "Centre"))));
        Assert.Equal(InsideAnAssessment + 3, commands.Count);
    }

    private async Task<int> Count(PiaClient client, string address)
    {
        // The first time, keys and the like are read.
        await client.Get(address);
        return (await app.Queries.During(async () => HtmlAssert.Ok(await client.Get(address)))).Count;
    }
}
