using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Findings;

/// <summary>What the analysis adds to a dossier, and what makes a version of it.</summary>
public static class Freezing
{
    /// <summary>Runs the analysis over the service's own holdings, and names the outside sources that its proofs use.</summary>
    public static Dossier WithFindings(this Dossier dossier)
    {
        var findings = ServiceAnalysis.Findings(dossier);
        var named = findings.SelectMany(f => f.Proof).SelectMany(s => new[] { s.HoldingId, s.OtherHoldingId ?? s.HoldingId }).ToHashSet();
        return dossier with
        {
            Findings = findings,
            Planned = ServiceAnalysis.Planned(dossier, findings),
            Outside = named.Count == 0 ? [] : [.. EngineCatalogue.OutsideHoldings(dossier.Catalogue, ServiceAnalysis.CityOf(dossier)).Where(h => named.Contains(h.Id)).OrderBy(h => h.Id)],
        };
    }

    /// <summary>
    /// Adds everything a report needs and could otherwise only take from the catalogue of its day: findings, words, the
    /// outcome of screening, scales and zones. A frozen dossier needs no catalogue.
    /// </summary>
    public static Dossier Frozen(this Dossier dossier, IReadOnlyList<string> contributors)
    {
        var catalogue = dossier.Catalogue;
        return (dossier with
        {
            Head = dossier.Head with { Contributors = contributors, Status = AssessmentStatus.Submitted },
            ScreeningResult = ScreeningRecord.Of(Screening.Evaluate(catalogue, dossier.Screening, dossier.Head.Overruled)),
            Scales =
            [
                .. catalogue.Scales.Severity.Select(l => new ScaleRecord(RatedScale.Severity, (int)l.Level, l.Name, l.Criteria, l.Example, l.Source)),
                .. catalogue.Scales.Likelihood.Select(l => new ScaleRecord(RatedScale.Likelihood, (int)l.Level, l.Name, l.Criteria, l.Example, l.Source)),
            ],
            Law = catalogue.Law,
            RiskMap = catalogue.Scales.Map,
            Zones = [.. catalogue.Scales.Zones.Select(z => new ZoneRecord(Words.Of(z.Zone), catalogue.Scales.Where(z.Zone), z.Consequence))],
        }).WithFindings().WithTerms();
    }
}
