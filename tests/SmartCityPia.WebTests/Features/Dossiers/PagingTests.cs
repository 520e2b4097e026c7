using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers;

/// <summary>Long lists of a step are paged.</summary>
public sealed class PagingTests(WebApp app) : IClassFixture<WebApp>
{
    private const int Rows = 30;

    [Fact]
    public async Task Get_ServiceWithManyPurposesAndGroups_EachListHasItsOwnPager()
    {
        var (assessment, ids) = (await Build.Assessment(app), Build.Ids(app));
        var owner = assessment.DescriptionId;
        await Build.Add(app, Each(i => new Purpose { Id = ids(), OwnerId = owner, Name = "Purpose " + i }));
        await Build.Add(app, Each(i => new PeopleGroup { Id = ids(), OwnerId = owner, Name = "Group " + i }));
        await EachIsShownOnce($"/assessments/{assessment.Reference}/service", "Purpose ", "Group ");
    }

    [Fact]
    public async Task Get_ManyTensions_TheirOwnPager()
    {
        var (assessment, ids) = (await Build.Assessment(app), Build.Ids(app));
        await Build.Add(app, Each(i => new Tension { Id = ids(), OwnerId = assessment.Id, Subject = "Tension " + i }));
        await EachIsShownOnce($"/assessments/{assessment.Reference}/stakeholders", "Tension ");
    }

    [Fact]
    public async Task Get_ManyVersions_TheNewestOnTheFirstPage()
    {
        var (assessment, ids) = (await Build.Assessment(app), Build.Ids(app));
        await Build.Add(app, Each(i => new AssessmentVersion
        {
            Id = ids(),
            AssessmentId = assessment.Id,
            Number = int.Parse(i, CultureInfo.InvariantCulture),
            Json = "{}",
            Sha256 = CanonicalJson.Sha256("{}"),
            Statement = "Complete.",
            FrozenAt = app.Clock.GetUtcNow(),
            FrozenById = TestCity.Officer.Id,
            FrozenBy = TestCity.Officer.Name,
        }));
        using var officer = await app.SignedIn(TestCity.Officer);

        var first = HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/versions"));
        var second = HtmlAssert.Ok(await officer.Get(first.One("a[rel=next]").GetAttribute("href")!));

        Assert.Equal(25, first.Texts("tbody th").Count);
        Assert.Equal(Enumerable.Range(1, Rows).Reverse().Select(n => $"Version {n}"), first.Texts("tbody th").Concat(second.Texts("tbody th")));
    }

    /// <summary>Turns the page of each list in turn; the other lists stay where they are.</summary>
    private async Task EachIsShownOnce(string address, params string[] names)
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        var first = HtmlAssert.Ok(await officer.Get(address));
        for (var list = 0; list < names.Length; list++)
        {
            var next = first.Document.QuerySelectorAll("nav.pager a[rel=next]")[list].GetAttribute("href")!;
            var second = HtmlAssert.Ok(await officer.Get(next));
            Assert.Equal(Each(i => (object)(names[list] + i)), Of(first, names[list]).Concat(Of(second, names[list])));
            foreach (var other in names.Where(n => n != names[list]))
                Assert.Equal(Of(first, other), Of(second, other));
        }

        static IEnumerable<string> Of(HtmlPage page, string name) => page.Texts("tbody th").Where(t => t.StartsWith(name, StringComparison.Ordinal));
    }

    private static object[] Each(Func<string, object> make) => [.. Enumerable.Range(1, Rows).Select(i => make(i.ToString("00", CultureInfo.InvariantCulture)))];
}
