using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Reports.Content;

/// <summary>The catalogue entries that the report refers to, as of the freezing of the version.</summary>
internal static class Appendices
{
    public static void Write(ReportDraft d)
    {
        var w = d.Words;
        d.Appendix("Types");
        d.Say("Types.Text");
        d.Table("Types.Table", [d.Column("Id", 0.7), d.Column("Types.Type", 2), d.Column("Types.Plain", 4), d.Column("Data.Kind", 1.5)],
            Of(d, TermKind.AttributeType).Select(t => (IReadOnlyList<string>)[t.Id, t.Name, t.Text, DataChapter.Kind(d, t.Id)]));
        d.Appendix("Rules");
        d.Say("Rules.Text");
        d.Table("Rules.Table", [d.Column("Id", 0.7), d.Column("Rules.Rule", 3.8), d.Column("Rules.Confidence", 1.1), d.Column("Source", 3)],
            Of(d, TermKind.Rule).Select(t => (IReadOnlyList<string>)
            [
                t.Id, t.Caution is null ? t.Text : w["Rules.WithCaution", t.Text, t.Caution],
                w[t.Estimate ? "Rules.Estimate" : "Rules.Figure", (t.Confidence ?? 0).ToString("0.00", w.Culture)],
                w["Rules.Source", t.Source, Certainty(w, t)],
            ]));
        d.Appendix("Controls");
        d.Say("Controls.Text");
        d.Table("Controls.Table",
            [d.Column("Id", 0.7), d.Column("Controls.Control", 2), d.Column("Controls.Plain", 3.6), d.Column("Source", 3)],
            Of(d, TermKind.Control).Select(t => (IReadOnlyList<string>)
                [t.Id, t.Name, t.Estimate ? w["Controls.Estimate", t.Text] : t.Text, w["Rules.Source", t.Source, Certainty(w, t)]]));
        d.Appendix("Scales");
        d.Say("Scales.Text");
        foreach (var scale in Enum.GetValues<RatedScale>())
        {
            d.Table($"Scales.{scale}", [d.Column("Scales.Level", 1.4), d.Column("Scales.Criteria", 3.4), d.Column("Scales.Example", 3.4)],
                d.Dossier.Scales.Where(s => s.Scale == scale)
                    .Select(s => (IReadOnlyList<string>)[w["Scales.LevelText", s.Level, s.Name], s.Criteria, s.Example]));
        }
        d.Appendix("Method");
        d.Say("Method.Aligned");
        d.Table("Structure.Table", [d.Column("Structure.Chapter", 3), d.Column("Structure.Clause", 4)],
            ((IEnumerable<string>)["About", "Scope", "Data", "Screening", "Requirements", "Findings",
                .. d.Dossier.City is null ? Array.Empty<string>() : ["City"], "Risks", "Plan", "Conclusion", "Public"])
            .Select(key => (IReadOnlyList<string>)[w[key], w[$"Structure.{key}"]]));
        d.Say("Method.Analysis");
        d.Say("Method.Estimates");
        if (d.Dossier.Evidence.Count > 0)
            Evidence(d);
    }

    /// <summary>Left out if there is no evidence, as in versions frozen before evidence existed.</summary>
    private static void Evidence(ReportDraft d)
    {
        var (w, titles) = (d.Words, d.Dossier.Evidence.ToDictionary(e => e.Id));
        d.Appendix("Evidence");
        d.Say("Evidence.Text");
        d.Table("Evidence.Table", [d.Column("Evidence.Title", 2), d.Column("Evidence.About", 2), d.Column("Evidence.File", 2.2),
            d.Column("Evidence.Sha256", 3.2)],
            d.Dossier.Files.Where(f => titles.ContainsKey(f.EvidenceId)).Select(f => (titles[f.EvidenceId], f))
                .Select(((EvidenceItem Item, EvidenceVersion File) row) => (IReadOnlyList<string>)
            [
                row.Item.Title, EvidenceSubject.Find(d.Dossier, row.Item.SubjectId)?.Text ?? w.Of(row.Item.SubjectKind),
                w[row.File.RemovedAt is null ? "Evidence.FileText" : "Evidence.RemovedText", row.File.FileName, row.File.Number,
                    row.File.Size, row.File.UploadedAt.ToString("d", w.Culture)], row.File.Sha256,
            ]));
    }

    /// <summary>Only entries the dossier uses. Principles and screening questions are in their own chapters.</summary>
    private static IEnumerable<CatalogueTerm> Of(ReportDraft d, TermKind kind) => d.Dossier.Terms.Values.Where(t => t.Kind == kind);

    private static string Certainty(ReportWords w, CatalogueTerm term) =>
        term.Certainty is { } certainty ? w[$"Certainty.{certainty}"] : "";
}
