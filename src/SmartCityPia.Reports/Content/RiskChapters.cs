using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Pictures.Dossiers;

namespace SmartCityPia.Reports.Content;

/// <summary>Risks (29134, 7.5) and their treatment (7.6).</summary>
internal static class RiskChapters
{
    public static void WriteAssessment(ReportDraft d)
    {
        var (w, dossier) = (d.Words, d.Dossier);
        d.Chapter("Risks");
        d.Section("Risks.Overview");
        if (dossier.Risks.Count == 0)
        {
            d.Note("Risks.Table.None");
            return;
        }
        d.Say("Risks.Text");
        if (dossier.Risks.Any(DossierRiskMap.IsPlaced))
            d.Add(new Figure(DossierRiskMap.Of(dossier, w.Culture), w["Risks.Map.Caption"]));
        d.Table("Risks.Table",
            [d.Column("Risks.Code", 0.6), d.Column("Risks.Risk", 3.4), d.Column("Risks.Threat", 1.6), d.Column("Zones.Before", 1.6), d.Column("Zones.After", 1.6)],
            Ordered(d).Select(r => (IReadOnlyList<string>)
            [
                dossier.Code(r.Id), r.Title, w.Of(r.Threat), Zone(d, r.InherentSeverity, r.InherentLikelihood),
                Zone(d, r.ResidualSeverity, r.ResidualLikelihood),
            ]));
        d.Section("Risks.Details");
        foreach (var risk in dossier.Risks)
            WriteRisk(d, risk);
    }

    private static void WriteRisk(ReportDraft d, Risk risk)
    {
        var (w, dossier) = (d.Words, d.Dossier);
        d.Item(w["CodeAndName", dossier.Code(risk.Id), risk.Title]);
        var measures = dossier.Measures.Where(m => m.RiskIds.Contains(risk.Id)).Select(m => w["CodeAndName", dossier.Code(m.Id), m.Name]);
        d.Facts(
            d.Fact("Risks.Threat", risk.Threat is { } threat
                ? w["NameAndHint", w.Of(threat), Domain.Foundation.Words.HintOf(threat, w.Culture)] : null),
            d.Fact("Risks.What", risk.WhatCouldHappen),
            d.Fact("Risks.Whom", risk.ToWhom),
            d.Fact("Risks.Source", risk.Source),
            d.Fact("Risks.BeforeLong", d.Rated(risk.InherentSeverity, risk.InherentLikelihood)),
            d.Fact("Risks.BeforeWhy", risk.InherentReason),
            d.Fact("Risks.Treatment", w.Of(risk.Treatment)),
            d.Fact("Risks.Measures", string.Join("\n", measures)),
            d.Fact("Risks.AfterLong", d.Rated(risk.ResidualSeverity, risk.ResidualLikelihood)),
            d.Fact("Risks.AfterWhy", risk.ResidualReason));
        foreach (var rated in Contradictions.OfRisks(dossier).Where(r => r.Risk.Id == risk.Id))
            d.Add(new Callout(CalloutKind.Caution, w["Risks.Against"], w["Risks.AgainstText", dossier.Term(rated.Finding.TypeId).Name]));
        if (!string.IsNullOrWhiteSpace(risk.Acceptance))
            d.Add(new Callout(CalloutKind.Note, w["Risks.Accepted"], risk.Acceptance));
    }

    public static void WriteTreatment(ReportDraft d)
    {
        var (w, dossier) = (d.Words, d.Dossier);
        d.Chapter("Plan");
        d.Section("Plan.Measures");
        d.Table("Plan.Measures.Table",
            [d.Column("Plan.Code", 0.6), d.Column("Plan.Measure", 4.2), d.Column("Plan.State", 1.2), d.Column("Plan.Owner", 1.8), d.Column("Plan.Risks", 1)],
            dossier.PlannedMeasures.Select(m => (IReadOnlyList<string>)
            [
                dossier.Code(m.Id), Told(d, m),
                m.DueOn is { } due ? w.Of(m.State) + "\n" + w["Plan.By", w.Day(due)] : w.Of(m.State),
                w.Or(dossier.OrganisationName(m.ResponsibleId)),
                string.Join(", ", m.RiskIds.Select(dossier.Code).Where(code => code.Length > 0)),
            ]));
        d.Section("Plan.Actions");
        d.Table("Plan.Actions.Table",
            [d.Column("Plan.Code", 0.6), d.Column("Plan.Action", 4), d.Column("Plan.Who", 2), d.Column("Plan.Due", 1.5), d.Column("Plan.Done", 1.6)],
            dossier.Actions.Select(a => (IReadOnlyList<string>)
            [
                dossier.Code(a.Id),
                string.Join("\n", new[] { a.What, a.MeasureId is { } m ? w["Plan.For", dossier.Code(m)] : null,
                    a.Note }.Where(t => !string.IsNullOrWhiteSpace(t))),
                w.Or(a.Responsible), w.Day(a.DueOn), a.DoneOn is { } done ? w.Day(done) : d.Standing.Overdue.Contains(a)
                    ? w["Plan.Overdue"] : w["Plan.Open"],
            ]));
    }

    private static string Told(ReportDraft d, Measure m) => string.Join("\n", new[]
    {
        m.Name, m.Description,
        (m.DatasetId ?? m.FlowId) is { } place && d.Dossier.Holding(place) is { } holding ? d.Words["Plan.On", d.Words["CodeAndName", holding.Code, holding.Name]] : null,
        d.Dossier.Schema > 1 && d.Dossier.IsBarePromise(m) ? d.Words["Plan.Promise"] : null,
    }.Where(t => !string.IsNullOrWhiteSpace(t)));

    /// <summary>Most serious first: by residual level, then by inherent level, then in dossier order.</summary>
    public static IEnumerable<Risk> Ordered(ReportDraft d) => d.Dossier.Risks
        .OrderByDescending(r => Weight(d, r.ResidualSeverity, r.ResidualLikelihood)
            ?? Weight(d, r.InherentSeverity, r.InherentLikelihood) ?? 0)
        .ThenByDescending(r => Weight(d, r.InherentSeverity, r.InherentLikelihood) ?? 0);

    private static int? Weight(ReportDraft d, Level? severity, Level? likelihood) =>
        d.Dossier.ZoneOf(severity, likelihood) is { } zone ? ((int)zone * 100) + ((int)severity! * (int)likelihood!) : null;

    private static string Zone(ReportDraft d, Level? severity, Level? likelihood) =>
        d.Dossier.ZoneOf(severity, likelihood) is { } zone ? d.Words["ZoneAndLevels", d.Words.Of(zone), (int)severity!, (int)likelihood!]
            : d.Words["NotRated"];
}
