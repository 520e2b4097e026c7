using Xunit;
using static SmartCityPia.UnitTests.Dossiers.SmallDossier;

namespace SmartCityPia.UnitTests.Dossiers;

public sealed class DossierFlowTests
{
    private readonly SmallDossier made = new();

    [Fact]
    public void FieldsOf_Dataset_AreItsItems()
    {
        var plates = made.Dataset("Plates", null, Plate, Place);
        made.Dataset("Names", null, "A01");

        Assert.Equal([Place, Plate], made.Build().FieldsOf(plates.Id, null).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void FieldsOf_FlowOfAFlow_IsWhatEveryStepLetThrough()
    {
        var plates = made.Dataset("Plates", null, Plate, Place, "A01");
        var first = made.Flow("first", plates.Id, null, made.Organisation("One"), Plate, Place);
        var all = made.Flow("all", null, first.Id, made.Organisation("Two"));
        var last = made.Flow("last", null, all.Id, made.Organisation("Three"), Place);
        var dossier = made.Build();

        Assert.Equal([Place, Plate], dossier.FieldsOf(null, all.Id).Order(StringComparer.Ordinal));
        Assert.Equal([Place], dossier.FieldsOf(null, last.Id));
    }

    [Fact]
    public void FieldsOf_WhatIsNotThere_IsEmpty() => Assert.Empty(made.Build().FieldsOf(Guid.CreateVersion7(), null));

    [Fact]
    public void FieldsOf_ACircle_IsEmptyAndEnds()
    {
        var first = made.Flow("first", null, null, null);
        var second = made.Flow("second", null, first.Id, null);
        first.SourceFlowId = second.Id;
        var dossier = made.Build();

        Assert.Empty(dossier.FieldsOf(null, second.Id));
        Assert.Null(dossier.OriginOf(second));
    }

    [Fact]
    public void FieldsOf_FieldRemovedFromTheDataset_NoLongerPassesThrough()
    {
        var plates = made.Dataset("Plates", null, Plate);
        var flow = made.Flow("flow", plates.Id, null, made.Organisation("One"), Plate, "A01");

        Assert.Equal([Plate], made.Build().FieldsOf(null, flow.Id));
    }

    [Fact]
    public void OriginOf_FlowOfAFlow_IsTheFirstDataset()
    {
        var plates = made.Dataset("Plates", null, Plate);
        var first = made.Flow("first", plates.Id, null, made.Organisation("One"));
        var last = made.Flow("last", null, first.Id, made.Organisation("Two"));

        Assert.Equal(plates.Id, made.Build().OriginOf(last));
    }

    [Fact]
    public void Reaches_Chain_OnlyDownstream()
    {
        var plates = made.Dataset("Plates", null, Plate);
        var first = made.Flow("first", plates.Id, null, made.Organisation("One"));
        var second = made.Flow("second", null, first.Id, made.Organisation("Two"));
        var third = made.Flow("third", null, second.Id, made.Organisation("Three"));
        var dossier = made.Build();

        Assert.True(dossier.Reaches(first.Id, second.Id));
        Assert.True(dossier.Reaches(first.Id, third.Id));
        Assert.False(dossier.Reaches(third.Id, first.Id));
        Assert.False(dossier.Reaches(first.Id, first.Id));
        Assert.False(dossier.Reaches(first.Id, Guid.CreateVersion7()));
        Assert.Equal(new[] { second.Id, third.Id }.Order(), dossier.LedToBy(first.Id).Order());
        Assert.Empty(dossier.LedToBy(third.Id));
    }
}
