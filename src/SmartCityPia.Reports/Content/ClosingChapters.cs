using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Reports.Content;

/// <summary>The decision (29134, 7.7) and the public summary (7.8).</summary>
internal static class ClosingChapters
{
    private const int Listed = 6;

    public static void WriteConclusion(ReportDraft d, bool full)
    {
        var (w, s) = (d.Words, d.Standing);
        d.Chapter("Conclusion");
        d.Section("Conclusion.Statement");
        d.Quote(d.Version.Statement);
        d.Note("Conclusion.Signed", d.Version.FrozenBy, w.Moment(d.Version.FrozenAt));
        if (!full)
        {
            d.Say("Conclusion.Screening");
            return;
        }
        d.Section("Conclusion.Remaining");
        if (d.Dossier.Risks.Count == 0)
            d.Note("Risks.Table.None");
        else
            d.Add(FrontMatter.ZoneTable(d));
        if (s.StillHigh.Count > 0)
        {
            d.Add(new Callout(CalloutKind.Bad, w.Count("Conclusion.High", s.StillHigh.Count), w["Conclusion.Consult"]));
            d.Table("Conclusion.High.Table", [d.Column("Risks.Code", 0.6), d.Column("Risks.Risk", 3), d.Column("Risks.Accepted", 4)],
                s.StillHigh.Select(r => (IReadOnlyList<string>)[d.Dossier.Code(r.Id), r.Title, w.Or(r.Acceptance)]));
        }
        else if (s.Unrated > 0)
        {
            d.Add(new Callout(CalloutKind.Caution, w.Count("Conclusion.Unrated", s.Unrated), w["Conclusion.UnratedText"]));
        }
        else if (d.Dossier.Risks.Count > 0)
        {
            d.Add(new Callout(CalloutKind.Good, w["Conclusion.NoHigh"], w["Conclusion.NoHighText"]));
        }
        d.Section("Conclusion.Open");
        List<string> open =
        [
            .. s.OpenTensions.Select(t => w["Conclusion.OpenTension", d.Dossier.Code(t.Id), t.Subject]),
            .. s.OpenActions.Select(a => w["Conclusion.OpenAction", d.Dossier.Code(a.Id), a.What, w.Day(a.DueOn)]),
        ];
        if (open.Count == 0)
            d.Note("Conclusion.NothingOpen");
        else
            d.Add(new Bullets(open));
        d.Section("Conclusion.Review");
        d.Say("Conclusion.ReviewText");
    }

    /// <summary>One page in plain words. Contains no names of people and no internal reasons.</summary>
    public static void WritePublicSummary(ReportDraft d, bool full)
    {
        var (w, dossier, s) = (d.Words, d.Dossier, d.Standing);
        d.Chapter("Public");
        d.Section("Public.What");
        d.Add(new Paragraph(ReportDraft.Excerpt(w.Or(dossier.Service.Summary), 500)));
        d.Say("Public.Who", dossier.Head.Agency, w.List(dossier.Groups.Select(g => g.Name).Take(Listed)));
        d.Section("Public.Why");
        if (dossier.Purposes.Count == 0)
            d.Note("Scope.Purposes.None");
        else
            d.Add(new Bullets([.. dossier.Purposes.Take(Listed).Select(p => w["Public.Purpose", p.Name, w.Of(p.LegalBasis)])]));
        if (!full)
        {
            d.Say("Public.Screening");
            return;
        }
        var types = dossier.Items.Select(i => i.TypeId).Distinct(StringComparer.Ordinal).Select(id => dossier.Term(id).Name).ToList();
        d.Add(new Paragraph(types.Count <= Listed ? w["Public.DataText", w.List(types)]
            : w.Count("Public.DataMore", types.Count - Listed, string.Join(", ", types.Take(Listed)))));
        d.Section("Public.Learnt");
        var special = s.Weighty.Concat(s.Revealing).Select(c => dossier.Term(c.TypeId).Name).Distinct(StringComparer.Ordinal).ToList();
        d.Add(new Paragraph(special.Count == 0 ? w["Public.LearntNothing"]
            : special.Count <= Listed ? w["Public.LearntText", string.Join(", ", special)]
            : w["Public.LearntMore", string.Join(", ", special.Take(Listed)), special.Count - Listed]));
        d.Add(new Paragraph(w.Count("Public.Risks", dossier.Risks.Count, Standing.In(s.Before, RiskZone.High), Standing.In(s.After, RiskZone.High))));
        var done = dossier.PlannedMeasures.Where(m => m.State is MeasureState.InPlace or MeasureState.Verified or MeasureState.InProgress or MeasureState.Planned).ToList();
        if (done.Count > 0)
            d.Add(new Bullets([.. done.Take(4).Select(m => w["Public.Measure", m.Name, w.Of(m.State)])]));
        d.Section("Public.Choice");
        WriteChoice(d);
        d.Say("Public.Ask", dossier.Head.Agency, dossier.Head.Reference);
    }

    private static void WriteChoice(ReportDraft d)
    {
        var w = d.Words;
        var lines = d.Dossier.Groups.Take(Listed)
            .Select(g => (Group: g, Choice: d.Dossier.Choices.FirstOrDefault(c => c.GroupId == g.Id)))
            .Where(x => x.Choice is not null)
            .Select(x => w["Public.ChoiceLine", x.Group.Name, w.Of(x.Choice!.AnonymousUse), w.Of(x.Choice.CanRefuse)]).ToList();
        if (lines.Count == 0)
            d.Note("Public.ChoiceNone");
        else
            d.Add(new Bullets(lines));
    }
}
