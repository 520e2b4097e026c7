using SmartCityPia.Domain.Dossiers;
using SmartCityPia.UnitTests.Reports;
using Xunit;

namespace SmartCityPia.UnitTests.Dossiers;

public sealed class DossierIndexTests
{
    [Fact]
    public void With_OtherRows_IsLookedUpAnew()
    {
        var before = RichDossier.Filled();
        var (first, second) = (before.Datasets[0], before.Datasets[1]);
        Assert.Equal("D1", before.Code(first.Id));

        var after = before with { Datasets = [.. before.Datasets.Skip(1)], Items = [], Organisations = [] };

        Assert.Equal("", after.Code(first.Id));
        Assert.Equal("D1", after.Code(second.Id));
        Assert.Null(after.DatasetOf(first.Id));
        Assert.Null(after.Holding(first.Id));
        Assert.Empty(after.ItemsOf(second.Id));
        Assert.Equal("", after.OrganisationName(second.HolderId));
        Assert.Equal("D1", before.Code(first.Id));
        Assert.Same(first, before.DatasetOf(first.Id));
    }

    [Fact]
    public void LookUps_EveryRow_SayWhatTheListsSay()
    {
        var dossier = RichDossier.Filled();

        Assert.All(dossier.Datasets, d => Assert.Equal(dossier.Items.Where(i => i.DatasetId == d.Id), dossier.ItemsOf(d.Id)));
        Assert.All(dossier.Flows, f => Assert.Same(f, dossier.FlowOf(f.Id)));
        Assert.Equal(dossier.Flows.Select((_, n) => $"F{n + 1}"), dossier.Flows.Select(f => dossier.Code(f.Id)));
        Assert.All(dossier.Organisations, o => Assert.Equal(o.Name, dossier.OrganisationName(o.Id)));
    }

    [Fact]
    public void LookUps_UnknownOrNone_FindNothing()
    {
        var dossier = RichDossier.Filled();

        Assert.Null(dossier.DatasetOf(null));
        Assert.Null(dossier.FlowOf(Guid.CreateVersion7()));
        Assert.Equal("", dossier.Code(Guid.Empty));
        Assert.Equal("", dossier.OrganisationName(null));
        Assert.Empty(dossier.ItemsOf(Guid.Empty));
    }
}
