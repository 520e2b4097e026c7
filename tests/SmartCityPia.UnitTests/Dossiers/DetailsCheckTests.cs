using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using Xunit;
using static SmartCityPia.UnitTests.Dossiers.SmallDossier;

namespace SmartCityPia.UnitTests.Dossiers;

public sealed class DetailsCheckTests
{
    private readonly SmallDossier made = new();

    [Fact]
    public void Flow_InOrder_HasNoError()
    {
        var (operatorId, city) = (made.Organisation("Operator"), made.Organisation("City"));
        var plates = made.Dataset("Plates", operatorId, Plate, Place);

        Assert.Empty(Rules(made.Flow("flow", plates.Id, null, city, Place)));
    }

    [Fact]
    public void Flow_NoSourceOrTwo_AsksForOne()
    {
        var city = made.Organisation("City");
        var plates = made.Dataset("Plates", null, Plate);
        var first = made.Flow("first", plates.Id, null, city);

        Assert.Equal(["SourceDatasetId OneSource"], Rules(made.Flow("none", null, null, city)));
        Assert.Equal(["SourceDatasetId OneSource"], Rules(made.Flow("both", plates.Id, first.Id, city)));
    }

    [Fact]
    public void Flow_FromItselfOrFromWhatItLeadsTo_IsACircle()
    {
        var (one, two) = (made.Organisation("One"), made.Organisation("Two"));
        var first = made.Flow("first", made.Dataset("Plates", null, Plate).Id, null, one);
        var second = made.Flow("second", null, first.Id, two);
        (first.SourceDatasetId, first.SourceFlowId) = (null, second.Id);
        var self = made.Flow("self", null, null, one);
        self.SourceFlowId = self.Id;

        Assert.Equal(["SourceFlowId NoCircle"], Rules(first));
        Assert.Equal(["SourceFlowId NoCircle"], Rules(self));
    }

    [Fact]
    public void Flow_ToTheHolder_OfDatasetOrOfCopy_IsRefused()
    {
        var (holder, copy) = (made.Organisation("Holder"), made.Organisation("Copy"));
        var plates = made.Dataset("Plates", holder, Plate);
        var first = made.Flow("first", plates.Id, null, copy);

        Assert.Equal(["RecipientId RecipientHoldsIt"], Rules(made.Flow("back", plates.Id, null, holder)));
        Assert.Equal(["RecipientId RecipientHoldsIt"], Rules(made.Flow("same", null, first.Id, copy)));
    }

    [Fact]
    public void Flow_FieldTheSourceLacks_IsNamedInWords()
    {
        var plates = made.Dataset("Plates", made.Organisation("Holder"), Plate);
        var flow = made.Flow("flow", plates.Id, null, made.Organisation("City"), Plate, "A01");

        var error = Assert.Single(flow.Check(made.Build(), flow));

        Assert.Equal("FieldNotInSource", error.Rule);
        Assert.Equal(["full name"], error.Arguments);
    }

    [Fact]
    public void Flow_FieldThatALaterFlowPassesOn_StaysUntilItIsTakenOutThere()
    {
        var plates = made.Dataset("Plates", made.Organisation("Holder"), Plate, Place);
        var first = made.Flow("first", plates.Id, null, made.Organisation("One"), Plate, Place);
        made.Flow("later", null, first.Id, made.Organisation("Two"), Plate);
        first.Fields = [Place];

        Assert.Equal(["Fields FieldIsPassedOn"], Rules(first));
    }

    [Fact]
    public void Flow_IdsOfAnotherDossier_AreNotOffered()
    {
        var city = made.Organisation("City");
        var plates = made.Dataset("Plates", null, Plate);
        var foreign = Guid.CreateVersion7();
        var purpose = made.Flow("purpose", plates.Id, null, city);
        purpose.PurposeId = foreign;

        Assert.Equal(["SourceDatasetId NotOffered"], Rules(made.Flow("dataset", foreign, null, city)));
        Assert.Equal(["SourceFlowId NotOffered"], Rules(made.Flow("flow", null, foreign, city)));
        Assert.Equal(["RecipientId NotOffered"], Rules(made.Flow("recipient", plates.Id, null, foreign)));
        Assert.Equal(["PurposeId NotOffered"], Rules(purpose));
    }

