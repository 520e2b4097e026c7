using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers;

public sealed class OverviewTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Get_BlankAssessment_EveryStepIsNotStarted()
    {
        var assessment = await Build.Assessment(app, "Parking sensors");
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}"));

        Assert.Equal("Parking sensors", page.One("h1").TextContent);
        Assert.Equal(Enum.GetValues<Step>().Length, page.Texts(".task .state").Count);
        Assert.All(page.Texts(".task .state"), state => Assert.Equal("not started", state));
    }

    [Fact]
    public async Task Get_PrefilledAssessment_StatesFollowTheRows()
    {
        var assessment = await Build.Prefilled(app);
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}"));

        var states = page.Document.QuerySelectorAll(".task .state").Select(s => s.ClassName!.Split('-')[^1]).ToList();
        // Nothing that a kind of service filled in is complete before somebody has looked at it.
        Assert.Equal(["inprogress", "inprogress", "inprogress", "inprogress"], states[..(int)Step.Flows]);
        Assert.Equal("notstarted", states[(int)Step.Risks]);
        Assert.Contains("things open", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_RowsBecomeComplete_StateFollows()
    {
        var assessment = await Build.Prefilled(app);
        await app.Db(db => db.Purposes.Where(p => p.OwnerId == assessment.DescriptionId && p.LegalBasis == LegalBasis.PublicTask && p.LegalReference == null)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.LegalReference, "Public transport act")));
        await app.Db(db => db.Purposes.Where(p => p.OwnerId == assessment.DescriptionId).ExecuteUpdateAsync(s => s
            .SetProperty(p => p.FurtherUse, FurtherUse.Compatible).SetProperty(p => p.Compatibility, "Sums alone.").SetProperty(p => p.SpecialCondition, SpecialCondition.NotDrawn).SetProperty(p => p.SpecialReference, "Nobody looks.")));
        using var officer = await app.SignedIn(TestCity.Officer);
        await officer.Post($"/assessments/{assessment.Reference}/service", ("Input.PeopleCount", "1000"), ("Input.Area", "Centre"), ("Input.Duration", "A year"), ("Input.Alternatives", "Counting by hand"));

        var half = await officer.Get($"/assessments/{assessment.Reference}");
        await officer.Submit(await officer.Get($"/assessments/{assessment.Reference}/service"), "#seen-form", null);

        var page = await officer.Get($"/assessments/{assessment.Reference}");

        Assert.StartsWith("in progress", half.Texts(".task .state")[(int)Step.Service], StringComparison.Ordinal);
        Assert.Equal("complete", page.Texts(".task .state")[(int)Step.Service]);
    }

    [Fact]
    public async Task Get_Unknown_NotFound()
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get("/assessments/PIA-1999-001"));
    }

    [Fact]
    public async Task Get_Submitted_SaysSo()
    {
        var assessment = await Build.Prefilled(app);
        await Build.Submit(app, assessment);
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}"));

        HtmlAssert.Says(page, "Version 1 is submitted");
        HtmlAssert.Says(page, "1 frozen version");
    }
}
