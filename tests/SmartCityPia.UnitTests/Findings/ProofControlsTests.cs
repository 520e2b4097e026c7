using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.UnitTests.City;
using Xunit;

namespace SmartCityPia.UnitTests.Findings;

/// <summary>What the words say of applied controls is what the engine counts.</summary>
public sealed class ProofControlsTests
{
    [Theory]
    [MemberData(nameof(Archetypes))]
    public void Of_EveryFindingOfAnArchetype_CountedFactorsExplainTheProofsConfidence(string archetype)
    {
        var dossier = SmallDossier.FromArchetype(archetype);
        foreach (var finding in dossier.Findings)
        {
            var controls = ProofControls.Of(dossier, finding);
            var bare = Confidence(dossier, finding, _ => 1);
            var expected = Confidence(dossier, finding, step => Sides(step).SelectMany(h => dossier.ControlsOn(h)).Select(id => Factor(dossier.Catalogue.Control(id), step)).Append(1).Min());

            Assert.Equal(expected, finding.ProofConfidence, 1e-9);
            // A control that is said to be counted makes a difference, and where none is, there is none.
            Assert.Equal(finding.ProofConfidence < bare - 1e-12, controls.Applied.Any(a => a.Factor < 1));
        }
    }

    public static TheoryData<string> Archetypes => [.. PiaCatalogue.Current.Archetypes.Select(a => a.Id)];

    /// <summary>The same rule is used in one of two joined holdings; the control is on the other one.</summary>
    [Fact]
    public void Of_ControlOnTheOtherOfTwoJoinedHoldings_IsNotCountedAndIsOfferedForTheFirst()
    {
        var control = PiaCatalogue.Current.Controls.First(c => c.Scope == ControlScope.Data && c.Effects.Any(e => e.Rule == "I114e"));
        var dossier = SmallCity.Service(1, "Both", (SmallCity.Transport, ["A08", "A21", "A22"]), (SmallCity.Transport, ["A08", "A34"]));
        var holding = dossier.WithFindings().Findings.Single(f => f.TypeId == "D90").HoldingId;
        var other = dossier.Datasets.Single(d => d.Id != holding);
        var free = dossier.WithFindings().Findings.Single(f => f.TypeId == "D90");

        other.Controls = [control.Id];
        var finding = dossier.WithFindings().Findings.Single(f => f.TypeId == "D90");
        var controls = ProofControls.Of(dossier, finding);

        Assert.Equal(free.ProofConfidence, finding.ProofConfidence, 1e-12);
        Assert.Empty(controls.Applied.Single(a => a.Control == control).Touched);
        Assert.Equal([holding], controls.Offered.Single(o => o.Control == control).Where);
    }

    [Fact]
    public void Of_ControlOnAnothersHolding_IsKnownThereAndCounted()
    {
        var keyed = PiaCatalogue.Current.Controls.First(c => c.Effects.Any(e => e.Key == "A08" && e.Factor < 1));
        var theirs = SmallCity.Service(2, "Station Wi-Fi", (SmallCity.Wifi, ["A08", "A34"]));
        var dossier = SmallCity.Cards.WithFindings();
        var free = dossier.Adds(theirs).Findings.Single(f => f.TypeId == "D90");
        Assert.All(ProofControls.Of(dossier.WithCity(dossier.Adds(theirs)), free).Offered.Where(o => o.Touched.Contains("A08")), o => Assert.Contains(dossier.Datasets[0].Id, o.Where));

        theirs.Datasets[0].Controls = [keyed.Id];
        dossier = dossier.WithCity(dossier.Adds(theirs));

        Assert.Equal([keyed.Id], dossier.City!.Holdings.SelectMany(h => h.Controls).Distinct());
        if (dossier.City.Findings.SingleOrDefault(f => f.TypeId == "D90") is { } weakened)
        {
            Assert.True(weakened.Score < free.Score);
            Assert.Contains("A08", ProofControls.Of(dossier, weakened).Applied.Single(a => a.Control == keyed).Touched);
        }
    }

    private static double Confidence(Dossier dossier, Finding finding, Func<ProofStep, double> left) => finding.Proof
        .DistinctBy(s => s.Kind == ProofStepKind.Link ? (s.Kind, s.Via, Sides(s).Min(), Sides(s).Max()) : (s.Kind, s.Via ?? s.TypeId, s.HoldingId, s.HoldingId))
        .Aggregate(1d, (product, s) => product * left(s) * s.Kind switch
        {
            ProofStepKind.Rule => dossier.Catalogue.Rules.ById[s.Via!].Confidence,
            ProofStepKind.Link => dossier.Catalogue.Keys.ById[s.Via!].Strength,
            _ => 1,
        });

    private static IEnumerable<Guid> Sides(ProofStep step) => [step.HoldingId, step.OtherHoldingId ?? step.HoldingId];

    private static double Factor(Control control, ProofStep step) => control.Effects.Where(e => (e.Kind, step.Kind) switch
    {
        (ControlEffectKind.Rule, ProofStepKind.Rule) or (ControlEffectKind.Key, ProofStepKind.Link) => e.Target == step.Via,
        (ControlEffectKind.Field, ProofStepKind.Field) => e.Target == step.TypeId,
        _ => false,
    }).Select(e => e.Factor!.Value).Append(1).Min();
}
