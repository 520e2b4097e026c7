using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Pictures.Dossiers;

namespace SmartCityPia.Reports.Content;

/// <summary>What each body could learn by correlation and inference, with the proof, and what the city decided about it.</summary>
internal static class FindingChapter
{
    /// <summary>More pictures would be leafed over; the proofs beyond are told in sentences only.</summary>
    public const int MostPictures = 25;

    /// <summary>Height to width above which a picture would take most of a page, small as it is.</summary>
    private const double Tall = 0.95;

    /// <summary>Pixels; a picture taller than this is so small on paper that nobody reads it.</summary>
    private const double Legible = 800;

    /// <summary>Steps; a proof that begins like one told before is told from where it parts, when that spares as many.</summary>
    private const int WorthSparing = 3;

    public static void Write(ReportDraft d)
    {
        var (w, findings) = (d.Words, (IReadOnlyList<Finding>)[.. d.Dossier.Findings.Where(f => !d.Dossier.IsIntended(f))]);
        d.Chapter("Findings");
        d.Say("Findings.Text");
        if (findings.Count == 0)
        {
            d.Note("Findings.None");
            WriteIntended(d);
            WriteCity(d, new(StringComparer.Ordinal));
            return;
        }
        d.Add(new Callout(CalloutKind.Caution, w["Findings.Caution"], w["Findings.CautionText", ProofText.Caution(w.Culture), ProofText.NotDerivable(w.Culture)]));
        d.Section("Findings.Overview");
        d.Table("Findings.Table", [d.Column("Findings.Kind", 3), d.Column("Findings.Count", 1, right: true), .. Enum.GetValues<Disposition>().Select(x => new Column(w.Of(x), 1.2, Right: true)), d.Column("Findings.Undecided", 1.2, right: true)],
        [
            Counts(d, "Findings.Special", [.. findings.Where(IsSpecial)]),
            Counts(d, "Findings.Identifying", [.. findings.Where(IsIdentifying)]),
            Counts(d, "Findings.Other", [.. findings.Where(IsOther)]),
        ]);
        var pictures = new HashSet<string>(StringComparer.Ordinal);
        WriteGroup(d, "Findings.Special", findings.Where(IsSpecial), pictures);
        WriteGroup(d, "Findings.Identifying", findings.Where(IsIdentifying), pictures);
        WriteOthers(d, [.. findings.Where(IsOther)]);
        WriteIntended(d);
        WriteCity(d, pictures);
    }

    /// <summary>What the service is for: no finding, but it stands here with the purpose and law that it rests on.</summary>
    private static void WriteIntended(ReportDraft d)
    {
        var intended = d.Dossier.Findings.Where(f => d.Dossier.IsIntended(f)).GroupBy(f => d.Dossier.PurposeOf(f)!).ToList();
        if (intended.Count == 0)
            return;
        var w = d.Words;
        d.Section("Intended");
        d.Say("Intended.Text");
        d.Table("Intended.Table", [d.Column("Intended.What", 3), d.Column("Intended.Purpose", 2), d.Column("Intended.Basis", 2)],
            intended.SelectMany(g => FindingCard.Of(d.Dossier, g).Select(card => (IReadOnlyList<string>)
                [card.Sentence(d.Dossier, w.Culture), g.Key.Name, string.IsNullOrWhiteSpace(g.Key.LegalReference) ? w.Of(g.Key.LegalBasis) : w["Intended.Law", w.Of(g.Key.LegalBasis), g.Key.LegalReference]])));
    }

    public static string Title(ReportDraft d, Finding finding) => ProofText.SentenceOf(d.Dossier, finding, d.Words.Culture);

    /// <summary>
    /// What becomes known with the city's other services, as it was when the version was frozen. Versions from before there was a city view
    /// have none.
    /// </summary>
    private static void WriteCity(ReportDraft d, HashSet<string> drawn)
    {
        if (d.Dossier.City is not { } record)
            return;
        var (w, city) = (d.Words, CityFindings.Of(d.Dossier, record.Findings));
        d.Chapter("City");
        if (record.Parts.Count == 0)
        {
            d.Say("City.Alone");
            return;
        }
        d.Say("City.Text");
        d.Add(new Callout(CalloutKind.Caution, w["Findings.Caution"], w["City.CautionText", ProofText.Caution(w.Culture), ProofText.NotDerivable(w.Culture)]));
        d.Section("City.Parts");
        d.Table("City.Table", [d.Column("City.Reference", 1.5), d.Column("City.Service", 3), d.Column("City.Version", 0.8, right: true), d.Column("City.Hash", 3)],
            record.Parts.Select(p => (IReadOnlyList<string>)[p.Reference, p.Service, w.Number(p.VersionNumber), p.Sha256 ?? ""]));
        d.Section("City.Overview");
        if (record.Findings.Count == 0)
        {
            d.Note("City.None");
            return;
        }
        d.Table("Findings.Table", [d.Column("Findings.Kind", 3), d.Column("Findings.Count", 1, right: true), .. Enum.GetValues<Disposition>().Select(x => new Column(w.Of(x), 1.2, Right: true)), d.Column("Findings.Undecided", 1.2, right: true)],
        [
            Counts(d, "City.Emergent", [.. city.Emergent]),
            Counts(d, "City.Told", [.. city.Told]),
            Counts(d, "City.Joined", [.. city.Joined.SelectMany(j => j.Findings)]),
        ]);
        if (city.Emergent.Count > 0)
        {
            d.Section("City.Emergent");
            d.Say("City.EmergentText");
            var told = new List<Finding>();
            foreach (var finding in city.Emergent)
            {
                WriteFinding(d, finding, drawn: true, told);
                told.Add(finding);
            }
        }
        if (city.Told.Count + city.Joined.Count > 0)
            WritePerOrganisation(d, city, drawn);
    }

