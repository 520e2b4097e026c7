using System.Globalization;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Plan;
using SmartCityPia.Pictures.Diagrams;

namespace SmartCityPia.Reports.Content;

/// <summary>The ecosystem's privacy plan as a document. Pure: the same version and decision give the same blocks.</summary>
public static class PlanReport
{
    private const double Full = 3;

    /// <param name="decision">Null while it waits for one.</param>
    public static ReportDocument Build(FrozenPlan plan, PlanVersion version, PlanDecision? decision, CultureInfo culture)
    {
        var w = new ReportWords(culture);
        var blocks = new List<Block>
        {
            new Cover(plan.City, w["CityPlan.Kind"], w["CityPlan.Title"], w["CityPlan.Version", plan.Number],
            [
                new(w["CityPlan.State"], decision is null ? w["CityPlan.Undecided"] : w["CityPlan.Decided", Words.Of(decision.Verdict, culture), w.Moment(decision.DecidedAt), decision.DecidedBy]),
                new(w["CityPlan.FrozenAt"], w.Moment(version.FrozenAt)),
                new(w["CityPlan.FrozenBy"], version.FrozenBy),
                new("SHA-256", version.Sha256),
            ], w["CityPlan.Aligned"]),
            new Contents(w["Contents"], 1),
            new Heading(1, w["CityPlan.Control"], NewPage: true),
            new Facts([new(w["CityPlan.Statement"], version.Statement), .. decision is null ? Array.Empty<Fact>() : [new(w["CityPlan.Reason"], decision.Reason)], new(w["CityPlan.Catalogue"], plan.Catalogue)]),
            new Heading(1, w["CityPlan.Standing"]),
            new Figure(BarDrawing.Draw(new(
                w["CityPlan.Map"], w["CityPlan.Map.Description"], [.. plan.Parts.Select(p => new Bar(Words.Of(p.Key, culture), FrozenPlan.Maturity(p) ?? 0, Level(w, p), null))]) { Full = Full }), w["CityPlan.Map.Caption"]),
            new Table(w["CityPlan.Standing.Table"],
                [new(w["CityPlan.Part"], 4), new(w["CityPlan.Level"], 1.5, true), .. Scores.Select(s => new Column(Words.Of(s, culture), 1.2, true)), new(w["CityPlan.Open"], 1.2, true)],
                [.. plan.Parts.Select(p => (IReadOnlyList<string>)[Words.Of(p.Key, culture), Level(w, p), .. Scores.Select(s => w.Number(p.Count(x => x.Score == s))), w.Number(p.Count(x => x.Score is null))])]),
        };
        foreach (var part in plan.Parts)
        {
            blocks.Add(new Heading(1, Words.Of(part.Key, culture)));
            blocks.Add(new Table(
                w["CityPlan.Points", Words.Of(part.Key, culture)],
                [new(w["CityPlan.Point"], 4), new(w["CityPlan.Score"], 1.3), new(w["CityPlan.Said"], 4)],
                [.. part.Select(p => (IReadOnlyList<string>)[w["CityPlan.PointText", p.Id, p.Question, p.Clause], p.Score is { } score ? Words.Of(score, culture) : w["CityPlan.Open"], Said(w, p)])]));
        }
        var next = plan.Points.Where(p => p.Score is not (PlanScore.Done or PlanScore.NotApplicable)).OrderByDescending(p => p.Key && p.Score is not PlanScore.Partly).ToList();
        blocks.Add(new Heading(1, w["CityPlan.Next"]));
        blocks.Add(next.Count == 0 ? new Paragraph(w["CityPlan.Next.None"]) : new Table(
            w["CityPlan.Next.Table"], [new(w["CityPlan.Point"], 0.8), new(w["CityPlan.Next.What"], 5), new(w["CityPlan.Owner"], 2), new(w["CityPlan.DueOn"], 1.5)],
            [.. next.Select(p => (IReadOnlyList<string>)[p.Id, p.Next, w.Or(p.Owner), w.Day(p.DueOn)])]));
        return new(
            w["CityPlan.Title"], w["CityPlan.Kind"], plan.City, culture.Name, w["CityPlan.Title"], w["CityPlan.Foot", plan.Number, version.Sha256[..12]],
            string.Create(CultureInfo.InvariantCulture, $"plan/{plan.Number}/{version.Sha256}"), blocks);
    }

    private static readonly PlanScore[] Scores = [PlanScore.Done, PlanScore.Partly, PlanScore.Planned, PlanScore.Absent, PlanScore.NotApplicable];

    private static string Level(ReportWords w, IEnumerable<FrozenPoint> points) => FrozenPlan.Maturity(points) is { } level ? w["CityPlan.LevelOf", level.ToString("0.0", w.Culture)] : w.Of(PlanScore.NotApplicable);

    private static string Said(ReportWords w, FrozenPoint point) => string.Join(
        '\n',
        ((string?[])[Words.Of(point.State, w.Culture), point.All is > 0 ? w["CityPlan.Counted", point.Done, point.All] : null, point.Reason, point.Evidence, point.Owner is null ? null : w["CityPlan.OwnedBy", point.Owner],
            point.DueOn is { } due ? w["CityPlan.Due", w.Day(due)] : null]).Where(t => !string.IsNullOrWhiteSpace(t)));
}
