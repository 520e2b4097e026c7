using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Pictures.Dossiers;

namespace SmartCityPia.Reports.Content;

/// <summary>
/// What a council decides on, or reads afterwards: four pages at most. Pure: a function of the version, the version before it, the decision
/// and what became of it by some day.
/// </summary>
public static class DecisionPaper
{
    public const int MostPages = 4;

    /// <summary>How much is told, the most first. The opinion is never shortened.</summary>
    private static readonly Extent[] Extents = [new(600, 5, 8, 8, 6, 1000), new(420, 4, 6, 5, 5, 500), new(260, 3, 4, 3, 4, 240), new(140, 2, 3, 2, 3, 110), new(90, 1, 2, 1, 0, 70, MostConditions: 5, Drawn: false)];

    private sealed record Extent(int Text, int Cards, int Risks, int Changes, int Groups, int Condition, int MostConditions = DecisionDetails.MostConditions, bool Drawn = true);

    /// <summary>Drafts, each shorter than the one before; the first that fits is the paper.</summary>
    /// <param name="before">The version before this one; null for the first.</param>
    public static IEnumerable<ReportDocument> Drafts(Dossier frozen, VersionInfo version, string city, CultureInfo culture, VersionStanding standing, (int Number, Dossier Dossier)? before) =>
        Extents.Select(extent => Build(frozen, version, city, culture, standing, before, extent));

    private static ReportDocument Build(Dossier frozen, VersionInfo version, string city, CultureInfo culture, VersionStanding standing, (int Number, Dossier Dossier)? before, Extent extent)
    {
        var w = new ReportWords(culture);
        var d = new ReportDraft(frozen, version, city, w) { Review = standing };
        WriteHead(d, standing, extent);
        WriteService(d, extent);
        d.Section("Paper.Opinion");
        DecisionBlocks.WriteOpinion(d, standing, extent.Text);
        d.Section("Paper.Conditions");
        DecisionBlocks.WriteConditions(d, standing, extent.Condition, extent.MostConditions);
        if (frozen.ScreeningResult?.Decided == ScreeningOutcome.NotNeeded)
        {
            d.Say("Conclusion.Screening");
        }
        else
        {
            WriteConclusions(d, extent);
            WriteRisks(d, extent);
        }
        WriteChanges(d, before, extent);
        if (extent.Groups > 0)
            WriteEffects(d, extent);
        d.Section("Paper.Signatures");
        DecisionBlocks.WriteSignatures(d, standing);
        d.Section("Paper.Contact");
        List<Fact> facts = [.. DecisionBlocks.Contact(d), d.Fact("Control.Hash", version.Sha256)];
        if (standing.DecisionSha256 is { } hash)
            facts.Add(d.Fact("Control.DecisionHash", hash));
        d.Facts(facts);
        return new(w["Paper.Title", frozen.Service.Name], w["Paper.Kind"], city, culture.Name, w["RunningHead.Paper", frozen.Service.Name], DecisionWords.Foot(d), version.DocumentId(frozen.Head.Reference, DocumentKind.DecisionPaper), d.Blocks);
    }

    private static void WriteHead(ReportDraft d, VersionStanding standing, Extent extent)
    {
        var (w, decision) = (d.Words, standing.Decision);
        d.Add(new Paragraph(w["Paper.Of", d.City, d.Dossier.Head.Agency], Muted: true));
        d.Add(new Heading(1, w["Paper.Title", d.Dossier.Service.Name]));
        d.Add(new Callout(standing.State switch
        {
            ReviewState.Approved or ReviewState.ApprovedWithConditions => CalloutKind.Good,
            ReviewState.Rejected or ReviewState.ChangesRequested => CalloutKind.Bad,
            ReviewState.Superseded or ReviewState.Withdrawn => CalloutKind.Caution,
            _ => CalloutKind.Note,
        }, DecisionWords.Status(d, standing), standing.IsDecided ? ReportDraft.Excerpt(w.Or(decision.Reason), extent.Text * 2) : w["Paper.Undecided"]));
        List<Fact> facts = [d.Fact("Paper.Version", w["Paper.VersionText", d.Dossier.Head.Reference, d.Version.Number, w.Day(d.Version.FrozenAt), d.Version.FrozenBy])];
        if (DecisionWords.Newer(d, standing) is { } newer)
            facts.Add(newer);
        facts.Add(d.Fact("Paper.Opinion", decision.Opinions is [.., var last] ? w.Of(last.Opinion) : w[standing.State == ReviewState.DpoOpinion ? "Opinion.Asked" : "Opinion.None"]));
        facts.Add(d.Fact("Paper.Conditions", standing.Conditions.Count == 0 ? w[standing.IsDecided ? "Conditions.None" : "Conditions.Undecided"] : DecisionBlocks.Count(d, standing)));
        if (decision.ReviewAgainOn is { } again)
            facts.Add(d.Fact("Paper.Again", w.Day(again)));
        facts.Add(DecisionBlocks.Contact(d)[0]);
        facts.Add(d.Fact("Status.AsOf", w.Day(standing.AsOf)));
        d.Facts(facts);
    }