    /// <summary>
    /// The conclusions of each organisation: those of special categories and those that identify with their proof, all others in a line
    /// each; then
    /// the fields it merely joins, one line per join.
    /// </summary>
    private static void WritePerOrganisation(ReportDraft d, CityFindings city, HashSet<string> drawn)
    {
        var w = d.Words;
        d.Section("City.PerOrganisation");
        // The surest of each conclusion is proven in full; others who reach it by the same argument are named with it.
        foreach (var same in city.Told.Where(f => !IsOther(f)).GroupBy(f => f.TypeId, StringComparer.Ordinal))
        {
            var best = same.MaxBy(f => f.Score)!;
            WriteFinding(d, best, drawn.Count < MostPictures && drawn.Add($"city {best.TypeId}"));
            var others = same.Where(f => f != best).ToList();
            if (others.Count > 0)
            {
                d.Add(new Bullets([.. others.Select(f => w["City.AlsoToldBy", FindingWords.Actor(d.Dossier, f.Actor, w.Culture), ProofText.HowSureOf(f, w.Culture), Decided(d, [f])])]));
            }
        }
        WriteBrief(d, "City.BriefText", [.. city.Told.Where(IsOther)]);
        if (city.Joined.Count == 0)
            return;
        d.Section("City.Joined");
        d.Say("City.JoinedText");
        d.Add(new Bullets([.. city.Joined.Select(j => w["City.JoinedLine", j.Tell(d.Dossier, w.Culture), ProofText.HowSureOf(j.Findings.MaxBy(f => f.Score)!, w.Culture), Decided(d, j.Findings)])]));
    }

    /// <summary>A line for each, those decided alike one after the other, so that a decision is written out once.</summary>
    private static IEnumerable<IReadOnlyList<string>> Brief(ReportDraft d, IEnumerable<Finding> findings)
    {
        var w = d.Words;
        foreach (var alike in findings.GroupBy(f => DecisionOn(d, f), StringComparer.Ordinal))
        {
            var decided = alike.Key;
            foreach (var finding in alike)
            {
                yield return
                [
                    ProofText.SentenceOf(d.Dossier, finding, w.Culture),
                    Sureness.Of(finding).Tell(w.Culture),
                    finding.AcrossServices
                        ? w["City.AboutNeedsBrief", CityFindings.Concerns(d.Dossier, finding.HoldingId), w.List(CityFindings.Elsewhere(d.Dossier, finding).Select(h => h.Reference))]
                        : About(d, finding),
                    decided,
                ];
                decided = w["City.DecidedAsAbove"];
            }
        }
    }

    private static string DecisionOn(ReportDraft d, Finding finding)
    {
        var decision = d.Standing.Decided.GetValueOrDefault(finding.Key);
        IEnumerable<string?> parts =
        [
            Decided(d, [finding]) + (decision is { Controls.Count: > 0 } ? $": {DataChapter.Names(d, decision.Controls)}" : "") + ".",
            decision?.Reason, decision is not null && decision.ProofHash != finding.ProofHash ? d.Words["Findings.ChangedText"] : null,
        ];
        return string.Join(' ', parts.Where(x => !string.IsNullOrWhiteSpace(x)));
    }

    private static string About(ReportDraft d, Finding finding) =>
        d.Dossier.Holding(finding.HoldingId) is not { } holding ? "" : string.IsNullOrWhiteSpace(holding.People) ? holding.Name : $"{holding.People} ({holding.Name})";

    private static string Needs(ReportDraft d, Finding finding) =>
        d.Words.List(CityFindings.Elsewhere(d.Dossier, finding).Select(h => $"{h.Reference} {h.Service}"));

    private static string Decided(ReportDraft d, IEnumerable<Finding> findings) => d.Words.List(findings
        .Select(f => d.Standing.Decided.GetValueOrDefault(f.Key)?.Disposition is { } x ? d.Words.Of(x) : d.Words["Findings.Undecided"]).Distinct(StringComparer.Ordinal));

    /// <summary>
    /// Of conclusions that are neither grave nor identifying, the surest of each kind with its proof; who else reaches it, in a line.
    /// </summary>
    private static void WriteOthers(ReportDraft d, List<Finding> findings)
    {
        if (findings.Count == 0)
            return;
        d.Section("Findings.Other");
        List<Finding> proven = [.. findings.GroupBy(f => f.TypeId, StringComparer.Ordinal).Select(same => same.MaxBy(f => f.Score)!)];
        foreach (var finding in proven)
            WriteFinding(d, finding, drawn: false);
        WriteBrief(d, "Findings.BriefText", [.. findings.Except(proven)]);
    }

