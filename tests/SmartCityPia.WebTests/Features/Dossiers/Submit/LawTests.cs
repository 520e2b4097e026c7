using System.Net;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers.Submit;

public sealed class LawTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Check_EveryPlaceOfTheLaw_IsAPageWithTheField()
    {
        var assessment = await Build.Full(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var check = await officer.Get($"/assessments/{assessment.Reference}/check");

        var links = check.Document.QuerySelectorAll("#law-points a").Select(a => a.GetAttribute("href")!).Distinct().ToList();

        Assert.All(PiaCatalogue.Current.Law, p => Assert.Contains(p.Asks, check.Text, StringComparison.Ordinal));
        Assert.Contains(links, l => l.Contains("#Input_", StringComparison.Ordinal));
        foreach (var page in links.GroupBy(l => l.Split('#')[0]))
        {
            var answer = await officer.Get(page.Key);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.All(page.Where(l => l.Contains('#', StringComparison.Ordinal)), l => Assert.NotNull(answer.Find("#" + l.Split('#')[1])));
        }
    }
}
