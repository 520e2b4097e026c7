using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Reports.Content;

/// <summary>Cover, document control, contents, and the one-page summary for decision makers.</summary>
internal static class FrontMatter
{
    private const int TopFindings = 3;
    private const int TopRisks = 2;

    public static void Write(ReportDraft d, bool full)
    {
        var (w, head, version) = (d.Words, d.Dossier.Head, d.Version);
        d.Add(new Cover(
            d.City, w["Kind"], d.Dossier.Service.Name, w[full ? "Cover.Subtitle" : "Cover.SubtitleScreening"],
            [
                .. DecisionWords.Cover(d),
                d.Fact("Control.Reference", w["ReferenceVersion", head.Reference, version.Number]),
                d.Fact("Control.Agency", head.Agency),
                d.Fact("Control.Frozen", w.Moment(version.FrozenAt)),
                d.Fact("Control.FrozenBy", version.FrozenBy),
            ],
            w["Cover.Note"])
        { Logo = d.Logo });
        WriteControl(d, full);
        d.Add(new Contents(w["Contents"], 2));
        WriteSummary(d, full);
    }

    private static void WriteControl(ReportDraft d, bool full)
    {
        var (w, head, version) = (d.Words, d.Dossier.Head, d.Version);
        d.Front("About");
        d.Say("About.Text");
        d.Section("Control");
        List<Fact> facts =
        [
            d.Fact("Control.Reference", head.Reference),
            d.Fact("Control.Version", w.Number(version.Number)),
            d.Fact("Control.Service", d.Dossier.Service.Name),
            d.Fact("Control.Agency", head.Agency),
            d.Fact("Control.Lead", head.LeadOfficer),
            d.Fact("Control.Contributors", w.List(head.Contributors)),
            d.Fact("Control.Started", w.Moment(head.CreatedAt)),
            d.Fact("Control.Frozen", w.Moment(version.FrozenAt)),
            d.Fact("Control.FrozenBy", version.FrozenBy),
            d.Fact("Control.Catalogue", head.CatalogueVersion),
            d.Fact("Control.Hash", version.Sha256),
        ];
        if (head.ArchetypeId is { } archetype)
            facts.Insert(facts.Count - 1, d.Fact("Control.Archetype", w["NameAndId", d.Dossier.Term(archetype).Name, archetype]));
        d.Facts(facts);
        d.Note("Control.HashNote");
        d.Section("Structure");
        d.Say(full ? "Structure.Text" : "Structure.TextScreening");
    }

    private static void WriteSummary(ReportDraft d, bool full)
    {
        var (w, s) = (d.Words, d.Dossier.Service);
        d.Front("Summary");
        d.Add(new Paragraph(ReportDraft.Excerpt(w.Or(s.Summary), 380)));
        var bases = d.Dossier.Purposes.Select(p => p.LegalBasis).OfType<LegalBasis>().Distinct().Select(b => w.Of(b));
        d.Facts(
            d.Fact("Summary.Screening", w.Of(d.Dossier.ScreeningResult?.Decided ?? ScreeningOutcome.Undecided)
                + (d.Dossier.Head.Overruled ? w["Summary.Overruled"] : "")),
            d.Fact("Summary.Basis", w.List(bases)),
            d.Fact("Summary.Extent", w["Summary.ExtentText", s.PeopleCount is { } people ? w.Number(people) : w["NotStated"],
                d.Dossier.Datasets.Count, d.Dossier.Flows.Count]));
        if (full)
        {
            WriteLearnt(d);
            WriteZones(d);
        }
        d.Add(new Heading(2, w["Summary.Asked"]));
        d.Add(new Bullets(Asked(d, full), Numbered: true));
    }

    private static void WriteLearnt(ReportDraft d)
    {
        var (w, cards) = (d.Words, d.Standing.Cards);
        d.Add(new Heading(2, w["Summary.Learnt"]));
        if (cards.Count == 0)
        {
            d.Say("Findings.None");
            WriteCity(d);
            return;
        }
        var special = d.Standing.Weighty.Count();
        d.Add(new Paragraph(w.Count("Summary.Findings", cards.Count) + " " + Of(special, "Summary.Special")
            + (d.Standing.Revealing.Count is > 0 and var revealing ? " " + Of(revealing, "Summary.Revealing") : "")
            + (d.Dossier.Planned is not { } planned ? ""
                : " " + (planned.Gone.Count == 0 ? w["Summary.Planned.All"] : w.Count("Summary.Planned", d.Dossier.Findings.Count - planned.Gone.Count, d.Dossier.Findings.Count)))));
        d.Add(new Bullets([.. cards.Take(TopFindings).Select(c => Line(d, c))]));
        WriteCity(d);

        // "One of them" takes two.
        string Of(int count, string key) => cards.Count == 1 && count == 1 ? w[key + ".Sole"] : w.Count(key, count);
    }

