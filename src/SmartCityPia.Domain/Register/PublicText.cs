using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Domain.Register;

/// <summary>
/// What can be told about a decided version, field by field and in plain words: names no person, and gives no reason that was meant for the
/// review alone.
/// </summary>
public static class PublicText
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <param name="decision">An approval.</param>
    public static IReadOnlyList<PublicField> Of(Dossier d, AssessmentVersion version, FrozenDecision decision)
    {
        var s = d.Service;
        return
        [
            .. Field("service.name", PublicPart.What, s.Name),
            .. Field("service.agency", PublicPart.What, d.Head.Agency),
            .. Field("service.summary", PublicPart.What, s.Summary),
            .. Field("service.place", PublicPart.What, s.Place),
            .. Field("service.area", PublicPart.What, s.Area),
            .. Field("service.duration", PublicPart.What, s.Duration),
            .. d.Purposes.SelectMany(p => Named(p.Name, "purpose", p, PublicPart.Why, p.Name, p.Description,
                p.LegalBasis is { } basis ? p.LegalReference is { Length: > 0 } law ? Text("Basis.Law", Words.Of(basis, English), law) : Text("Basis", Words.Of(basis, English)) : null)),
            .. d.Groups.SelectMany(g => Named(g.Name, "group", g, PublicPart.People, string.IsNullOrWhiteSpace(g.Size) ? g.Name : Text("Group", g.Name, g.Size),
                g.Vulnerable ? g.WhyVulnerable is { Length: > 0 } why ? Text("Vulnerable.Why", why) : Text("Vulnerable") : null, g.HowInformed is { Length: > 0 } how ? Text("Informed", how) : null)),
            .. d.Datasets.SelectMany(set => Named(set.Name, "data", set, PublicPart.Data, Text("Dataset", set.Name, List(d.ItemsOf(set.Id).Select(i => d.Term(i.TypeId).Name))),
                set.Public ? Text("Public") : Text("Holder", d.OrganisationName(set.HolderId)), set.Retention is { Length: > 0 } kept ? Text("Retention", kept) : Kept(set.Days))),
            .. d.Flows.SelectMany(f => Row("flow", f, PublicPart.Recipients, Text("Flow", d.OrganisationName(f.RecipientId), List(d.Passed(f).Select(t => d.Term(t).Name)), d.DatasetOf(d.OriginOf(f))?.Name),
                d.Purposes.FirstOrDefault(p => p.Id == f.PurposeId) is { } purpose ? Text("Flow.Purpose", purpose.Name) : null, Kept(f.Days),
                f.CrossesBorder ? f.Transfer is { Length: > 0 } transfer ? Text("Flow.Abroad.By", transfer) : Text("Flow.Abroad") : null)),
            .. Learnt(d),
            .. Field("risks", PublicPart.Learnt, d.Risks.Count == 0 ? null : Text("Risks", d.Risks.Count, High(d, r => (r.InherentSeverity, r.InherentLikelihood)), decision.HighResidualRisks)),
            .. d.PlannedMeasures.Where(m => m.State is not (MeasureState.Proposed or MeasureState.Rejected)).SelectMany(m => Row("measure", m, PublicPart.Done, (m.DatasetId ?? m.FlowId) is { } place && d.Holding(place) is { } on ? Text("Measure.On", m.Name, on.Name, Words.Of(m.State, English)) : Text("Measure", m.Name, Words.Of(m.State, English)))),
            .. d.Groups.SelectMany(g => d.Choices.FirstOrDefault(c => c.GroupId == g.Id) is { } c ? Row("choice", c, PublicPart.Choice,
                c.AnonymousUse is { } unknown ? Text("Choice.Anonymous", g.Name, Words.Of(unknown, English)) : null, c.AnonymousHow,
                c.CanRefuse is { } refuse ? Text(c.AnonymousUse is null ? "Choice.Refuse.Group" : "Choice.Refuse", Words.Of(refuse, English), g.Name) : null, c.LostByRefusing is { Length: > 0 } lost ? Text("Choice.Lost", lost) : null) : []),
            .. Field("decision.outcome", PublicPart.Decision, Counted.Of($"Outcome.{decision.Outcome}", decision.Conditions.Count, Find, English, Day(decision.At), version.Number)),
            .. Field("decision.opinion", PublicPart.Decision, decision.Opinions is [.., var opinion] ? Text("Opinion", Words.Of(opinion.Opinion, English)) : null),
            .. decision.Conditions.SelectMany(c => Field($"condition.{c.Id:N}", PublicPart.Decision, Text("Condition", c.Text, c.DueOn.ToString("d MMMM yyyy", English)))),
            .. Field("contact.questions", PublicPart.Contact, Text("Contact.Questions", string.IsNullOrWhiteSpace(version.Contact) ? d.Head.Agency : version.Contact, d.Head.Reference)),
            .. Field("contact.officer", PublicPart.Contact, string.Join(", ", new[] { version.OfficerName, version.OfficerContact }.Where(t => !string.IsNullOrWhiteSpace(t)))),
            .. Field("contact.complain", PublicPart.Contact,
                d.Stakeholders.Where(x => x.Role == StakeholderRole.SupervisoryAuthority).Select(x => d.OrganisationName(x.OrganisationId)).FirstOrDefault(n => !string.IsNullOrWhiteSpace(n)) ?? Text("Contact.Authority")),
        ];
    }

    /// <summary>Each conclusion that was not meant, with what the city decided about it. The reason is the review's.</summary>
    private static IEnumerable<PublicField> Learnt(Dossier d)
    {
        var decided = d.Dispositions.DistinctBy(x => x.FindingKey, StringComparer.Ordinal).ToDictionary(x => x.FindingKey, x => x.Disposition, StringComparer.Ordinal);
        var cards = CardWeight.Order(d, FindingCard.Of(d, d.Findings.Where(d.IsToDecide)));
        var number = 0;
        foreach (var card in cards)
        {
            var answers = card.Findings.Select(f => decided.GetValueOrDefault(f.Key)).Distinct().ToList();
            var answer = answers switch { [null] => null, [{ } one] => Text($"Answer.{one}"), _ => Text("Answer.Several") };
            yield return new(string.Create(CultureInfo.InvariantCulture, $"learnt.{++number}"), PublicPart.Learnt, Joined(card.Sentence(d, English), card.Concerns.Length == 0 ? null : Text("About", card.Concerns), answer));
        }
    }

    private static int High(Dossier d, Func<Risk, (Level? Severity, Level? Likelihood)> rated) => d.Risks.Count(r => d.ZoneOf(rated(r).Severity, rated(r).Likelihood) == RiskZone.High);

    private static string Kept(int? days) => days is { } known ? Counted.Of("Kept", known, Find, English) : Text("Kept.Unknown");

    private static string Day(DateTimeOffset at) => at.InCity().ToString("d MMMM yyyy", English);

    private static IEnumerable<PublicField> Row(string kind, IRow row, PublicPart part, params string?[] sentences) => Field($"{kind}.{row.Id:N}", part, Joined(sentences));

    private static IEnumerable<PublicField> Named(string name, string kind, IRow row, PublicPart part, params string?[] sentences) => Row(kind, row, part, sentences).Select(f => f with { Name = name });

    private static IEnumerable<PublicField> Field(string key, PublicPart part, string? text) =>
        string.IsNullOrWhiteSpace(text) ? [] : [new(key, part, text.Trim())];

    private static string Joined(params string?[] sentences) => string.Join(' ', sentences.Where(s => !string.IsNullOrWhiteSpace(s)).Select(s => Ended(s!.Trim())));

    private static string Ended(string text) => text[^1] is '.' or '!' or '?' or ':' ? text : text + ".";

    private static string List(IEnumerable<string> names)
    {
        List<string> all = [.. names.Distinct(StringComparer.Ordinal)];
        return all.Count == 0 ? Text("Nothing") : string.Join(", ", all);
    }

    private static string? Find(string key) => Words.Find(typeof(PublicText), key, English);

    private static string Text(string key, params object?[] arguments) => string.Format(English, Find(key) ?? key, arguments);
}
