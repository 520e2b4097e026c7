using System.Globalization;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using Xunit;

namespace SmartCityPia.UnitTests.Findings;

public sealed class CardWeightTests
{
    private static readonly Dossier Wifi = SmallDossier.WithWifi().WithFindings() with
    {
        Stakeholders = [new Stakeholder { Id = Guid.CreateVersion7(), OwnerId = Guid.CreateVersion7(), OrganisationId = SmallDossier.Operator, Role = StakeholderRole.Controller }],
    };

    private static readonly Finding Plain = Wifi.Of(SmallDossier.Operator, "D23") with { SpecialCategory = false, Identifying = false, Effort = DerivedEffort.Own, Reach = 1, Score = 0.5 };

    [Fact]
    public void Order_EachFactorAlone_PutsTheWeightierFirst()
    {
        First(Plain with { SpecialCategory = true }, Plain);
        First(Plain with { Reach = 1 }, Plain with { Reach = 0.2 });
        First(Plain with { Effort = DerivedEffort.Own }, Plain with { Effort = DerivedEffort.Laboratory });
        First(Plain with { ActorId = SmallDossier.Lab }, Plain);
        First(Plain with { ActorId = null }, Plain with { ActorId = SmallDossier.Lab });
        First(Plain with { Score = 0.9 }, Plain);
        // They multiply: something grave that works for few can weigh less than something slighter that works for all.
        First(Plain, Plain with { SpecialCategory = true, Reach = 0.05 });
    }

    [Fact]
    public void Tell_ACard_NamesEveryFactor()
    {
        var card = new FindingCard("D23", "people", [Plain with { ActorId = SmallDossier.Lab, Effort = DerivedEffort.Case, Reach = 0.3 }]);

        Assert.Equal(
            "highly personal, or identifies; some of those in the data; one case at a time; a new recipient",
            CardWeight.Of(Wifi, card).Tell(CultureInfo.GetCultureInfo("en-GB")));
        Assert.EndsWith("a new recipient.", CardText.Of(Wifi, card).Weight, StringComparison.Ordinal);
    }

    [Fact]
    public void Order_FrozenTerms_GoesByThem()
    {
        var frozen = Wifi.WithTerms();
        frozen = frozen with { Terms = frozen.Terms.ToDictionary(t => t.Key, t => t.Value with { HighlyPersonal = false, InferredSpecial = false }, StringComparer.Ordinal) };

        Assert.Equal(CardGravity.Slight, CardWeight.Of(frozen, new FindingCard("D23", "people", [Plain])).Gravity);
        Assert.Equal(CardGravity.Personal, CardWeight.Of(Wifi, new FindingCard("D23", "people", [Plain])).Gravity);
    }

    private static void First(Finding first, Finding second)
    {
        FindingCard[] cards = [new("D23", "b", [second]), new("D23", "a", [first])];

        Assert.Same(cards[1], CardWeight.Order(Wifi, cards)[0]);
        Assert.Same(cards[1], CardWeight.Order(Wifi, cards.Reverse())[0]);
    }
}