    private static void WriteCity(ReportDraft d)
    {
        if (d.Dossier.City is not { } city || city.Findings.Where(f => !f.IsHypothesis).ToList() is not { Count: > 0 } findings)
            return;
        var w = d.Words;
        var of = CityFindings.Of(d.Dossier, findings);
        var emergent = CardWeight.Order(d.Dossier, FindingCard.Of(d.Dossier, of.Emergent));
        var all = emergent.Count + FindingCard.Of(d.Dossier, of.Told).Count + of.Joined.Count;
        d.Add(new Paragraph(w.Count("Summary.City", all) + (emergent.Count == 0 ? "" : " " + (all == 1 ? w["Summary.Emergent.Sole"] : w.Count("Summary.Emergent", emergent.Count)))));
        if (emergent.Count > 0)
            d.Add(new Bullets([.. emergent.Take(TopFindings).Select(c => Line(d, c))]));
    }

    /// <summary>What can be told, how surely, and what was decided about it.</summary>
    private static string Line(ReportDraft d, FindingCard card) => d.Words["Summary.Card",
        ReportDraft.Excerpt(card.Sentence(d.Dossier, d.Words.Culture), 150), Sureness.Of(card.Surest).Tell(d.Words.Culture), FindingChapter.Decided(d, card.Findings)];

    private static void WriteZones(ReportDraft d)
    {
        var (w, s) = (d.Words, d.Standing);
        d.Add(new Heading(2, w["Summary.Risks"]));
        if (d.Dossier.Risks.Count == 0)
        {
            d.Note("Risks.Table.None");
            return;
        }
        var measures = d.Dossier.PlannedMeasures.Count(m => m.State is MeasureState.InPlace or MeasureState.Verified);
        var described = d.Dossier.PlannedMeasures.Count(m => m.State != MeasureState.Rejected);
        d.Facts(
            new(w["Zones.Before"], Zones(s.Before)),
            new(w["Zones.After"], Zones(s.After)),
            d.Fact("Summary.Plan", (described == 0 ? w["Summary.Measures.Nothing"] : w.Count("Summary.Measures", measures, described)) + " "
                + w.Count("Summary.Actions", s.OpenActions.Count)
                + (s.OpenActions.FirstOrDefault(a => a.DueOn is not null && !s.Overdue.Contains(a)) is { } next ? " "
                    + w["Summary.NextDue", w.Day(next.DueOn)] : "")));

        string Zones(IReadOnlyDictionary<RiskZone, int> zones) =>
            w["Summary.Zones", Standing.In(zones, RiskZone.High), Standing.In(zones, RiskZone.Medium), Standing.In(zones, RiskZone.Low)];
    }

    public static Table ZoneTable(ReportDraft d)
    {
        var (w, s) = (d.Words, d.Standing);
        return new(w["Zones.Table"],
            [d.Column("Zones.Zone", 3), d.Column("Zones.Before", 1.4, right: true), d.Column("Zones.After", 1.4, right: true)],
        [
            .. ((RiskZone[])[RiskZone.High, RiskZone.Medium, RiskZone.Low]).Select(zone => (IReadOnlyList<string>)
                [w.Of(zone), w.Number(Standing.In(s.Before, zone)), w.Number(Standing.In(s.After, zone))]),
        ]);
    }

    /// <summary>What the decision maker has to do, most serious first.</summary>
    internal static List<string> Asked(ReportDraft d, bool full)
    {
        var (w, s) = (d.Words, d.Standing);
        if (!full)
            return [w["Asked.Screening"]];
        var asked = new List<string>();
        if (s.StillHigh.Count > 0)
            asked.Add(w["Asked.High", w.Count("RiskCount", s.StillHigh.Count), Named(d, s.StillHigh)]);
        var retained = d.Dossier.Risks.Where(r => r.Treatment == Treatment.Retain && !s.StillHigh.Contains(r)).ToList();
        if (retained.Count > 0)
            asked.Add(w[retained.Count == 1 ? "Asked.Retain.One" : "Asked.Retain.Many", w.Count("RiskCount", retained.Count),
                Named(d, retained)]);
        if (s.OpenTensions.Count > 0)
            asked.Add(w.Count("Asked.Tensions", s.OpenTensions.Count));
        if (s.Overdue.Count > 0)
            asked.Add(w.Count("Asked.Overdue", s.Overdue.Count));
        asked.Add(w["Asked.Plan"]);
        asked.Add(w["Asked.Publish"]);
        return asked;
    }

    private static string Named(ReportDraft d, IReadOnlyList<Risk> risks) =>
        string.Join("; ", risks.Take(TopRisks).Select(r => d.Words["CodeAndName", d.Dossier.Code(r.Id), ReportDraft.Excerpt(r.Title, 70)]))
        + (risks.Count > TopRisks ? d.Words["AndMore", risks.Count - TopRisks] : "");
}
