using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Pictures.Dossiers;
using SmartCityPia.UnitTests.Dossiers;
using Xunit;
using static SmartCityPia.UnitTests.Dossiers.SmallDossier;

namespace SmartCityPia.UnitTests.Pictures;

public sealed class DossierDrawingsTests
{
    private readonly SmallDossier made = new();

    [Fact]
    public void Flows_OfAService_PeopleDatasetsOrganisations()
    {
        var (holder, city) = (made.Organisation("Operator"), made.Organisation("City"));
        made.Groups.Add(new() { Id = Guid.CreateVersion7(), OwnerId = Guid.CreateVersion7(), Name = "drivers" });
        made.Groups.Add(new() { Id = Guid.CreateVersion7(), OwnerId = Guid.CreateVersion7(), Name = "Motorists" });
        var plates = made.Dataset("Plates", holder, Plate, Place);
        (plates.People, plates.GroupIds) = ("drivers ", [made.Groups[1].Id]);
        var flow = made.Flow("Fines", plates.Id, null, city, Plate);
        flow.CrossesBorder = true;
        var dossier = made.Build() with { Measures = [Findings.SmallDossier.Safeguard("C02", flow.Id)] };

        var picture = DossierDrawings.Flows(dossier, row => $"/{row.GetType().Name}/{dossier.Code(row.Id)}");

        Assert.Equal("Data flows of Parking", picture.Title);
        Assert.Equal(["Plates", "drivers", "City"], picture.Nodes.Select(n => n.Label));
        Assert.Equal("/PeopleGroup/G2", picture.Nodes[1].Href);
        Assert.Equal("Operator · 2 kinds of data", picture.Nodes[0].Detail);
        Assert.Equal(["D1", "F1"], picture.Flows.Select(f => f.Label));
        Assert.Equal("/DataFlow/F1", picture.Flows[1].Href);
        Assert.True(picture.Flows[1] is { Safeguarded: true, CrossesBorder: true });
        Assert.Equal(dossier.Term(Plate).Name, picture.Flows[1].Detail);
    }

    [Fact]
    public void Flows_FlowOfAFlow_LeavesFromTheFirstRecipient()
    {
        var (one, two) = (made.Organisation("One"), made.Organisation("Two"));
        var first = made.Flow("first", made.Dataset("Plates", made.Organisation("Holder"), Plate).Id, null, one);
        made.Flow("second", null, first.Id, two);

        var picture = DossierDrawings.Flows(made.Build());

        var second = picture.Flows.Single(f => f.Label == "F2");
        Assert.Equal(("One", "Two"), (LabelOf(picture, second.From), LabelOf(picture, second.To)));
    }

    [Fact]
    public void Flows_SpecialCategory_MarksDatasetAndOnlyWhoReceivesIt()
    {
        var special = made.Build().Catalogue.Types.First(t => t is { IsSpecial: true, Derived: false }).Id;
        var (clinic, city) = (made.Organisation("Clinic"), made.Organisation("City"));
        var set = made.Dataset("Vitals", made.Organisation("Holder"), special, Plate);
        made.Flow("plates", set.Id, null, city, Plate);
        made.Flow("plates too", set.Id, null, clinic, Plate);
        made.Flow("vitals", set.Id, null, clinic, special);

        var picture = DossierDrawings.Flows(made.Build());

        Assert.Equal(["Clinic", "Vitals"], picture.Nodes.Where(n => n.Special).Select(n => n.Label).Order(StringComparer.Ordinal));
        Assert.Equal("Holder · 2 kinds of data, 1 special", picture.Nodes[0].Detail);
    }

    [Fact]
    public void Flows_PublicDatasets_ShareOneEverybody()
    {
        made.Dataset("Counts", made.Organisation("City"), Place).Public = true;
        made.Dataset("Register", null, Place).Public = true;

        var picture = DossierDrawings.Flows(made.Build());

        Assert.Single(picture.Nodes, n => n.Kind == FlowNodeKind.Public);
        Assert.Equal(["D1", "D2"], picture.Flows.Select(f => f.Label));
    }

    [Fact]
    public void Flows_OneDataset_DrawsItsDataToTheEndAndKeepsTheCodes()
    {
        made.Dataset("Other", made.Organisation("Elsewhere"), Place);
        var plates = made.Dataset("Plates", made.Organisation("Holder"), Plate);
        made.Flow("other", made.Datasets[0].Id, null, made.Organisation("Far"));
        var first = made.Flow("first", plates.Id, null, made.Organisation("One"));
        made.Flow("second", null, first.Id, made.Organisation("Two"));

        var picture = DossierDrawings.Flows(made.Build(), only: plates.Id);

        Assert.Equal("Data flows of Plates", picture.Title);
        Assert.Equal(["Plates", "One", "Two"], picture.Nodes.Select(n => n.Label));
        Assert.Equal(["F2", "F3"], picture.Flows.Select(f => f.Label));
        Assert.Equal(plates.Id, DossierDrawings.Busiest(made.Build()));
    }

    [Fact]
    public void Flows_OneDatasetWithTooMany_DrawsAsManyAsCanBeRead()
    {
        var plates = made.Dataset("Plates", made.Organisation("Holder"), Plate);
        var city = made.Organisation("City");
        for (var i = 0; i <= DossierDrawings.MostFlows; i++)
            made.Flow($"flow {i}", plates.Id, null, city);

        Assert.Equal(DossierDrawings.MostFlows, DossierDrawings.Flows(made.Build(), only: plates.Id).Flows.Count);
        Assert.Equal(DossierDrawings.MostFlows + 1, DossierDrawings.Flows(made.Build()).Flows.Count);
    }

    [Fact]
    public void Flows_RowsThatAreNotWhole_AreLeftOut()
    {
        var plates = made.Dataset("Plates", made.Organisation("Holder"), Plate);
        made.Flow("no recipient", plates.Id, null, null);
        made.Flow("no source", null, Guid.CreateVersion7(), made.Organisation("City"));

        var picture = DossierDrawings.Flows(made.Build());

        Assert.Empty(picture.Flows);
        Assert.Equal(["Plates"], picture.Nodes.Select(n => n.Label));
    }

    [Fact]
    public void Flows_EveryArchetype_CanBeDrawn()
    {
        foreach (var archetype in made.Build().Catalogue.Archetypes)
        {
            var bodies = archetype.Stakeholders.ToDictionary(s => s.Key, s => new Prefill.Body(Guid.CreateVersion7(), s.Name), StringComparer.Ordinal);
            var prefill = new Prefill(archetype, Guid.CreateVersion7(), Guid.CreateVersion7(), bodies, Guid.CreateVersion7);
            var dossier = made.Build() with
            {
                Organisations = [.. archetype.Stakeholders.Select(s => new OrganisationEntry(bodies[s.Key].Id, s.Name, default, null))],
                Stakeholders = prefill.Stakeholders,
                Groups = prefill.Groups,
                Datasets = prefill.Datasets,
                Items = prefill.Items,
                Flows = prefill.Flows,
            };

            var svg = SvgWriter.Write(DataFlowDiagram.Draw(DossierDrawings.Flows(dossier)), "d");

            Assert.All(prefill.Flows, f => Assert.Contains($">{dossier.Code(f.Id)}<", svg, StringComparison.Ordinal));
        }
    }

    private static string LabelOf(DataFlowPicture picture, string id) => picture.Nodes.Single(n => n.Id == id).Label;
}
