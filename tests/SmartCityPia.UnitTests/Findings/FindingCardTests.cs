using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using Xunit;

namespace SmartCityPia.UnitTests.Findings;

public sealed class FindingCardTests
{
    [Fact]
    public void Of_TwoBodiesWithOneConclusion_AreOneCardWithTheSurestFirst()
    {
        var dossier = SmallDossier.WithWifi().WithFindings();

        var cards = FindingCard.Of(dossier, dossier.Findings);

        Assert.Equal(dossier.Findings.Select(f => f.Key).Order(), cards.SelectMany(c => c.Findings).Select(f => f.Key).Order());
        Assert.Equal(dossier.Findings.Select(f => f.TypeId).Distinct(), cards.Select(c => c.TypeId));
        Assert.All(cards, c => Assert.Equal(c.Findings.Max(f => f.Score), c.Surest.Score));
        var both = Assert.Single(cards, c => c.TypeId == "D23");
        Assert.Equal(2, both.Findings.Count);
        Assert.Equal($"2 organisations {FindingWords.Tell(dossier, "D23")}.", both.Sentence(dossier));
    }

    [Fact]
    public void Sentence_OfOneBody_IsThatOfItsFinding()
    {
        var dossier = SmallDossier.WithWifi().WithFindings();
        var one = dossier.Findings[0];

        Assert.Equal(ProofText.SentenceOf(dossier, one), Assert.Single(FindingCard.Of(dossier, [one])).Sentence(dossier));
    }

    [Fact]
    public void Sentence_WhereAnybodyCanTell_SaysAnybody()
    {
        var dossier = SmallDossier.WithWifi(isPublic: true).WithFindings();
        var open = dossier.Findings.First(f => f.Actor.Count == 0);
        var closed = open with { Key = "other", ActorId = SmallDossier.Lab };

        Assert.Equal(ProofText.SentenceOf(dossier, open), Assert.Single(FindingCard.Of(dossier, [closed, open])).Sentence(dossier));
    }
}
