using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Findings;

/// <summary>A risk that what is known so far suggests.</summary>
/// <param name="Key">Stored with the risk made from it (<see cref="Risk.SuggestedBy"/>), so that it is not offered twice.</param>
/// <param name="Threat">Null where the kind of threat is for the officer to say.</param>
/// <param name="From">Why it is offered, in a few words.</param>
public sealed record RiskSuggestion(string Key, ThreatType? Threat, string Title, string WhatCouldHappen, string? ToWhom, string From);

/// <summary>Risks suggested from the three feared events, cards, gaps in the principles, what people cannot choose, and vulnerable groups.</summary>
public static class RiskSuggestions
{
    private const int MostTold = 3;

    /// <summary>What is on offer and not yet a risk. One for each kind of conclusion, however many organisations can reach it.</summary>
    /// <param name="dossier">With its findings.</param>
    public static IReadOnlyList<RiskSuggestion> Of(Dossier dossier, CultureInfo? culture = null)
    {
        var taken = dossier.Risks.Select(r => r.SuggestedBy).OfType<string>().ToHashSet(StringComparer.Ordinal);
        taken.UnionWith(dossier.Head.Dismissed);
        return [.. All(dossier, culture).Where(s => !taken.Contains(s.Key))];
    }

    /// <summary>What was dismissed and could be offered again.</summary>
    /// <param name="dossier">With its findings.</param>
    public static IReadOnlyList<RiskSuggestion> Dismissed(Dossier dossier, CultureInfo? culture = null) =>
        [.. All(dossier, culture).Where(s => dossier.Head.Dismissed.Contains(s.Key, StringComparer.Ordinal))];

    private static IEnumerable<RiskSuggestion> All(Dossier dossier, CultureInfo? culture) =>
        [.. FearedEvents(dossier, culture), .. FromFindings(dossier, culture), .. FromPrinciples(dossier, culture), .. FromChoices(dossier, culture), .. FromGroups(dossier, culture)];

    /// <summary>Unwanted access, unwanted change and loss, whatever can be concluded: every service with data can suffer them.</summary>
    private static IEnumerable<RiskSuggestion> FearedEvents(Dossier dossier, CultureInfo? culture)
    {
        if (dossier.Datasets.Count == 0)
            yield break;
        var data = string.Join(", ", dossier.Datasets.Select(d => d.Name));
        var told = CardWeight.Order(dossier, FindingCard.Of(dossier, dossier.Findings.Where(f => !f.IsHypothesis)))
            .Select(c => FindingWords.Tell(dossier, c.TypeId, culture)).Distinct(StringComparer.Ordinal).Take(MostTold).ToList();
        yield return Event("Access", ThreatType.DataDisclosure, told.Count == 0 ? "" : " " + Text("Event.Access.Told", culture, string.Join("; ", told)));
        yield return Event("Change", null, "");
        yield return Event("Loss", null, "");

        RiskSuggestion Event(string what, ThreatType? threat, string more) => new(
            $"event|{what}", threat, Text($"Event.{what}.Title", culture), Shorten(Text($"Event.{what}.What", culture, data) + more, Limits.Text), ToWhom(dossier), Text("Event.From", culture));
    }

    private static IEnumerable<RiskSuggestion> FromFindings(Dossier dossier, CultureInfo? culture)
    {
        var dismissed = dossier.Dispositions.Where(d => d.Disposition is Disposition.Disputed or Disposition.NotApplicable)
            .Select(d => d.FindingKey).ToHashSet(StringComparer.Ordinal);
        foreach (var group in dossier.AllFindings.Where(f => dossier.IsToDecide(f) && IsGrave(dossier, f) && !dismissed.Contains(f.Key)).GroupBy(f => f.TypeId, StringComparer.Ordinal))
        {
            var cards = CardWeight.Order(dossier, FindingCard.Of(dossier, group));
            yield return new(
                $"finding|{group.Key}",
                group.Any(f => f.Identifying) ? ThreatType.Identifying : dossier.Catalogue.Types.ById.GetValueOrDefault(group.Key)?.Threat ?? ThreatType.Linking,
                Shorten(Text(group.Any(f => f.Actor.Count == 0) ? "Finding.Title.Public" : group.All(f => f.Together.Count > 0) ? "Finding.Title.Together" : "Finding.Title", culture, FindingWords.Tell(dossier, group.Key, culture)), Limits.Name),
                Shorten(string.Join("\n", cards.Select(c => (CardText.Of(dossier, c, culture: culture) with { Assumed = null, Weight = null }).Tell())) + Elsewhere(dossier, group, culture), Limits.Text),
                ToWhom(dossier),
                Text(group.Count() == 1 ? "Finding.From.One" : "Finding.From.Many", culture, group.Count()));
        }
    }

