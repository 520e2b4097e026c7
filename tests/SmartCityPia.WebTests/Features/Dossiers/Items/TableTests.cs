using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Analysis.City;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers.Items;

public sealed class TableTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Post_ManyRows_SavesAllOfThemTogether()
    {
        var (assessment, dataset) = await Filled(4);
        using var officer = await app.SignedIn(TestCity.Officer);
        var address = $"/assessments/{assessment.Reference}/data/{dataset}/table";
        var form = HtmlAssert.Ok(await officer.Get(address));

        HtmlAssert.ErrorAt(await officer.Submit(form, ("Input.Rows[0].Given.Metres", "50"), ("Input.Rows[2].Given.Group", "many")), "Input.Rows[2].Given.Group");
        Assert.All(await Items(dataset), i => Assert.Null(i.Metres));
        HtmlAssert.Redirects(await officer.Submit(form, ("Input.Rows[0].Given.Metres", "50"), ("Input.Rows[2].Given.Group", "12"), ("Input.Rows[3].Given.Form", "Keyed")));

        var saved = await Items(dataset);
        Assert.Equal((50, 12, CityForm.Keyed), (saved[0].Metres, saved[2].Group, saved[3].Form));
        Assert.Equal(3, await app.Db(db => db.AuditEvents.CountAsync(e => saved.Select(i => i.Id).Contains(e.SubjectId) && e.Verb == "Changed")));
        HtmlAssert.Value(HtmlAssert.Ok(await officer.Get(address)), "Input.Rows[0].Given.Metres", "50");
    }

    [Fact]
    public async Task Post_RowChangedMeanwhile_IsHeldBackAndSavedTheSecondTime()
    {
        var (assessment, dataset) = await Filled(2);
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/data/{dataset}/table"));
        await Build.Change<DataItem>(app, (await Items(dataset))[1].Id, i => i.LocalName = "theirs");

        var held = HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(form, ("Input.Rows[0].Given.Days", "1"), ("Input.Rows[1].Given.LocalName", "mine")));

        Assert.Equal([(null, null), (null, "theirs")], (await Items(dataset)).Select(i => (i.Days, i.LocalName)));
        HtmlAssert.Redirects(await officer.Submit(held));
        Assert.Equal([(1, null), ((int?)null, (string?)"mine")], (await Items(dataset)).Select(i => (i.Days, i.LocalName)));
    }

    [Fact]
    public async Task Get_MoreThanAPageHolds_IsPagedHereAndCutShortInTheList()
    {
        var (assessment, dataset) = await Filled(30);
        using var officer = await app.SignedIn(TestCity.Officer);

        var first = HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/data/{dataset}/table"));
        var second = HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/data/{dataset}/table?p=2"));
        var list = HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}/data"));

        Assert.Equal((25, 5), (first.Document.QuerySelectorAll("tbody tr").Length, second.Document.QuerySelectorAll("tbody tr").Length));
        Assert.Equal(20, list.Document.QuerySelectorAll($"a[href*='/data/{dataset}/items/']").Length);
        HtmlAssert.Says(list, "10 more kinds of data in the table");
    }

    [Fact]
    public async Task Item_SaveAndAddAnother_GoesToTheNextEmptyForm()
    {
        var (assessment, dataset) = await Filled(0);
        using var officer = await app.SignedIn(TestCity.Officer);
        var address = $"/assessments/{assessment.Reference}/data/{dataset}/items";

        var saved = HtmlAssert.Redirects(await officer.Submit(HtmlAssert.Ok(await officer.Get(address)), ("Input.TypeId", "A34"), ("another", "true")));

        Assert.EndsWith(address, saved.Location, StringComparison.Ordinal);
        Assert.Single(await Items(dataset));
    }

    private async Task<(Assessment Assessment, Guid Dataset)> Filled(int items)
    {
        var assessment = await Build.Assessment(app);
        var dataset = await Build.Add(app, new Dataset { Id = Guid.CreateVersion7(), OwnerId = assessment.DescriptionId, Name = "Wide", HolderId = TestCity.Operator });
        foreach (var type in PiaCatalogue.Current.Types.Where(t => t.IsOffered).Take(items))
            await Build.Add(app, new DataItem { Id = Guid.CreateVersion7(), OwnerId = assessment.DescriptionId, DatasetId = dataset.Id, TypeId = type.Id, Level = DataLevel.Individual });
        return (assessment, dataset.Id);
    }

    private Task<List<DataItem>> Items(Guid dataset) => app.Db(db => db.DataItems.AsNoTracking().Where(i => i.DatasetId == dataset).OrderBy(i => i.Id).ToListAsync());
}
