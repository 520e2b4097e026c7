using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Findings;

/// <summary>A card in words, the same on every page, in the report and in a table: of the surest of its bodies where they differ.</summary>
/// <param name="Sentence">Who can tell what.</param>
/// <param name="About">Whom, and how many of them.</param>
/// <param name="Who">Those who can; null where the sentence names them.</param>
/// <param name="HowSure">Word, frequency, interval and basis.</param>
/// <param name="Effort">What it takes.</param>
/// <param name="Assumed">What nobody has stated; null where all is.</param>
/// <param name="Stop">The cheapest changes that stop it; null where none were looked for.</param>
/// <param name="Weight">What it weighs in the order of cards, factor by factor; null where there is no service to say whose it is.</param>
public sealed record CardText(string Sentence, string? About, string? Who, string HowSure, string Effort, string? Assumed, string? Stop, string? Weight = null)
{
    private const int MostNamed = 4;

    public static CardText Of(IHoldings holdings, FindingCard card, CardStop? stop = null, CultureInfo? culture = null)
    {
        var surest = card.Surest;
        var people = holdings.Holding(surest.HoldingId)?.PeopleCount is { } count
            ? Counted.Of("About.Count", count, k => Words.Find(typeof(CardText), k, culture), culture, card.Concerns) : card.Concerns;
        return new(
            card.Sentence(holdings, culture),
            card.Concerns.Length == 0 ? null
                : surest.Reach >= 1 ? Text("About.All", culture, people)
                : surest.Reach < 0.01 ? Text("About.Few", culture, people)
                : Text("About.Some", culture, people, Math.Min(99, Math.Round(surest.Reach * 100))),
            card.Findings.Count == 1 ? null
                : Text("Who", culture, Named([.. card.Findings.Select(f => FindingWords.Actor(holdings, f.Actor, culture)).Distinct(StringComparer.Ordinal)], "; ", "Who.More", culture)),
            Sureness.Of(surest).Tell(culture),
            ProofText.Takes(surest, culture),
            AssumedOf(holdings, surest, culture) is { Count: > 0 } open ? Text("Assumed", culture, Named(open, "; ", "Assumed.More", culture)) : null,
            stop is null ? null : StopOf(holdings, stop, culture),
            holdings is Dossier dossier ? Text("Weight", culture, CardWeight.Of(dossier, card).Tell(culture)) : null);
    }

    /// <summary>All of it in one breath.</summary>
    public string Tell() => string.Join(' ', new[] { Sentence, About, Who, HowSure, Effort, Assumed, Stop }.OfType<string>());

    /// <summary>Each dataset or copy with what is not stated there; which field it is of stands with the proof.</summary>
    private static List<string> AssumedOf(IHoldings holdings, Finding finding, CultureInfo? culture) =>
    [
        .. finding.Assumed.Where(a => holdings.Holding(a.HoldingId) is not null).GroupBy(a => a.HoldingId).Select(g => Text(
            "Assumed.In", culture, string.Join(", ", g.Select(a => ProofText.Facet(a, culture)).Distinct(StringComparer.Ordinal)), ProofText.HoldingOf(holdings, g.Key, culture))),
    ];

    private static string StopOf(IHoldings holdings, CardStop stop, CultureInfo? culture)
    {
        if (stop.Steps.Count == 0)
            return Text("Stop.None", culture);
        // The same change in several places is told once.
        return Text("Stop", culture, stop.Steps.GroupBy(s => (s.Kind, s.What)).Select(same =>
        {
            var places = same.Select(s => ProofText.HoldingOf(holdings, s.HoldingId, culture)).Aggregate((all, next) => Text("Stop.AndIn", culture, all, next));
            return same.Key.What is { } what ? Text($"Stop.{same.Key.Kind}", culture, holdings.Term(what).Name, places) : Text($"Stop.{same.Key.Kind}", culture, places);
        }).Aggregate((all, next) => Text("Stop.And", culture, all, next)));
    }

    private static string Named(List<string> all, string between, string more, CultureInfo? culture)
    {
        var named = string.Join(between, all.Take(MostNamed));
        return all.Count <= MostNamed ? named : Text(more, culture, named, all.Count - MostNamed);
    }

    private static string Text(string key, CultureInfo? culture, params object[] arguments) =>
        string.Format(culture ?? CultureInfo.CurrentCulture, Words.Find(typeof(CardText), key, culture) ?? key, arguments);
}
