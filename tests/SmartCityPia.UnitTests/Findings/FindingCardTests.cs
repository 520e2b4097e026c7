using System.Globalization;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using Xunit;

namespace SmartCityPia.UnitTests.Findings;

public sealed class FindingCardTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

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

    [Fact]
    public void Text_OfACard_SaysWhoAboutWhomHowSureEffortAssumptionsAndWhatStopsIt()
    {
        var dossier = SmallDossier.WithWifi().WithFindings();
        var card = FindingCard.Of(dossier, dossier.Findings).Single(c => c.TypeId == "D23");

        var text = CardText.Of(dossier, card, CardStops.Of(dossier, card), English);

        Assert.Equal("2 organisations can see where a device goes and stays.", text.Sentence);
        Assert.Equal($"People: {card.Concerns}. It can work for any of them.", text.About);
        Assert.Contains("Laboratory", text.Who, StringComparison.Ordinal);
        Assert.StartsWith("Nearly certain: ", text.HowSure, StringComparison.Ordinal);
        Assert.Equal("It takes a query over data that is there.", text.Effort);
        Assert.StartsWith("What would stop it: ", text.Stop, StringComparison.Ordinal);
        Assert.All(new[] { text.Sentence, text.About!, text.Who!, text.HowSure, text.Effort, text.Stop! }, part => Assert.Contains(part, text.Tell(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "any of them")]
    [InlineData(0.3, "about 30 in 100 of them")]
    [InlineData(0.001, "fewer than 1 in 100 of them")]
    public void Text_OfACard_SaysForHowManyItWorks(double reach, string said)
    {
        var dossier = SmallDossier.WithWifi().WithFindings();
        var card = FindingCard.Of(dossier, [dossier.Findings[0] with { Reach = reach }]).Single();

        Assert.Contains(said, CardText.Of(dossier, card, culture: English).About, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_OfADatasetThatSaysHowMany_SaysSo()
    {
        var dossier = SmallDossier.WithWifi();
        dossier.Datasets[0].PeopleCount = 120_000;
        dossier = dossier.WithFindings();
        var card = FindingCard.Of(dossier, [dossier.Of(SmallDossier.Lab, "D23")]).Single();

        Assert.Contains(", 120,000 people.", CardText.Of(dossier, card, culture: English).About, StringComparison.Ordinal);
    }

    [Fact]
    public void Stops_OfEveryCard_EndItForEveryBodyOnIt()
    {
        var dossier = SmallDossier.WithWifi().WithFindings();
        var city = new CityGraph([CityPart.Draft(dossier)]) { Key = "one" };
        foreach (var card in FindingCard.Of(dossier, dossier.Findings.Where(f => !f.IsHypothesis)))
        {
            var stop = CardStops.Of(dossier, card)!;
            Assert.NotEmpty(stop.Steps);
            var tried = WhatIf.Of(city, CardStops.Edits(stop), new Dictionary<Guid, Dossier>());
            Assert.Empty(tried.Refused);
            var left = CityModel.Build(tried.City);
            Assert.All(card.Findings, f => Assert.DoesNotContain(left.Findings([.. f.Actor.Select(CityId.Of)]), x => x.Attribute == card.TypeId && x.Score >= Finding.LeastScore));
        }
    }

    [Fact]
    public void Stops_OfAFrozenVersion_AreThoseFrozen()
    {
        var frozen = SmallDossier.WithWifi().WithFindings().WithStops().Frozen([]);
        var read = CanonicalJson.Read(CanonicalJson.Write(frozen));

        Assert.NotEmpty(read.Stops!);
        Assert.Same(read.Stops, CardStops.Of(read));
        Assert.Equal(frozen.Stops!.Select(s => s.Card), read.Stops!.Select(s => s.Card));
    }
}
