using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers.Measures;

/// <summary>A safeguard on a dataset or flow and a measure are one record.</summary>
public sealed class SafeguardTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Choose_Controls_BecomeMeasuresThereAndAreListedOnBothPages()
    {
        var assessment = await Build.Prefilled(app);
        var dataset = await FirstDataset(assessment);
        var address = $"/assessments/{assessment.Reference}/safeguards/{dataset}";
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = HtmlAssert.Ok(await officer.Get(address));

        HtmlAssert.ErrorAt(await officer.Submit(form, ("Input.State", "Planned")), "Input.Controls");
        HtmlAssert.ErrorAt(await officer.Submit(form, ("Input.Controls", "C999")), "Input.Controls");
        Assert.Empty(await On(dataset));
        HtmlAssert.ErrorAt(await officer.Submit(form, ("Input.Controls", "C28"), ("Input.ResponsibleId", Guid.CreateVersion7().ToString())), "Input.ResponsibleId");
        Assert.Empty(await On(dataset));
        var body = form.Document.QuerySelector("select[name='Input.ResponsibleId'] option:not([value=''])")!.GetAttribute("value")!;
        foreach (var _ in new[] { "once", "sent again" })
            HtmlAssert.Redirects(await officer.Submit(form, ("Input.Controls", "C28"), ("Input.State", "InPlace"), ("Input.ResponsibleId", body)));

        var measure = Assert.Single(await On(dataset));
        Assert.Equal(("C28", MeasureState.InPlace, assessment.DescriptionId, body), (measure.ControlId, measure.State, measure.OwnerId, measure.ResponsibleId.ToString()));
        var there = HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/datasets/{dataset}"));
        Assert.NotNull(there.Find($"a[href$='/measures/{measure.Id}']"));
        HtmlAssert.Says(there, "only a promise");
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/measures/{measure.Id}")), "counts for nothing in the findings until evidence or an agreement");
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/check")), "is only a promise");
        Assert.DoesNotContain(HtmlAssert.Ok(await officer.Get(address)).Document.QuerySelectorAll("input[name='Input.Controls']"), i => i.GetAttribute("value") == "C28");
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get($"/assessments/{assessment.Reference}/safeguards/{Guid.CreateVersion7()}"));
    }

    [Fact]
    public async Task Measure_InPlaceThenFailed_ChangesTheFindingsOfTheDossierAndBack()
    {
        var assessment = await Build.Prefilled(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var measure = await Build.Add(app, new Measure { Id = Guid.CreateVersion7(), OwnerId = assessment.DescriptionId, Name = "Summaries only", ControlId = "C48", State = MeasureState.Planned });
        var page = $"/assessments/{assessment.Reference}/measures/{measure.Id}";

        var planned = await Findings();
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/measures")), "With what is planned");
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/findings")), "With the safeguards that are planned");
        HtmlAssert.Redirects(await officer.Submit(await officer.Get(page), ("Input.State", "InPlace")));
        var inPlace = await Findings();
        HtmlAssert.Redirects(await officer.Submit(await officer.Get(page), ("Input.State", "Failed")));

        Assert.NotEqual(planned, inPlace);
        Assert.Equal(planned, await Findings());

        async Task<string> Findings() => string.Join('\n', HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/findings")).Document.QuerySelectorAll("table.findings tbody th > a").Select(a => a.TextContent));
    }

    [Fact]
    public async Task Vendor_GivesSafeguardsOnDataAndSeesNoneOfTheCitys()
    {
        var assessment = await Build.Prefilled(app);
        var own = await Build.Add(app, new Measure { Id = Guid.CreateVersion7(), OwnerId = assessment.DescriptionId, Name = "The city's own plan", State = MeasureState.Planned });
        var submission = await Build.Described(app, assessment);
        await Build.Returned(app, submission);
        var shared = await app.Db(db => db.Measures.AsNoTracking().Where(m => m.OwnerId == submission.DescriptionId).ToListAsync());
        var dataset = await FirstDataset(submission);
        using var vendor = await app.SignedIn(TestCity.Vendor);
        var address = $"/descriptions/{submission.Reference}/measures/new";

        Assert.NotEmpty(shared);
        Assert.All(shared, m => Assert.True(m.FlowId is not null || m.DatasetId is not null));
        Assert.DoesNotContain(shared, m => m.Name == own.Name);
        HtmlAssert.ErrorAt(await vendor.Submit(await vendor.Get(address), ("Input.Name", "Short retention")), "Input.DatasetId");
        HtmlAssert.Redirects(await vendor.Submit(await vendor.Get($"{address}?on={dataset}&control=C25"), ("Input.State", "InPlace")));
        Assert.Equal("C25", Assert.Single(await On(dataset)).ControlId);
        HtmlAssert.Status(HttpStatusCode.NotFound, await vendor.Get($"/descriptions/{submission.Reference}/measures/{own.Id}"));
    }

    private Task<Guid> FirstDataset(Assessment assessment) => app.Db(db => db.Datasets.Where(d => d.OwnerId == assessment.DescriptionId).OrderBy(d => d.Id).Select(d => d.Id).FirstAsync());

    private Task<List<Measure>> On(Guid dataset) => app.Db(db => db.Measures.AsNoTracking().Where(m => m.DatasetId == dataset).ToListAsync());
}