    private static void WriteService(ReportDraft d, Extent extent)
    {
        var (w, dossier, service) = (d.Words, d.Dossier, d.Dossier.Service);
        d.Section("Paper.What");
        d.Add(new Paragraph(ReportDraft.Excerpt(w.Or(service.Summary), extent.Text)));
        d.Facts(
            d.Fact("Paper.Purposes", string.Join("\n", dossier.Purposes.Take(Math.Max(2, extent.Groups)).Select(p => w["Public.Purpose", p.Name, w.Of(p.LegalBasis)]))),
            d.Fact("Paper.People", w["Paper.PeopleText", service.PeopleCount is { } people ? w.Number(people) : w["NotStated"], w.List(dossier.Groups.Select(g => g.Name).Take(Math.Max(2, extent.Groups)))]),
            d.Fact("Paper.Since", service.Duration),
            d.Fact("Paper.Alternatives", ReportDraft.Excerpt(w.Or(service.Alternatives), extent.Text / 2)));
        d.Section("Paper.Recommendation");
        d.Add(new Paragraph(w["Paper.Statement", ReportDraft.Excerpt(d.Version.Statement, extent.Text), d.Version.FrozenBy]));
        if (d.Review is { IsDecided: false })
            d.Add(new Bullets(FrontMatter.Asked(d, dossier.ScreeningResult?.Decided != ScreeningOutcome.NotNeeded), Numbered: true));
    }

    private static void WriteConclusions(ReportDraft d, Extent extent)
    {
        var (w, cards) = (d.Words, d.Standing.Cards);
        d.Section("Paper.Conclusions");
        if (cards.Count == 0)
        {
            d.Say("Findings.None");
            return;
        }
        List<Finding> all = [.. cards.SelectMany(c => c.Findings)];
        int In(Disposition? disposition) => all.Count(f => d.Standing.Decided.GetValueOrDefault(f.Key)?.Disposition == disposition);
        d.Add(new Paragraph(w.Count("Paper.Found", all.Count) + " " + string.Join(" · ", Enum.GetValues<Disposition>().Select(x => w["Conditions.Count", w.Of(x), In(x)]).Append(w["Conditions.Count", w["Findings.Undecided"], In(null)])) + "."));
        d.Table("Paper.Conclusions.Table", [d.Column("Paper.Conclusion", 2.8), d.Column("City.Sure", 2.5), d.Column("City.Decided", 3.1)],
            cards.Take(extent.Cards).Select(c => (IReadOnlyList<string>)
            [
                ReportDraft.Excerpt(c.Sentence(d.Dossier, w.Culture), 220), Sureness.Of(c.Surest).Tell(w.Culture), ReportDraft.Excerpt(FindingChapter.DecisionOn(d, c), extent.Text / 2),
            ]));
    }

