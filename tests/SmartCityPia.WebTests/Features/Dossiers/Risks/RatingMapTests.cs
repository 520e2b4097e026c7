using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers.Risks;

/// <summary>Severity and likelihood chosen as a field of the map.</summary>
public sealed class RatingMapTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Post_FieldsOfTheMap_SaveBothLevels()
    {
        var (officer, id, url) = await Open();
        using var _ = officer;

        HtmlAssert.Redirects(await officer.Submit(HtmlAssert.Ok(await officer.Get(url)), ("Inherent", "4-3"), ("Residual", "4-1")));

        Assert.Equal((Level.Maximum, Level.Significant, Level.Maximum, Level.Negligible), await Stored(id));
        var page = HtmlAssert.Ok(await officer.Get(url));
        Assert.Equal(["4-3", "4-1"], page.Document.QuerySelectorAll("table.rating input[checked]").Select(i => i.GetAttribute("value")!));
        Assert.Equal(16, page.Document.QuerySelectorAll("input[name=Inherent]").Length);
        Assert.StartsWith("Severity 4", page.One("#Inherent-4-3").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_HigherWithMeasures_ErrorAtTheMapAndKept()
    {
        var (officer, id, url) = await Open();
        using var _ = officer;

        var page = HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.Submit(await officer.Get(url), ("Inherent", "2-2"), ("Residual", "3-2")));

        HtmlAssert.ErrorInSummary(page, "cannot make it worse");
        Assert.NotNull(page.Find("#Input_ResidualSeverity"));
        Assert.NotNull(page.Find("#Input_ResidualSeverity-error"));
        Assert.Contains("Input_ResidualSeverity-error", page.One("fieldset:has([name=Residual])").GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.Equal(["2-2", "3-2"], page.Document.QuerySelectorAll("table.rating input[checked]").Select(i => i.GetAttribute("value")!));
        Assert.Equal((null, null, null, null), await Stored(id));
        HtmlAssert.Redirects(await officer.Submit(page, ("Residual", "2-1")));
        Assert.Equal((Level.Limited, Level.Limited, Level.Limited, Level.Negligible), await Stored(id));
    }

    [Theory, InlineData("5-1"), InlineData("0-0"), InlineData("high"), InlineData("2-2-2")]
    public async Task Post_NoFieldOfTheMap_ChangesNoLevel(string value)
    {
        var (officer, id, url) = await Open();
        using var _ = officer;

        HtmlAssert.Redirects(await officer.Submit(await officer.Get(url), ("Inherent", value)));

        Assert.Equal((null, null, null, null), await Stored(id));
    }

    [Fact]
    public async Task Post_OnlyOneLevelStored_StaysWithoutAFieldChosen()
    {
        var (officer, id, url) = await Open(severity: Level.Limited);
        using var _ = officer;

        HtmlAssert.Redirects(await officer.Submit(await officer.Get(url), ("Input.Title", "Renamed")));

        Assert.Equal((Level.Limited, null, null, null), await Stored(id));
    }

    private async Task<(PiaClient Officer, Guid Id, string Url)> Open(Level? severity = null)
    {
        var assessment = await Build.Assessment(app);
        var risk = await Build.Add(app, new Risk { Id = Guid.CreateVersion7(), OwnerId = assessment.Id, Title = "Followed home", InherentSeverity = severity });
        return (await app.SignedIn(TestCity.Officer), risk.Id, $"/assessments/{assessment.Reference}/risks/{risk.Id}");
    }

    private Task<(Level?, Level?, Level?, Level?)> Stored(Guid id) => app.Db(async db =>
    {
        var risk = await db.Risks.AsNoTracking().SingleAsync(r => r.Id == id);
        return (risk.InherentSeverity, risk.InherentLikelihood, risk.ResidualSeverity, risk.ResidualLikelihood);
    });
}