    [Fact]
    public void Measure_ControlOrPlaceThatIsNotThere_IsRefused()
    {
        var plates = made.Dataset("Plates", made.Organisation("Holder"), Plate);
        var flow = made.Flow("flow", plates.Id, null, made.Organisation("City"));
        var dossier = made.Build() with { Measures = [Findings.SmallDossier.Safeguard("C02", plates.Id, onFlow: false)] };
        IEnumerable<string> Broken(Measure measure) => measure.Check(dossier, measure).Select(e => $"{e.Field} {e.Rule}");

        Assert.Empty(Broken(Findings.SmallDossier.Safeguard("C02", flow.Id)));
        Assert.Equal(["ControlId UnknownControl"], Broken(Findings.SmallDossier.Safeguard("C999", flow.Id)));
        Assert.Equal(["FlowId NotOffered"], Broken(Findings.SmallDossier.Safeguard("C02", Guid.CreateVersion7())));
        Assert.Equal(["ControlId ControlOnce"], Broken(Findings.SmallDossier.Safeguard("C02", plates.Id, onFlow: false)));
        Assert.Equal(["State NotOffered"], Broken(Findings.SmallDossier.Safeguard("C05", flow.Id, MeasureState.InProgress)));
        var both = Findings.SmallDossier.Safeguard("C05", flow.Id);
        both.DatasetId = plates.Id;
        Assert.Equal(["FlowId OnePlace"], Broken(both));
    }

    [Fact]
    public void Dataset_NeitherHolderNorPublic_AsksForOne()
    {
        var plates = made.Dataset("Plates", null, Plate);
        Assert.Equal(["HolderId HolderOrPublic"], Rules(plates));

        plates.Public = true;
        Assert.Empty(Rules(plates));
    }

    [Fact]
    public void Dataset_HolderOfAnotherDossier_IsNotOffered() =>
        Assert.Equal(["HolderId NotOffered"], Rules(made.Dataset("Plates", Guid.CreateVersion7(), Plate)));

    [Fact]
    public void Dataset_NameTakenInAnotherCase_IsRefused()
    {
        var holder = made.Organisation("Holder");
        made.Dataset("Plates", holder);

        Assert.Equal(["Name NameOnce"], Rules(made.Dataset("PLATES", holder)));
    }

    [Fact]
    public void Item_TypeTheCatalogueLacks_IsUnknown()
    {
        made.Dataset("Plates", null, "A999");

        Assert.Equal(["TypeId UnknownType"], Rules(made.Items[0]));
    }

    [Fact]
    public void Item_TypeAlreadyInTheDataset_OnceOnly_ButElsewhereToo()
    {
        var plates = made.Dataset("Plates", null, Plate);
        made.Dataset("Fines", null, Plate);
        var second = new DataItem { Id = Guid.CreateVersion7(), OwnerId = plates.OwnerId, DatasetId = plates.Id };

        Assert.Equal(["TypeId TypeOnce"], [.. new DataItemDetails { TypeId = Plate }.Check(made.Build(), second).Select(Told)]);
        Assert.Empty(Rules(made.Items[0]));
        Assert.Empty(Rules(made.Items[1]));
    }

    [Fact]
    public void Item_TypeAFlowPassesOn_CannotBecomeAnother()
    {
        var plates = made.Dataset("Plates", made.Organisation("Holder"), Plate, Place);
        var first = made.Flow("first", plates.Id, null, made.Organisation("One"));
        made.Flow("later", null, first.Id, made.Organisation("Two"), Plate);

        Assert.Equal(["TypeId TypeIsPassedOn"], [.. new DataItemDetails { TypeId = "A01" }.Check(made.Build(), made.Items[0]).Select(Told)]);
        Assert.Empty(new DataItemDetails { TypeId = "A01" }.Check(made.Build(), made.Items[1]));
    }

    private string[] Rules<T>(T row) where T : IChecked<T>, IRow => [.. row.Check(made.Build(), row).Select(Told)];

    private static string Told(FieldError error) => $"{error.Field} {error.Rule}";
}
