using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Reports.Content;

/// <summary>The screening (29134, 6.2) and the requirements of the service (7.4).</summary>
internal static class RequirementChapters
{
    public static void WriteScreening(ReportDraft d)
    {
        var (w, dossier) = (d.Words, d.Dossier);
        d.Chapter("Screening");
        if (dossier.ScreeningResult is not { } result)
        {
            d.Note("Screening.None");
            return;
        }
        d.Add(new Callout(result.Decided == ScreeningOutcome.NotNeeded ? CalloutKind.Good : CalloutKind.Note, w.Of(result.Decided),
            result.Rule is { } rule ? w["Screening.Rule", rule, w.Or(result.Source)] : w.Count("Screening.Undecided", result.Open)));
        if (dossier.Head.Overruled)
            d.Add(new Callout(CalloutKind.Caution, w["Screening.Overruled", w.Of(result.Computed)], string.IsNullOrWhiteSpace(dossier.Head.DpoView) ? w.Or(dossier.Head.OverruleReason) : w["Screening.WithDpo", w.Or(dossier.Head.OverruleReason), dossier.Head.DpoView]));
        d.Section("Screening.Criteria");
        d.Table("Screening.Criteria.Table", [d.Column("Screening.Criterion", 2.4), d.Column("Screening.Because", 4), d.Column("Source", 2)],
            result.Met.Select(m => (IReadOnlyList<string>)
            [
                m.Name + (m.OnlyUnsure ? w["Screening.OnlyUnsure"] : "") + (m.AlsoAsks is null ? "" : "\n" + w["Screening.AlsoAsks", m.AlsoAsks]),
                string.Join("\n", m.QuestionIds.Select(id => dossier.Term(id).Name)), m.Source,
            ]));
        d.Section("Screening.Answers");
        d.Table("Screening.Answers.Table",
            [d.Column("Screening.Question", 4), d.Column("Screening.Answer", 1), d.Column("Screening.Note", 3)],
            dossier.Screening.OrderBy(a => a.QuestionId, StringComparer.Ordinal).Select(a => (IReadOnlyList<string>)
                [dossier.Term(a.QuestionId).Name, w.Of(a.Answer), a.Note ?? ""]));
    }

    public static void WritePrinciples(ReportDraft d)
    {
        var (w, dossier) = (d.Words, d.Dossier);
        var given = dossier.Principles.DistinctBy(p => p.PrincipleId, StringComparer.Ordinal)
            .ToDictionary(p => p.PrincipleId, StringComparer.Ordinal);
        var principles = dossier.Terms.Values.Where(t => t.Kind == TermKind.Principle).ToList();
        d.Chapter("Requirements");
        d.Section("Requirements.Principles");
        d.Say("Requirements.Text");
        d.Table("Requirements.Table", [d.Column("Requirements.Principle", 4), d.Column("Requirements.State", 2), d.Column("Source", 2.2)],
            principles.Select(t => (IReadOnlyList<string>)[t.Name, w.Of(given.GetValueOrDefault(t.Id)?.State), t.Source]));
        foreach (var term in principles)
        {
            if (given.GetValueOrDefault(term.Id) is not { } answer
                || (string.IsNullOrWhiteSpace(answer.Answer) && string.IsNullOrWhiteSpace(answer.Gap)))
                continue;
            d.Item(w["Requirements.Item", term.Name, w.Of(answer.State)]);
            d.Quote(answer.Answer);
            if (!string.IsNullOrWhiteSpace(answer.Gap))
                d.Add(new Callout(CalloutKind.Caution, w["Requirements.Gap"], answer.Gap));
        }
        WriteChoices(d);
        if (dossier.Terms.Values.Any(t => t.Kind == TermKind.Right))
            WriteRights(d);
        if (dossier.Law is not null)
            WriteLaw(d);
    }

    /// <summary>Right by right: how people use it, or why it does not apply. Versions from before have none.</summary>
    private static void WriteRights(ReportDraft d)
    {
        var w = d.Words;
        d.Section("Rights");
        d.Say("Rights.Text");
        d.Table("Rights.Table", [d.Column("Rights.Right", 2.2), d.Column("Rights.How", 4), d.Column("Rights.Who", 2)],
            d.Dossier.Terms.Values.Where(t => t.Kind == TermKind.Right).Select(t => (t, d.Dossier.Rights.FirstOrDefault(r => r.RightId == t.Id))).Select(x => (IReadOnlyList<string>)
            [
                w["Rights.RightText", x.t.Name, x.t.Source], x.Item2 is not { State: { } state } answer ? w["NotStated"] : state == RightState.DoesNotApply ? w["Rights.Not", w.Or(answer.Restriction)]
                    : w.Or(answer.How) + (string.IsNullOrWhiteSpace(answer.Restriction) ? "" : "\n" + w["Rights.Limited", answer.Restriction]),
                x.Item2 is not { State: RightState.Applies } applied ? "" : applied.Days is { } days ? w.Count("Rights.Within", days, w.Or(applied.AnsweredBy)) : w.Or(applied.AnsweredBy),
            ]));
    }

    /// <summary>What the law asks beside what the record holds. Versions from before have no such points.</summary>
    private static void WriteLaw(ReportDraft d)
    {
        var (w, culture) = (d.Words, d.Words.Culture);
        d.Section("Law");
        d.Say("Law.Text");
        foreach (var set in LawTable.Of(d.Dossier, DecisionWords.Law(d)).GroupBy(line => line.Point.Set))
        {
            d.Table("Law.Table", [d.Column("Law.Asks", 3), d.Column("Law.Holds", 2.6), d.Column("Law.Missing", 2.6)],
                set.Select(line => (IReadOnlyList<string>)
                [
                    w["Law.Asked", line.Point.Asks, line.Point.Clause, w.Of(line.State)],
                    line.WhyNotAsked(culture) ?? (line.Held.Count == 0 ? w["NoneOf"] : string.Join('\n', line.HeldText(d.Dossier, culture))),
                    string.Join('\n', line.Missing.Select(m => m.Text(culture))),
                ]), w.Of(set.Key));
        }
    }

    private static void WriteChoices(ReportDraft d)
    {
        var w = d.Words;
        d.Section("Choices");
        d.Say("Choices.Text");
        if (d.Dossier.Groups.Count == 0)
            d.Note("Scope.Groups.Table.None");
        foreach (var group in d.Dossier.Groups)
        {
            d.Item(w["CodeAndName", d.Dossier.Code(group.Id), group.Name]);
            if (d.Dossier.Choices.FirstOrDefault(c => c.GroupId == group.Id) is not { } c)
            {
                d.Note("Choices.NotAnswered");
                continue;
            }
            d.Facts(
                d.Fact("Choices.Identify", With(w, c.MayIdentify, c.WhyIdentify)),
                d.Fact("Choices.Track", With(w, c.MayTrack, c.WhyTrack)),
                d.Fact("Choices.Monitor", With(w, c.MayMonitor, c.WhyMonitor)),
                d.Fact("Choices.Anonymous", With(w, c.AnonymousUse, c.AnonymousHow)),
                d.Fact("Choices.Refuse", w.Of(c.CanRefuse)),
                d.Fact("Choices.Lost", c.LostByRefusing));
        }
    }

    private static string With(ReportWords w, Enum? answer, string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? w.Of(answer) : w["AnswerAndReason", w.Of(answer), reason];
}
