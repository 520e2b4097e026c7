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
            var expected = Confidences(dossier, finding, step => Sides(step).SelectMany(h => dossier.ControlsOn(h)).Select(id => Factor(dossier.Catalogue.Control(id), step)).Append(1).Min());

            Assert.Contains(expected, one => Math.Abs(one.Confidence - finding.ProofConfidence) < 1e-9 && one.IsWeakened == controls.Applied.Any(a => a.Factor < 1));
        }
    }

    public static TheoryData<string> Archetypes => [.. PiaCatalogue.Current.Archetypes.Select(a => a.Id)];

    /// <summary>The taps are in one of two joined holdings; the control that sums up taps is on the other one.</summary>
    [Fact]
    public void Of_ControlOnTheOtherOfTwoJoinedHoldings_IsNotCountedAndIsOfferedForTheFirst()
    {
        var control = PiaCatalogue.Current.Control("C48");
        var dossier = SmallCity.Service(1, "Both", (SmallCity.Transport, ["A08", "A21", "A22"]), (SmallCity.Transport, ["A08", "A01"]));
        var (holding, other) = (dossier.Datasets[0].Id, dossier.Datasets[1]);
        var free = dossier.WithFindings().Findings.Single(f => f.TypeId == "D13");

        dossier = dossier with { Measures = [SmallDossier.Safeguard(control.Id, other.Id, onFlow: false)] };
        var finding = dossier.WithFindings().Findings.Single(f => f.TypeId == "D13");
        var controls = ProofControls.Of(dossier, finding);

        Assert.Equal(free.ProofConfidence, finding.ProofConfidence, 1e-12);
        Assert.Empty(controls.Applied.Single(a => a.Control == control).Touched);
        Assert.Equal([holding], controls.Offered.Single(o => o.Control == control).Where);
    }

    [Fact]
    public void Of_ControlOnAnothersHolding_IsKnownThereAndCounted()
    {
        var keyed = PiaCatalogue.Current.Controls.First(c => c.Effects.Any(e => e.Key == "A08" && e.Factor < 1));
        var theirs = SmallCity.Service(2, "Station Wi-Fi", (SmallCity.Wifi, ["A08", "A01"]));
        var dossier = SmallCity.Cards.WithFindings();
        var free = dossier.Adds(theirs).Findings.Single(f => f.TypeId == "D13");
        Assert.All(ProofControls.Of(dossier.WithCity(dossier.Adds(theirs)), free).Offered.Where(o => o.Touched.Contains("A08")), o => Assert.Contains(dossier.Datasets[0].Id, o.Where));

        var measure = SmallDossier.Safeguard(keyed.Id, theirs.Datasets[0].Id, onFlow: false);
        theirs = (theirs with { Measures = [measure] }).WithAgreement(measure);
        dossier = dossier.WithCity(dossier.Adds(theirs));

        Assert.Equal([keyed.Id], dossier.City!.Holdings.SelectMany(h => h.Controls).Distinct());
        if (dossier.City.Findings.SingleOrDefault(f => f.TypeId == "D13") is { } weakened)
        {
            Assert.True(weakened.Score < free.Score);
            Assert.Contains("A08", ProofControls.Of(dossier, weakened).Applied.Single(a => a.Control == keyed).Touched);
        }
    }

    /// <summary>Of each choice of keys that a link can have been made by: several on one type are several strengths.</summary>
    private static IEnumerable<(double Confidence, bool IsWeakened)> Confidences(Dossier dossier, Finding finding, Func<ProofStep, double> left)
    {
        IEnumerable<(double Confidence, bool IsWeakened)> all = [(1, false)];
        foreach (var step in finding.Proof.DistinctBy(s => s.Kind == ProofStepKind.Link ? (s.Kind, s.Via, Sides(s).Min(), Sides(s).Max()) : (s.Kind, s.Via ?? s.TypeId, s.HoldingId, s.HoldingId)))
        {
            double[] strengths = step.Kind switch
            {
                ProofStepKind.Rule => [dossier.Catalogue.Rules.ById[step.Via!].Confidence],
                ProofStepKind.Link => [.. dossier.Catalogue.Keys.Where(k => k.Type == step.Via).Select(k => k.Strength).Distinct()],
                _ => [1],
            };
            all = [.. all.SelectMany(one => strengths.Select(s => (one.Confidence * s * left(step), one.IsWeakened || left(step) < 1)))];
        }
        return all;
    }

    private static IEnumerable<Guid> Sides(ProofStep step) => [step.HoldingId, step.OtherHoldingId ?? step.HoldingId];

    private static double Factor(Control control, ProofStep step) => control.Effects.Where(e => (e.Kind, step.Kind) switch
    {
        (ControlEffectKind.Rule, ProofStepKind.Rule) or (ControlEffectKind.Key, ProofStepKind.Link) => e.Target == step.Via,
        (ControlEffectKind.Field, ProofStepKind.Field) => e.Target == step.TypeId,
        _ => false,
    }).Select(e => e.Factor!.Value).Append(1).Min();
}