    private static void WriteRisks(ReportDraft d, Extent extent)
    {
        var (w, dossier) = (d.Words, d.Dossier);
        d.Section("Paper.Risks");
        if (dossier.Risks.Count == 0)
        {
            d.Note("Risks.Table.None");
            return;
        }
        if (extent.Drawn && dossier.Risks.Any(DossierRiskMap.IsPlaced))
            d.Add(new Figure(DossierRiskMap.BeforeAndAfter(dossier, w.Culture), w["Paper.Map.Caption"]));
        List<(Risk Risk, RiskZone Zone)> staying = [.. RiskChapters.Ordered(d).Select(r => (r, Zone: Standing.ZoneAfter(dossier, r))).Where(x => x.Zone > RiskZone.Low).Select(x => (x.r, x.Zone!.Value))];
        if (staying.Count == 0)
        {
            d.Say("Paper.Staying.None");
            return;
        }
        d.Table("Paper.Staying.Table", [d.Column("Risks.Code", 0.6), d.Column("Risks.Risk", 3.6), d.Column("Zones.After", 1.2), d.Column("Paper.Treated", 3.2)],
            staying.Take(extent.Risks).Select(x => (IReadOnlyList<string>)
            [
                dossier.Code(x.Risk.Id), x.Risk.Title, w.Of(x.Zone),
                string.IsNullOrWhiteSpace(x.Risk.Acceptance) ? w.Of(x.Risk.Treatment) : w["Paper.Accepted", w.Of(x.Risk.Treatment), ReportDraft.Excerpt(x.Risk.Acceptance, extent.Text / 3)],
            ]));
        if (staying.Count > extent.Risks)
            d.Note("Paper.More", staying.Count - extent.Risks);
    }

    private static void WriteChanges(ReportDraft d, (int Number, Dossier Dossier)? before, Extent extent)
    {
        var w = d.Words;
        d.Section("Paper.Changes");
        if (before is not { } earlier)
        {
            d.Say("Paper.Changes.First");
            return;
        }
        var changes = DossierDiff.Between(earlier.Dossier, d.Dossier).Where(c => c.Kind is not ("Finding" or "CityFinding")).ToList();
        if (changes.Count == 0)
        {
            d.Say("Paper.Changes.None", earlier.Number);
            return;
        }
        d.Add(new Paragraph(w.Count("Paper.Changes.Count", changes.Count, earlier.Number)));
        d.Add(new Bullets([.. changes.OrderByDescending(c => c.Step == Step.Risks).ThenBy(c => c.Step).Take(extent.Changes).Select(c => c.Change == ChangeKind.Changed
            ? w["Paper.Change.Fields", w.Of(c.Change), c.KindName, c.Name, w.List(c.Fields.Select(f => f.Label).Take(4))]
            : w["Paper.Change", w.Of(c.Change), c.KindName, c.Name])]));
        if (changes.Count > extent.Changes)
            d.Note("Paper.More", changes.Count - extent.Changes);
    }

    /// <summary>Benefit, cost and the groups affected, as far as the record holds them.</summary>
    private static void WriteEffects(ReportDraft d, Extent extent)
    {
        var (w, dossier) = (d.Words, d.Dossier);
        d.Section("Paper.Effects");
        d.Facts(
            d.Fact("Paper.Benefit", ReportDraft.Excerpt(string.Join(' ', dossier.Purposes.Select(p => p.Necessity ?? p.Description).Where(t => !string.IsNullOrWhiteSpace(t))), extent.Text * 2 / 3)),
            d.Fact("Paper.Cost", w["Paper.CostText"]));
        d.Table("Paper.Groups.Table", [d.Column("Paper.Group", 2.4), d.Column("Paper.Size", 1.6), d.Column("Paper.Vulnerable", 2.4), d.Column("Paper.Informed", 2.8)],
            dossier.Groups.OrderByDescending(g => g.Vulnerable).Take(extent.Groups).Select(g => (IReadOnlyList<string>)
            [
                g.Name, w.Or(g.Size), g.Vulnerable ? ReportDraft.Excerpt(w["Paper.VulnerableText", g.WhyVulnerable ?? ""].Trim(' ', ':'), extent.Text / 4) : w["Paper.NotVulnerable"],
                ReportDraft.Excerpt(w.Or(g.HowInformed), extent.Text / 4),
            ]));
        if (dossier.Groups.Count > extent.Groups)
            d.Note("Paper.More", dossier.Groups.Count - extent.Groups);
    }
}
