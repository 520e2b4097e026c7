using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.UnitTests.Reports;
using Xunit;

namespace SmartCityPia.UnitTests.Dossiers;

public sealed class LawTableTests
{
    private static readonly LawReview Reviewed = new(["Favourable, Bram Osei"], "Consulted");

    [Fact]
    public void Of_NewAssessment_HasEveryPointAndNothingMadeUp()
    {
        var dossier = RichDossier.Prefilled() with { Purposes = [], Groups = [], Datasets = [], Items = [], Flows = [], Stakeholders = [], Measures = [], Tensions = [] };
        (dossier.Service.Summary, dossier.Service.Place) = (null, null);

        var lines = LawTable.Of(dossier);

        Assert.Equal(PiaCatalogue.Current.Law.Select(p => p.Id), lines.Select(l => l.Point.Id));
        Assert.All(lines, l => Assert.Contains(l.State, (LawState[])[LawState.Missing, LawState.NotAsked]));
        Assert.All(lines, l => Assert.Empty(l.Held));
        Assert.All(lines.Where(l => l.State == LawState.Missing), l => Assert.NotEmpty(l.Missing));
        Assert.All(lines.Where(l => l.State == LawState.NotAsked), l => Assert.NotEqual(l.NotAsked, l.WhyNotAsked()));
    }

    [Fact]
    public void Of_FilledAssessment_NamesRowsThatHoldThePoint()
    {
        var dossier = Filled();

        var lines = LawTable.Of(dossier, Reviewed).ToDictionary(l => l.Point.Id, StringComparer.Ordinal);

        Assert.Equal(LawState.Held, lines["LC2"].State);
        Assert.Equal(dossier.Purposes.Select(p => p.Id).Concat(dossier.Flows.Select(f => f.Id)), lines["LC2"].Held.Select(p => p.RowId!.Value));
        Assert.Contains("Purposes: P1, P2", lines["LC2"].HeldText(dossier).First(), StringComparison.Ordinal);
        Assert.Equal(LawState.Held, lines["LF1"].State);
        Assert.Equal("Favourable, Bram Osei", Assert.Single(lines["LF1"].HeldText(dossier)));
    }

    [Fact]
    public void Of_OneFieldEmptied_LeadsToThatField()
    {
        var dossier = Filled();
        dossier.Purposes[0].Necessity = " ";

        var line = LawTable.Of(dossier, Reviewed).Single(l => l.Point.Id == "LA2");

        Assert.Equal(LawState.Partly, line.State);
        var place = Assert.Single(line.Missing);
        Assert.Equal((nameof(Purpose), dossier.Purposes[0].Id, nameof(Purpose.Necessity)), (place.Kind, place.RowId, place.Field));
        Assert.StartsWith(Words.Label(typeof(PurposeDetails), nameof(Purpose.Necessity)), place.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_PriorConsultation_IsAskedWhereARiskStaysHigh()
    {
        var dossier = Filled();
        var risk = dossier.Risks[0];

        (risk.ResidualSeverity, risk.ResidualLikelihood) = (Level.Maximum, Level.Maximum);
        Assert.Equal(LawState.Missing, Line(null).State);
        Assert.Equal(LawState.Held, Line(Reviewed).State);
        foreach (var other in dossier.Risks)
            (other.ResidualSeverity, other.ResidualLikelihood) = (Level.Negligible, Level.Negligible);
        Assert.Equal(LawState.NotAsked, Line(null).State);
        risk.ResidualLikelihood = null;
        Assert.Contains(Line(null).Missing, p => p.RowId == risk.Id && p.Field == nameof(Risk.ResidualLikelihood));

        LawLine Line(LawReview? review) => LawTable.Of(dossier, review).Single(l => l.Point.Id == "LD7");
    }

    [Fact]
    public void Of_FrozenVersion_KeepsItsPointsAndAnswers()
    {
        var dossier = Filled();
        var (frozen, _) = RichDossier.Freeze(dossier);

        Assert.Equal(LawTable.Of(dossier).Select(l => (l.Point.Id, l.State)), LawTable.Of(frozen).Select(l => (l.Point.Id, l.State)));
        Assert.Equal(PiaCatalogue.Current.Law.Select(p => p.Asks), frozen.Law!.Select(p => p.Asks));
    }

    private static Dossier Filled() => RichDossier.Filled().WithFindings();
}
