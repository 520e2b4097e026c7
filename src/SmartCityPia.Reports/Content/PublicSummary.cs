using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Reports.Content;

/// <summary>One page in plain words, by itself or as a chapter of the report (29134, 7.8). Names no people and gives no internal reasons.</summary>
public static class PublicSummary
{
    /// <summary>How much is told, the most first.</summary>
    private static readonly (int Listed, int Text)[] Extents = [(6, 500), (5, 400), (4, 320), (3, 300), (3, 200), (2, 260), (2, 160), (1, 140), (1, 80)];

    public const int MostPages = 1;

    /// <summary>Drafts, each shorter than the one before; the first that fits is the summary.</summary>
    public static IEnumerable<ReportDocument> Drafts(Dossier frozen, VersionInfo version, string city, CultureInfo culture, VersionStanding? standing) =>
        Extents.Select(extent => Build(frozen, version, city, culture, standing, extent));

    private static ReportDocument Build(Dossier frozen, VersionInfo version, string city, CultureInfo culture, VersionStanding? standing, (int Listed, int Text) extent)
    {
        var w = new ReportWords(culture);
        var d = new ReportDraft(frozen, version, city, w) { Review = standing };
        d.Add(new Paragraph(w["Paper.Of", city, frozen.Head.Agency], Muted: true));
        d.Add(new Heading(1, w["Public.Title", frozen.Service.Name]));
        if (standing is not null)
            d.Add(new Callout(CalloutKind.Note, DecisionWords.Status(d, standing, named: false), w["Public.AsOf", w.Day(standing.AsOf), d.Version.Number]));
        WriteText(d, frozen.ScreeningResult?.Decided != ScreeningOutcome.NotNeeded, extent);
        d.Section("Public.Contact");
        d.Facts(DecisionBlocks.Contact(d));
        return new(w["Public.Title", frozen.Service.Name], w["Public"], city, culture.Name, w["RunningHead.Summary", frozen.Service.Name], DecisionWords.Foot(d), version.DocumentId(frozen.Head.Reference, DocumentKind.PublicSummary), d.Blocks);
    }

    internal static void WriteChapter(ReportDraft d, bool full)
    {
        d.Chapter("Public");
        WriteText(d, full, Extents[0]);
        d.Say("Public.Ask", d.Dossier.Head.Agency, d.Dossier.Head.Reference);
    }

    private static void WriteText(ReportDraft d, bool full, (int Listed, int Text) extent)
    {
        var (w, dossier, s, listed) = (d.Words, d.Dossier, d.Standing, extent.Listed);
        d.Section("Public.What");
        d.Add(new Paragraph(ReportDraft.Excerpt(w.Or(dossier.Service.Summary), extent.Text)));
        d.Say("Public.Who", dossier.Head.Agency, w.List(dossier.Groups.Select(g => g.Name).Take(listed)));
        d.Section("Public.Why");
        if (dossier.Purposes.Count == 0)
            d.Note("Scope.Purposes.None");
        else
            d.Add(new Bullets([.. dossier.Purposes.Take(listed).Select(p => w["Public.Purpose", p.Name, w.Of(p.LegalBasis)])]));
        if (!full)
        {
            d.Say("Public.Screening");
            return;
        }
        var types = dossier.Items.Select(i => i.TypeId).Distinct(StringComparer.Ordinal).Select(id => dossier.Term(id).Name).ToList();
        d.Add(new Paragraph(types.Count <= listed ? w["Public.DataText", w.List(types)]
            : w.Count("Public.DataMore", types.Count - listed, string.Join(", ", types.Take(listed)))));
        d.Section("Public.Learnt");
        var special = s.Weighty.Concat(s.Revealing).Select(c => dossier.Term(c.TypeId).Name).Distinct(StringComparer.Ordinal).ToList();
        d.Add(new Paragraph(special.Count == 0 ? w["Public.LearntNothing"]
            : special.Count <= listed ? w["Public.LearntText", string.Join(", ", special)]
            : w["Public.LearntMore", string.Join(", ", special.Take(listed)), special.Count - listed]));
        d.Add(new Paragraph(w.Count("Public.Risks", dossier.Risks.Count, Standing.In(s.Before, RiskZone.High), Standing.In(s.After, RiskZone.High))));
        var done = dossier.PlannedMeasures.Where(m => m.State is MeasureState.InPlace or MeasureState.Verified or MeasureState.InProgress or MeasureState.Planned).ToList();
        if (done.Count > 0)
            d.Add(new Bullets([.. done.Take(Math.Min(4, listed)).Select(m => w["Public.Measure", m.Name, w.Of(m.State)])]));
        d.Section("Public.Choice");
        WriteChoice(d, listed);
    }

    private static void WriteChoice(ReportDraft d, int listed)
    {
        var w = d.Words;
        var lines = d.Dossier.Groups.Take(listed)
            .Select(g => (Group: g, Choice: d.Dossier.Choices.FirstOrDefault(c => c.GroupId == g.Id)))
            .Where(x => x.Choice is not null)
            .Select(x => w["Public.ChoiceLine", x.Group.Name, w.Of(x.Choice!.AnonymousUse), w.Of(x.Choice.CanRefuse)]).ToList();
        if (lines.Count == 0)
            d.Note("Public.ChoiceNone");
        else
            d.Add(new Bullets(lines));
    }
}
