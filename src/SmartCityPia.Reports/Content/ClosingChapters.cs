using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Reports.Content;

/// <summary>The conclusion and the decision (29134, 7.7).</summary>
internal static class ClosingChapters
{
    /// <summary>More than anybody can write in a field.</summary>
    private const int WholeText = 2 * Limits.Text;

    public static void WriteConclusion(ReportDraft d, bool full)
    {
        var (w, s) = (d.Words, d.Standing);
        d.Chapter("Conclusion");
        d.Section("Conclusion.Statement");
        d.Quote(d.Version.Statement);
        d.Note("Conclusion.Signed", d.Version.FrozenBy, w.Moment(d.Version.FrozenAt));
        if (d.Review is { } standing)
            WriteDecision(d, standing);
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

    /// <summary>What was decided, as of the day the report was made.</summary>
    private static void WriteDecision(ReportDraft d, VersionStanding standing)
    {
        d.Section("Decision");
        d.Facts([.. DecisionWords.Cover(d)]);
        if (standing.IsDecided && !string.IsNullOrWhiteSpace(standing.Decision.Reason))
            d.Quote(standing.Decision.Reason);
        d.Section("Paper.Opinion");
        DecisionBlocks.WriteOpinion(d, standing, WholeText);
        d.Section("Paper.Conditions");
        DecisionBlocks.WriteConditions(d, standing, WholeText, DecisionDetails.MostConditions);
        d.Section("Paper.Signatures");
        DecisionBlocks.WriteSignatures(d, standing);
    }
}
