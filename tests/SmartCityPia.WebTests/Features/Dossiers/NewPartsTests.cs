using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers;

public sealed class NewPartsTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Start_EveryKind_GivesTheAgencyItsPartAndEveryOtherBodyItsName()
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        foreach (var archetype in PiaCatalogue.Current.Archetypes)
        {
            var form = await Parts(officer, archetype.Id);
            var chosen = Assert.Single(form.ValuesOf("Input.Part"));

            var opened = HtmlAssert.Redirects(await officer.Submit(form, [.. archetype.Stakeholders.Select((s, i) => ($"Input.Names[{i}].Name", (string?)$"{s.Name} of Aldermere"))]));

            var dossier = await Read(opened.Location!);
            Assert.Equal(TestCity.Hall, dossier.Stakeholders.Single(s => s.Role == archetype.Stakeholders.Single(p => p.Key == chosen).Role && s.OrganisationId == TestCity.Hall).OrganisationId);
            Assert.Equal(OrganisationKind.Agency, archetype.Stakeholders.Single(p => p.Key == chosen).Kind);
            Assert.Equal(
                archetype.Datasets.Select(d => (d.Name, d.Holder == chosen ? "City hall" : archetype.Stakeholders.Single(s => s.Key == d.Holder).Name + " of Aldermere")),
                dossier.Datasets.Select(d => (d.Name, dossier.OrganisationName(d.HolderId))));
            Assert.Equal(
                archetype.Flows.Select(f => f.To == chosen ? "City hall" : archetype.Stakeholders.Single(s => s.Key == f.To).Name + " of Aldermere"),
                dossier.Flows.Select(f => dossier.OrganisationName(f.RecipientId)));
            Assert.All(dossier.Flows, f => Assert.EndsWith(" → " + dossier.OrganisationName(f.RecipientId), f.Name, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Start_AnotherPart_HoldsNothing()
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        var opened = HtmlAssert.Redirects(await officer.Submit(await Parts(officer, "S09"), ("Input.Part", "other"), ("Input.Role", "ThirdParty")));

        var dossier = await Read(opened.Location!);
        Assert.Equal(StakeholderRole.ThirdParty, dossier.Stakeholders.Single(s => s.OrganisationId == TestCity.Hall).Role);
        Assert.DoesNotContain(TestCity.Hall, dossier.Datasets.Select(d => d.HolderId).Concat(dossier.Flows.Select(f => f.RecipientId)).OfType<Guid>());
    }

    [Theory]
    [InlineData("Input.Part", "", "Input.Part")]
    [InlineData("Input.Part", "nobody", "Input.Part")]
    [InlineData("Input.Part", "other", "Input.Role")]
    public async Task Post_Wrong_ReturnsErrorAtIt(string field, string value, string at)
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = await officer.Submit(await Parts(officer, "S09"), (field, value), ("Input.Names[0].Name", "Kept all the same"));

        HtmlAssert.ErrorAt(page, at);
        HtmlAssert.Value(page, "Input.Names[0].Name", "Kept all the same");
    }

    [Fact]
    public async Task Post_NameTooLong_ReturnsErrorAtIt()
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = await officer.Submit(await Parts(officer, "S09"), ("Input.Names[0].Name", new string('n', 201)));

        HtmlAssert.ErrorAt(page, "Input.Names[0].Name", "200");
    }

    [Theory]
    [InlineData("/assessments/new/parts")]
    [InlineData("/assessments/new/parts?archetype=S99&name=x")]
    [InlineData("/assessments/new/parts?archetype=S09&name=x&agency=00000000-0000-0000-0000-000000000001")]
    public async Task Get_NoSuchKindOrAgency_NotFound(string address)
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get(address));
    }

    [Fact]
    public async Task Names_NotKnown_AreAskedForAndTakenOver()
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        var opened = HtmlAssert.Redirects(await officer.Submit(await Parts(officer, "S09"), [.. Enumerable.Range(0, 6).Select(i => ($"Input.Names[{i}].Name", (string?)""))]));
        var before = await Read(opened.Location!);
        var unnamed = before.Organisations.Where(o => o.Unnamed).ToList();
        Assert.Equal(5, unnamed.Count);
        Assert.Contains(DossierCheck.Gaps(before, new(2026, 1, 1)), g => g is { Rule: "BodyNotNamed", Blocks: true });
        // Nobody else is offered a body that has no name.
        Assert.DoesNotContain("Shared vehicle operator (", (await officer.Get("/organisations")).Text, StringComparison.Ordinal);
        var known = $"Known wheels {Guid.CreateVersion7():N}";
        await Build.Add(app, new Organisation { Id = Guid.CreateVersion7(), Name = known, Kind = OrganisationKind.ServiceOperator });

        var form = await officer.Get(opened.Location + "/stakeholders/names");
        var rows = form.Document.QuerySelectorAll("input[name$='.Key']").Select(e => e.GetAttribute("value")!).ToList();
        string Field(string part) => $"Names[{rows.IndexOf(unnamed.Single(o => o.Name.StartsWith(part, StringComparison.Ordinal)).Id.ToString())}].Name";
        HtmlAssert.Redirects(await officer.Submit(form, (Field("Shared vehicle operator"), known.ToUpperInvariant()), (Field("Mobility data aggregator"), $"New hub {known}")));

        var after = await Read(opened.Location!);
        Assert.Equal(3, after.Organisations.Count(o => o.Unnamed));
        Assert.Equal(known, after.OrganisationName(after.Datasets.Single(d => d.Name == "Rider accounts and trips").HolderId));
        Assert.Contains(after.Flows, f => f.Name == $"Rider accounts and trips → New hub {known}");
        Assert.Equal(before.Stakeholders.Count, after.Stakeholders.Count);
    }

    [Fact]
    public async Task Names_SenderAndRecipientAlike_IsRefused()
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        var opened = HtmlAssert.Redirects(await officer.Submit(await Parts(officer, "S09"), [.. Enumerable.Range(0, 6).Select(i => ($"Input.Names[{i}].Name", (string?)""))]));
        var form = await officer.Get(opened.Location + "/stakeholders/names");

        var page = await officer.Submit(form, ("Names[0].Name", "Both at once"), ("Names[1].Name", "Both at once"), ("Names[2].Name", "Both at once"), ("Names[3].Name", "Both at once"), ("Names[4].Name", "Both at once"));

        HtmlAssert.Status(HttpStatusCode.BadRequest, page);
        Assert.Equal(5, (await Read(opened.Location!)).Organisations.Count(o => o.Unnamed));
    }

    [Fact]
    public async Task Flow_AnotherRecipient_TakesItsName()
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        var assessment = await Build.Prefilled(app, "S09");
        var dossier = await Read("/assessments/" + assessment.Reference);
        var flow = dossier.Flows[0];
        var other = dossier.Stakeholders.Select(s => s.OrganisationId!.Value).First(o => o != flow.RecipientId && o != dossier.DatasetOf(flow.SourceDatasetId)!.HolderId);

        HtmlAssert.Redirects(await officer.Post($"/assessments/{assessment.Reference}/flows/{flow.Id}", ("Input.RecipientId", other.ToString())));

        Assert.Equal($"{dossier.Datasets[0].Name} → {dossier.OrganisationName(other)}", await app.Db(db => db.DataFlows.Where(f => f.Id == flow.Id).Select(f => f.Name).SingleAsync()));
    }

    private static async Task<HtmlPage> Parts(PiaClient officer, string archetype) =>
        HtmlAssert.Ok(await officer.Follow(HtmlAssert.Redirects(await officer.Post($"/assessments/new?archetype={archetype}", ("Input.Name", $"Service {archetype}")))));

    private async Task<Dossier> Read(string address)
    {
        var reference = address.Split('/')[^1];
        var id = await app.Db(db => db.Assessments.Where(a => a.Reference == reference).Select(a => a.Id).SingleAsync());
        return (await app.With<DossierReader, Dossier?>(reader => reader.Read(id, CancellationToken.None)))!;
    }
}