    /// <summary>Whether it identifies, or the law marks it in any way.</summary>
    private static bool IsGrave(Dossier dossier, Finding finding) =>
        finding.SpecialCategory || finding.Identifying || dossier.Catalogue.Types.ById.GetValueOrDefault(finding.TypeId)?.Law.Count > 0;

    /// <summary>Where nothing of it can be told from this service alone: whose data it needs besides.</summary>
    private static string Elsewhere(Dossier dossier, IEnumerable<Finding> group, CultureInfo? culture)
    {
        if (!group.All(f => f.AcrossServices))
            return "";
        var services = group.SelectMany(f => CityFindings.Elsewhere(dossier, f)).Select(h => h.Service).Distinct(StringComparer.Ordinal);
        return " " + Text("Finding.What.City", culture, string.Join("; ", services));
    }

    private static IEnumerable<RiskSuggestion> FromPrinciples(Dossier dossier, CultureInfo? culture)
    {
        foreach (var answer in dossier.Principles.Where(p => p.State is PrincipleState.PartlyMet or PrincipleState.NotMet))
        {
            var name = dossier.Term(answer.PrincipleId).Name;
            yield return new(
                $"principle|{answer.PrincipleId}", dossier.Catalogue.Principles.ById.GetValueOrDefault(answer.PrincipleId)?.Threat, Shorten(Text("Principle.Title", culture, name), Limits.Name),
                Shorten(string.IsNullOrWhiteSpace(answer.Gap) ? Text("Principle.What", culture, name) : answer.Gap, Limits.Text),
                ToWhom(dossier), Text("Principle.From", culture, Words.Of(answer.State!.Value, culture)));
        }
    }

    private static IEnumerable<RiskSuggestion> FromChoices(Dossier dossier, CultureInfo? culture)
    {
        foreach (var choice in dossier.Choices)
        {
            if (dossier.Groups.FirstOrDefault(g => g.Id == choice.GroupId) is not { } group)
                continue;
            if (choice.CanRefuse == Extent.No)
                yield return Choice("refuse", ThreatType.Unawareness, choice.LostByRefusing, group);
            if (choice.MayTrack == Answer.Yes)
                yield return Choice("track", ThreatType.Linking, choice.WhyTrack, group);
        }

        RiskSuggestion Choice(string what, ThreatType threat, string? said, PeopleGroup group) => new(
            $"{what}|{group.Id:N}", threat, Shorten(Text($"Choice.{what}.Title", culture, group.Name), Limits.Name),
            Shorten(Text($"Choice.{what}.What", culture, group.Name) + (string.IsNullOrWhiteSpace(said) ? "" : "\n" + said), Limits.Text),
            group.Name, Text("Choice.From", culture));
    }

    private static IEnumerable<RiskSuggestion> FromGroups(Dossier dossier, CultureInfo? culture)
    {
        foreach (var group in dossier.Groups.Where(g => g.Vulnerable))
        {
            yield return new(
                $"group|{group.Id:N}", null, Shorten(Text("Group.Title", culture, group.Name), Limits.Name),
                Shorten(Text("Group.What", culture, group.Name) + (string.IsNullOrWhiteSpace(group.WhyVulnerable) ? "" : "\n" + group.WhyVulnerable), Limits.Text),
                group.Name, Text("Group.From", culture));
        }
    }

    private static string? ToWhom(Dossier dossier) =>
        dossier.Groups.Count == 0 ? null : Shorten(string.Join(", ", dossier.Groups.Select(g => g.Name)), Limits.Line);

    private static string Text(string key, CultureInfo? culture, params object[] arguments) =>
        string.Format(culture ?? CultureInfo.CurrentCulture, Words.Find(typeof(RiskSuggestions), key, culture) ?? key, arguments);

    private static string Shorten(string text, int limit) => text.Length <= limit ? text : text[..(char.IsHighSurrogate(text[limit - 2]) ? limit - 2 : limit - 1)] + "…";
}
