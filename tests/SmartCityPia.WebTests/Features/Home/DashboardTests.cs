using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Home;

/// <summary>The start page: next steps, deadlines, what came in, the portfolio.</summary>
public sealed class DashboardTests
{
    [Fact]
    public async Task Draft_SaysTheFirstStepThatIsNotComplete()
    {
        await using var city = new WebApp();
        await city.InitializeAsync();
        var blank = await Build.Assessment(city, "Blank one");
        using var officer = await city.SignedIn(TestCity.Officer);

        var home = HtmlAssert.Ok(await officer.Get("/"));
        Assert.Contains(home.Document.QuerySelectorAll(".task a"), a => a.GetAttribute("href") == $"/assessments/{blank.Reference}/screening");
        Assert.Equal("Draft", home.Find(".task .status")!.TextContent);
        HtmlAssert.Says(home, "Nothing is due in the next 30 days.");
        HtmlAssert.Says(home, "No new notices.");

        // It follows the work: one that may be handed in has another step than a blank one.
        var ready = await Build.Ready(city);
        home = HtmlAssert.Ok(await officer.Get("/"));
        Assert.DoesNotContain(home.Document.QuerySelectorAll(".task a"), a => a.GetAttribute("href") == $"/assessments/{ready.Reference}/screening");
    }

    [Fact]
    public async Task SentBack_IsToBeMended_AndOnlyOnceOnThePage()
    {
        await using var city = new WebApp();
        await city.InitializeAsync();
        var assessment = await Build.Ready(city);
        await Build.Submit(city, assessment);
        using var reviewer = await city.SignedIn(TestCity.Reviewer);
        Assert.Contains("Waits for your review", HtmlAssert.Ok(await reviewer.Get("/")).Text, StringComparison.Ordinal);
        await Build.Act(city, assessment, ReviewRole.Reviewer, TestCity.Reviewer, c => c.Review.RequestChanges(c.Assessment, c.By, "Again, please."));

        using var officer = await city.SignedIn(TestCity.Officer);
        var home = HtmlAssert.Ok(await officer.Get("/"));
        Assert.Equal(["Changes requested"], home.Texts(".task .status"));
        Assert.Contains("Mend and submit again.", home.Text, StringComparison.Ordinal);
        Assert.NotEmpty(home.Texts(".came-in li"));
        HtmlAssert.Says(await reviewer.Get("/"), "No assessment waits for you.");
    }

    [Fact]
    public async Task Deadlines_AreInOneColumn_MineBeforeOthers_OverdueMarked()
    {
        await using var city = new WebApp();
        await city.InitializeAsync();
        var today = DateOnly.FromDateTime(city.Clock.GetUtcNow().Date);
        var (mine, other) = (await Build.Assessment(city, "Mine"), await Build.Assessment(city, "Theirs", TestCity.Colleague));
        await Build.Add(city, Action(other, "Theirs first", today.AddDays(-5)), Action(mine, "Mine soon", today.AddDays(3)), Action(mine, "Mine late", today.AddDays(-1)), Action(mine, "Far away", today.AddDays(90)));
        using var officer = await city.SignedIn(TestCity.Officer);

        var home = HtmlAssert.Ok(await officer.Get("/"));
        Assert.Equal(["Mine late", "Mine soon", "Theirs first"], home.Texts(".deadlines li a"));
        Assert.Equal(2, home.Texts(".deadlines .tag-high").Count);
    }

    [Fact]
    public async Task Portfolio_PictureAndTable_SayTheSame()
    {
        await using var city = new WebApp();
        await city.InitializeAsync();
        var (high, _) = (await Build.Assessment(city, "High"), await Build.Assessment(city, "Unrated"));
        await Build.Add(city, new Risk { Id = Guid.CreateVersion7(), OwnerId = high.Id, Title = "Told", ResidualSeverity = Level.Maximum, ResidualLikelihood = Level.Maximum });
        var ready = await Build.Ready(city);
        await Build.Submit(city, ready);
        using var officer = await city.SignedIn(TestCity.Officer);

        var home = HtmlAssert.Ok(await officer.Get("/"));
        Assert.Equal(["Draft", "In review"], home.Texts("tbody th"));
        Assert.Equal(["1", "0", "0", "1", "2"], home.Texts("tbody tr:first-child td"));
        Assert.Equal(["/assessments?status=Draft", "/assessments?status=InReview"], home.Document.QuerySelectorAll("svg a").Select(a => a.GetAttribute("href")));
        Assert.Contains("Draft: 2", home.Source, StringComparison.Ordinal);
    }

    private static ActionItem Action(Assessment assessment, string what, DateOnly due) => new() { Id = Guid.CreateVersion7(), OwnerId = assessment.Id, What = what, DueOn = due };
}
