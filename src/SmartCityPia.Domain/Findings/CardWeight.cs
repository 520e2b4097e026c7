using System.Globalization;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Findings;

/// <summary>How grave it is to know something about a person.</summary>
public enum CardGravity { Slight = 1, MayReveal, Personal, Special }

/// <summary>Whom the conclusion reaches beyond those who run the service.</summary>
public enum CardRecipient { Own, New, Anyone }

/// <summary>What a card weighs: gravity, people, ease and new recipient, multiplied. Each is shown on the card; the product only orders.</summary>
/// <param name="Reach">For what part of the people it works.</param>
public sealed record CardWeight(CardGravity Gravity, double Reach, DerivedEffort Effort, CardRecipient Recipient)
{
    private double Product => (int)Gravity * Math.Max(Reach, 0.05) * Ease * Recipient switch { CardRecipient.Own => 0.5, CardRecipient.New => 1, CardRecipient.Anyone => 1.5, _ => throw new InvalidOperationException() };

    private double Ease => Effort switch
    {
        DerivedEffort.Own => 1,
        DerivedEffort.Case => 0.8,
        DerivedEffort.Outside => 0.7,
        DerivedEffort.Second => 0.6,
        DerivedEffort.Order => 0.4,
        DerivedEffort.Laboratory => 0.3,
        _ => throw new InvalidOperationException($"No ease is given for {Effort}."),
    };

    public static CardWeight Of(IHoldings holdings, FindingCard card, Func<Guid, bool> isOwn)
    {
        var (surest, term) = (card.Surest, holdings.Term(card.TypeId));
        return new(
            surest.SpecialCategory ? CardGravity.Special : surest.Identifying || term.HighlyPersonal ? CardGravity.Personal : term.InferredSpecial ? CardGravity.MayReveal : CardGravity.Slight,
            card.Findings.Max(f => f.Reach),
            card.Findings.Min(f => f.Effort),
            card.Findings.Any(f => f.Actor.Count == 0) ? CardRecipient.Anyone : card.Findings.Any(f => f.Actor.Any(id => !isOwn(id))) ? CardRecipient.New : CardRecipient.Own);
    }

    /// <summary>Of one service, whose controller and processors are its own.</summary>
    public static CardWeight Of(Dossier dossier, FindingCard card) => Of(dossier, card, id => dossier.Runs(id));

    /// <summary>What weighs most comes first; of what weighs the same, the surest.</summary>
    public static IReadOnlyList<FindingCard> Order(Dossier dossier, IEnumerable<FindingCard> cards) =>
    [
        .. cards.OrderByDescending(c => Of(dossier, c).Product).ThenByDescending(c => c.Surest.Score).ThenBy(c => c.Key, StringComparer.Ordinal),
    ];

    /// <summary>"Highly personal; anyone in the data; a query over data that is there; a new recipient."</summary>
    public string Tell(CultureInfo? culture = null) => string.Join("; ",
        Words.Of(Gravity, culture), Text(Reach >= 1 ? "Everyone" : Reach >= 0.1 ? "Some" : "Few", culture), ProofText.EffortOf(Effort, culture), Words.Of(Recipient, culture));

    private static string Text(string key, CultureInfo? culture) => Words.Find(typeof(CardText), "Weight." + key, culture) ?? key;
}
