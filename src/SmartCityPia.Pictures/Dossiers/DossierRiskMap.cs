using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Pictures.Diagrams;

namespace SmartCityPia.Pictures.Dossiers;

/// <summary>The risk map of an assessment, for screen and report.</summary>
public static class DossierRiskMap
{
    /// <summary>Leaves out risks without inherent levels.</summary>
    /// <param name="href">The link of a risk's row; null in the report.</param>
    public static Drawing Of(Dossier dossier, CultureInfo? culture = null, Func<Guid, string?>? href = null) => RiskMap.Draw(Picture(dossier, culture, href));

    /// <summary>Two small maps with the number of risks in each cell.</summary>
    public static Drawing BeforeAndAfter(Dossier dossier, CultureInfo? culture = null) => RiskGrids.Draw(Picture(dossier, culture, null));

    private static RiskPicture Picture(Dossier dossier, CultureInfo? culture, Func<Guid, string?>? href)
    {
        return new(
            Text("Map.Title", dossier.Service.Name),
            [.. dossier.Risks.Where(IsPlaced).Select(r => new RiskPoint(
                dossier.Code(r.Id), r.Title, LevelOf(r.InherentSeverity, r.InherentLikelihood)!.Value,
                LevelOf(r.ResidualSeverity, r.ResidualLikelihood), href?.Invoke(r.Id)))])
        {
            Map = dossier.RiskMap ?? dossier.Catalogue.Scales.Map,
            Words = new()
            {
                Severity = Text("Map.Severity"),
                Likelihood = Text("Map.Likelihood"),
                Before = Text("Map.Before"),
                After = Text("Map.After"),
                SeverityLevels = Levels(RatedScale.Severity),
                LikelihoodLevels = Levels(RatedScale.Likelihood),
                Low = Words.Of(RiskZone.Low, culture),
                Medium = Words.Of(RiskZone.Medium, culture),
                High = Words.Of(RiskZone.High, culture),
                CountKey = Text("Map.CountKey"),
                More = Text("Map.More"),
                Level = Text("Map.Level"),
                Description = Text("Map.Description"),
            },
        };

        // A frozen version uses the scales of its own time.
        IReadOnlyList<string> Levels(RatedScale scale) => dossier.Scales.Count == 0
            ? [.. (scale == RatedScale.Severity ? dossier.Catalogue.Scales.Severity : dossier.Catalogue.Scales.Likelihood)
                .OrderBy(l => l.Level).Select(l => l.Name)]
            : [.. dossier.Scales.Where(l => l.Scale == scale).OrderBy(l => l.Level).Select(l => l.Name)];

        string Text(string key, params object[] arguments) => PictureWords.Text(key, culture, arguments);
    }

    public static bool IsPlaced(Risk risk) => risk is { InherentSeverity: not null, InherentLikelihood: not null };

    private static RiskLevel? LevelOf(Level? severity, Level? likelihood) =>
        severity is { } s && likelihood is { } l ? new((int)s, (int)l) : null;
}
