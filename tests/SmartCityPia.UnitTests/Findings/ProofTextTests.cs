using System.Globalization;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Pictures.Dossiers;
using Xunit;

namespace SmartCityPia.UnitTests.Findings;

public sealed class ProofTextTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    [Fact]
    public void Of_DataThatCameByAFlow_TellsItStepByStep()
    {
        var dossier = SmallDossier.WithWifi().WithFindings();

        var text = ProofText.Of(dossier, dossier.Of(SmallDossier.Lab, "D23"), English);

        Assert.Equal("Laboratory can see where a device goes and stays.", text.Sentence);
        Assert.StartsWith("Nearly certain: ", text.Sure.Tell(English), StringComparison.Ordinal);
        Assert.Equal(
            ["Laboratory receives sighting of a device by a radio receiver, to 200 m, to a minute, followed over 0.1 days, 2 events of one person in flow F1, “Log to laboratory”.",
             "One code at two or more sensors shows path and stay for as long as the code lasts. So the holder can see where a device goes and stays (0.95)."],
            text.Steps.Select(s => s.Sentence));
        Assert.Null(text.Steps[0].Source);
        Assert.StartsWith(PiaCatalogue.Current.Rule("I59a").Source, text.Steps[1].Source, StringComparison.Ordinal);
        Assert.Equal(PiaCatalogue.Current.Rule("I59a").Caution, text.Steps[1].Caution);
    }

    [Fact]
    public void Of_DataAtItsHolder_NamesTheDataset()
    {
        var dossier = SmallDossier.WithWifi().WithFindings();

        var step = ProofText.Of(dossier, dossier.Of(SmallDossier.Operator, "D23"), English).Steps[0];

        Assert.Equal("Wi-Fi operator holds sighting of a device by a radio receiver, to 200 m, to a minute, followed over 0.1 days, 2 events of one person in “Probe log” (D1).", step.Sentence);
        Assert.Equal(SmallDossier.Log, step.HoldingId);
    }

    [Fact]
    public void Of_PublicData_IsToldOfAnyone()
    {
        var dossier = SmallDossier.WithWifi(isPublic: true).WithFindings();

        var text = ProofText.Of(dossier, dossier.Of(null, "D23"), English);

        Assert.Equal("Anyone with public data can see where a device goes and stays.", text.Sentence);
        Assert.StartsWith("Anyone can have sighting of a device", text.Steps[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_FrozenTerms_SpeaksThroughThem()
    {
        var dossier = SmallDossier.WithWifi().WithFindings().WithTerms();
        dossier = dossier with { Terms = dossier.Terms.ToDictionary(t => t.Key, t => t.Value with { Text = "As frozen." }, StringComparer.Ordinal) };

        Assert.StartsWith("As frozen.", ProofText.Of(dossier, dossier.Of(SmallDossier.Lab, "D23"), English).Steps[1].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_EveryFindingOfEveryArchetype_HasASentenceAndADrawingWithoutGaps()
    {
        foreach (var archetype in PiaCatalogue.Current.Archetypes)
        {
            var dossier = SmallDossier.FromArchetype(archetype.Id);
            foreach (var finding in dossier.Findings)
            {
                var text = ProofText.Of(dossier, finding, English);
                Assert.Contains(" can ", text.Sentence, StringComparison.Ordinal);
                Assert.Equal(finding.Proof.Count, text.Steps.Count);
                Assert.All(text.Steps, s => Assert.DoesNotContain("Step.", s.Sentence, StringComparison.Ordinal));
                Assert.All(text.Steps, s => Assert.DoesNotContain("Certainty.", s.Source ?? "", StringComparison.Ordinal));
                Assert.EndsWith($"{text.Sentence.TrimEnd('.')}", FindingDrawings.ProofOf(dossier, finding, English).Title.TrimEnd('.'), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Tell_EveryConclusionOfTheCatalogue_IsWorded() =>
        Assert.All(PiaCatalogue.Current.Rules.Select(r => r.Conclusion).Distinct(StringComparer.Ordinal), id => Assert.StartsWith("can ", Words.Find(typeof(FindingWords), $"Tell.{id}"), StringComparison.Ordinal));

    [Theory]
    [InlineData(1, "1")]
    [InlineData(0.999, "> 0.99")]
    [InlineData(0.89, "0.89")]
    [InlineData(0.004, "< 0.01")]
    public void Number_OfAScore_IsNeverA0Or1ThatItIsNot(double score, string number) => Assert.Equal(number, ProofText.Number(score, English));

    [Fact]
    public void ProofControls_OfAProof_StrongestFirstAndAppliedApart()
    {
        var dossier = SmallDossier.WithWifi(["C17", "C63"]).WithFindings();

        var controls = ProofControls.Of(dossier, dossier.Of(SmallDossier.Lab, "D23"));

        Assert.Equal(["C17", "C63"], controls.Applied.Select(a => a.Control.Id));
        // The path of one day is left when codes change daily, so neither has reached the proof.
        Assert.Equal((1d, 1d), (controls.Applied[0].Factor, controls.Applied[1].Factor));
        Assert.DoesNotContain(controls.Offered, o => o.Control.Id is "C17" or "C63");
        Assert.Contains(controls.Offered, o => o.Control.Id == "C02" && o.Factor == 0);
        Assert.Contains(controls.Offered, o => o.Control.Id == "C05" && o.Factor == 0);
        Assert.Equal(controls.Offered.Select(o => (o.SameKindAs is not null, o.Factor)).Order(), controls.Offered.Select(o => (o.SameKindAs is not null, o.Factor)));
    }
}