    private static void WriteBrief(ReportDraft d, string key, IReadOnlyList<Finding> brief)
    {
        if (brief.Count == 0)
            return;
        d.Say(key);
        d.Table("City.Brief", [d.Column("City.Who", 2.8), d.Column("City.Sure", 1.4), d.Column("City.AboutNeeds", 2.8), d.Column("City.Decided", 3.8)], Brief(d, brief));
    }

    private static void WriteGroup(ReportDraft d, string key, IEnumerable<Finding> group, HashSet<string> pictures)
    {
        List<Finding> findings = [.. group];
        if (findings.Count == 0)
            return;
        d.Section(key);
        foreach (var finding in findings)
        {
            // Several bodies reach one conclusion by the same argument; its picture stands with the surest of them.
            var weighty = finding.SpecialCategory || finding.Identifying;
            WriteFinding(d, finding, weighty && finding.Proof.Count > 1 && pictures.Count < MostPictures && pictures.Add(finding.TypeId));
        }
    }

    /// <param name="told">Those proven in full before it, whose first steps need not be said again.</param>
    private static void WriteFinding(ReportDraft d, Finding finding, bool drawn, IReadOnlyList<Finding>? told = null)
    {
        var w = d.Words;
        var proof = ProofText.Of(d.Dossier, finding, w.Culture);
        d.Item(proof.Sentence);
        d.Add(new Paragraph($"{proof.Sure.Tell(w.Culture)} {ProofText.Takes(finding, w.Culture)}"));
        if (finding.AcrossServices)
            d.Add(new Paragraph(w["City.AboutNeedsText", CityFindings.Concerns(d.Dossier, finding.HoldingId), Needs(d, finding)]));
        // Rules are named by their number: an appendix tells the source of each once.
        List<string> steps = [.. proof.Steps.Select((s, i) => finding.Proof[i] is { Kind: ProofStepKind.Rule, Via: { } rule } ? w["Findings.ByRule", s.Sentence, rule] : s.Sentence)];
        var like = (told ?? []).Select(f => (Finding: f, Steps: Alike(f, finding))).OrderByDescending(l => l.Steps).FirstOrDefault();
        if (like.Steps >= WorthSparing && like.Steps < steps.Count)
        {
            d.Say("Findings.AsBefore", like.Steps, Title(d, like.Finding).TrimEnd('.'));
            d.Add(new Bullets(steps[like.Steps..], Numbered: true, From: like.Steps + 1));
        }
        else
        {
            d.Add(new Bullets(steps, Numbered: true));
        }
        var decision = d.Standing.Decided.GetValueOrDefault(finding.Key);
        List<Fact> facts = [d.Fact("Findings.Decision", decision?.Disposition is { } x ? w.Of(x) : w["Findings.Undecided"])];
        if (decision is { Controls.Count: > 0 })
            facts.Add(d.Fact("Findings.By", DataChapter.Names(d, decision.Controls)));
        if (!string.IsNullOrWhiteSpace(decision?.Reason))
            facts.Add(d.Fact("Findings.Reason", decision.Reason));
        if (decision is not null && decision.ProofHash != finding.ProofHash)
            facts.Add(d.Fact("Findings.Changed", w["Findings.ChangedText"]));
        d.Facts(facts);
        if (drawn && FindingDrawings.ProofOf(d.Dossier, finding, w.Culture) is var picture)
        {
            if (picture.Height <= Legible)
                d.Add(new Figure(Fitted(picture), w["Findings.Picture.Caption", proof.Sentence]));
            else
                d.Note("Findings.Picture.TooTall");
        }
    }

    /// <summary>How many steps two proofs have in common from their beginning.</summary>
    private static int Alike(Finding one, Finding other) => one.Proof.Zip(other.Proof).TakeWhile(pair => (pair.First with { Premises = pair.Second.Premises }) == pair.Second && pair.First.Premises.SequenceEqual(pair.Second.Premises)).Count();

    /// <summary>A tall picture on a wider ground, so that it is not blown up to fill the page.</summary>
    private static Drawing Fitted(Drawing drawing) =>
        drawing.Height <= drawing.Width * Tall ? drawing : drawing with { Width = drawing.Height / Tall };

    private static IReadOnlyList<string> Counts(ReportDraft d, string key, List<Finding> findings)
    {
        int Decided(Disposition? disposition) => findings.Count(f => d.Standing.Decided.GetValueOrDefault(f.Key)?.Disposition == disposition);
        var w = d.Words;
        return [w[key], w.Number(findings.Count), .. Enum.GetValues<Disposition>().Select(x => w.Number(Decided(x))), w.Number(Decided(null))];
    }

    private static bool IsSpecial(Finding finding) => finding.SpecialCategory;

    private static bool IsIdentifying(Finding finding) => finding is { SpecialCategory: false, Identifying: true };

    private static bool IsOther(Finding finding) => finding is { SpecialCategory: false, Identifying: false };
}
