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
        var (w, cards) = (d.Words, d.Standing.Cards);
        d.Chapter("Findings");
        d.Say("Findings.Text");
        if (d.Dossier.Findings.Count == 0)
        {
            d.Note("Findings.None");
            WriteCity(d, []);
            return;
        }
        d.Add(new Callout(CalloutKind.Caution, w["Findings.Caution"], w["Findings.CautionText", ProofText.Caution(w.Culture), ProofText.NotDerivable(w.Culture)]));
        d.Section("Findings.Overview");
        WriteCounts(d, ("Findings.Special", [.. cards.Where(IsSpecial)]), ("Findings.Identifying", [.. cards.Where(IsIdentifying)]), ("Findings.Other", [.. cards.Where(IsOther)]));
        var told = new List<Finding>();
        WriteCards(d, "Findings.Special", cards.Where(IsSpecial), told);
        WriteCards(d, "Findings.Identifying", cards.Where(IsIdentifying), told);
        WriteCards(d, "Findings.Other", cards.Where(IsOther), told);
        WriteIntended(d);
        List<string> appearing = [.. PlannedText.Appearing(d.Dossier, w.Culture)];
        if (appearing.Count > 0)
            d.Add(new Bullets(appearing));
        WriteHypotheses(d, d.Dossier.Findings.Where(f => f.IsHypothesis && !d.Dossier.IsIntended(f)));
        WriteCity(d, told);
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

    /// <summary>What nobody has to decide on: who can tell what, and how surely, in a line for each card.</summary>
    private static void WriteHypotheses(ReportDraft d, IEnumerable<Finding> findings)
    {
        var cards = CardWeight.Order(d.Dossier, FindingCard.Of(d.Dossier, findings));
        if (cards.Count == 0)
            return;
        d.Section("Hypotheses");
        d.Say("Hypotheses.Text");
        d.Table("Hypotheses.Table", [d.Column("City.Who", 3), d.Column("Findings.Bodies", 3), d.Column("City.Sure", 2)],
            cards.Select(c => (IReadOnlyList<string>)[c.Sentence(d.Dossier, d.Words.Culture), Bodies(d, c), ProofText.HowSureOf(c.Surest, d.Words.Culture)]));
    }

    /// <summary>
    /// What becomes known with the city's other services, as it was when the version was frozen. Versions from before there was a city view
    /// have none.
    /// </summary>
    private static void WriteCity(ReportDraft d, List<Finding> told)
    {
        if (d.Dossier.City is not { } record)
            return;
        var w = d.Words;
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
        var city = CityFindings.Of(d.Dossier, record.Findings.Where(f => !f.IsHypothesis || CityFindings.IsJoined(f)));
        var (emergent, single) = (Cards(d, city.Emergent), Cards(d, city.Told));
        WriteCounts(d, ("City.Emergent", emergent), ("City.Told", single));
        if (emergent.Count > 0)
        {
            d.Section("City.Emergent");
            d.Say("City.EmergentText");
            foreach (var card in emergent)
                WriteCard(d, card, drawn: true, told);
        }
        WriteCards(d, "City.PerOrganisation", single.Where(c => !IsOther(c)), told);
        WriteBrief(d, [.. single.Where(IsOther)]);
        WriteHypotheses(d, record.Findings.Where(f => f.IsHypothesis && !CityFindings.IsJoined(f)));
        if (city.Joined.Count == 0)
            return;
        d.Section("City.Joined");
        d.Say("City.JoinedText");
        d.Add(new Bullets([.. city.Joined.Select(j => w["City.JoinedLine", j.Tell(d.Dossier, w.Culture), ProofText.HowSureOf(j.Findings.MaxBy(f => f.Score)!, w.Culture), Decided(d, j.Findings)])]));
    }

    private static IReadOnlyList<FindingCard> Cards(ReportDraft d, IEnumerable<Finding> findings) => CardWeight.Order(d.Dossier, FindingCard.Of(d.Dossier, findings));

    /// <summary>A line for each card, those decided alike one after the other, so that a decision is written out once.</summary>
    private static void WriteBrief(ReportDraft d, IReadOnlyList<FindingCard> cards)
    {
        if (cards.Count == 0)
            return;
        var w = d.Words;
        d.Say("City.BriefText");
        d.Table("City.Brief", [d.Column("City.Who", 2.8), d.Column("City.Sure", 1.4), d.Column("City.AboutNeeds", 2.8), d.Column("City.Decided", 3.8)],
            cards.GroupBy(c => DecisionOn(d, c), StringComparer.Ordinal).SelectMany(alike => alike.Select((card, i) => (IReadOnlyList<string>)
            [
                card.Findings.Count == 1 ? card.Sentence(d.Dossier, w.Culture) : w["Findings.SentenceAndBodies", card.Sentence(d.Dossier, w.Culture), Bodies(d, card)],
                Sureness.Of(card.Surest).Tell(w.Culture),
                w["City.AboutNeedsBrief", card.Concerns, w.List(CityFindings.Elsewhere(d.Dossier, card.Surest).Select(h => h.Reference))],
                i == 0 ? alike.Key : w["City.DecidedAsAbove"],
            ])));
    }

    internal static string DecisionOn(ReportDraft d, FindingCard card) => string.Join(' ', card.Findings.Select(f => DecisionOn(d, f)).Distinct(StringComparer.Ordinal));

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

    private static string Needs(ReportDraft d, Finding finding) =>
        d.Words.List(CityFindings.Elsewhere(d.Dossier, finding).Select(h => $"{h.Reference} {h.Service}"));

    private static string Bodies(ReportDraft d, FindingCard card) =>
        string.Join("; ", card.Findings.Select(f => FindingWords.Actor(d.Dossier, f.Actor, d.Words.Culture)).Distinct(StringComparer.Ordinal));

    public static string Decided(ReportDraft d, IEnumerable<Finding> findings) => d.Words.List(findings
        .Select(f => d.Standing.Decided.GetValueOrDefault(f.Key)?.Disposition is { } x ? d.Words.Of(x) : d.Words["Findings.Undecided"]).Distinct(StringComparer.Ordinal));

    private static void WriteCards(ReportDraft d, string key, IEnumerable<FindingCard> cards, List<Finding> told)
    {
        List<FindingCard> all = [.. cards];
        if (all.Count == 0)
            return;
        d.Section(key);
        foreach (var card in all)
            WriteCard(d, card, !IsOther(card) && card.Surest.Proof.Count > 1 && told.Count < MostPictures, told);
    }

    /// <summary>One card: its sentence, the proof of the surest body once, and who else can, each with what was decided.</summary>
    /// <param name="told">The findings proven before it, whose first steps need not be said again.</param>
    private static void WriteCard(ReportDraft d, FindingCard card, bool drawn, List<Finding> told)
    {
        var (w, finding) = (d.Words, card.Surest);
        var text = CardText.Of(d.Dossier, card, finding.AcrossServices ? null : d.Dossier.Stops?.FirstOrDefault(s => s.Card == card.Key), w.Culture);
        d.Item(text.Sentence);
        d.Add(new Paragraph((text with { Sentence = "", Who = null, Assumed = null }).Tell().Trim()));
        if (PlannedText.Of(d.Dossier, finding, w.Culture) is { } planned)
            d.Add(new Paragraph(planned));
        var broken = Contradictions.OfLimits(d.Dossier).Where(b => b.Finding.Key == finding.Key).GroupBy(b => b.Limit)
            .Select(same => w[$"Findings.Limit.{same.Key}", string.Join("; ", same.Select(b => b.Group.Name))]).ToList();
        if (broken.Count > 0)
            d.Add(new Callout(CalloutKind.Caution, w["Findings.LimitTitle"], string.Join(' ', broken)));
        foreach (var rated in Contradictions.OfRisks(d.Dossier).Where(r => r.Finding.Key == finding.Key))
            d.Add(new Callout(CalloutKind.Caution, w["Findings.RatedTitle"], w["Findings.Rated", d.Dossier.Code(rated.Risk.Id), w.Of(rated.Risk.ResidualLikelihood!.Value)]));
        if (finding.AcrossServices)
            d.Add(new Paragraph(w["City.AboutNeedsText", card.Concerns, Needs(d, finding)]));
        var proof = ProofText.Of(d.Dossier, finding, w.Culture);
        // Rules are named by their number: an appendix tells the source of each once.
        List<string> steps = [.. proof.Steps.Select((s, i) => finding.Proof[i] is { Kind: ProofStepKind.Rule, Via: { } rule } ? w["Findings.ByRule", s.Sentence, rule] : s.Sentence)];
        var like = told.Select(f => (Finding: f, Steps: Alike(f, finding))).OrderByDescending(l => l.Steps).FirstOrDefault();
        if (like.Steps >= WorthSparing && like.Steps < steps.Count)
        {
            d.Say("Findings.AsBefore", like.Steps, ProofText.SentenceOf(d.Dossier, like.Finding, w.Culture).TrimEnd('.'));
            d.Add(new Bullets(steps[like.Steps..], Numbered: true, From: like.Steps + 1));
        }
        else
        {
            d.Add(new Bullets(steps, Numbered: true));
        }
        told.Add(finding);
        WriteBodies(d, card);
        if (drawn && FindingDrawings.ProofOf(d.Dossier, finding, w.Culture) is var picture)
        {
            if (picture.Height <= Legible)
                d.Add(new Figure(Fitted(picture), w["Findings.Picture.Caption", proof.Sentence]));
            else
                d.Note("Findings.Picture.TooTall");
        }
    }

    private static void WriteBodies(ReportDraft d, FindingCard card)
    {
        var w = d.Words;
        if (card.Findings is [var only])
        {
            var decision = d.Standing.Decided.GetValueOrDefault(only.Key);
            List<Fact> facts = [d.Fact("Findings.Decision", decision?.Disposition is { } x ? w.Of(x) : w["Findings.Undecided"])];
            if (decision is { Controls.Count: > 0 })
                facts.Add(d.Fact("Findings.By", DataChapter.Names(d, decision.Controls)));
            if (!string.IsNullOrWhiteSpace(decision?.Reason))
                facts.Add(d.Fact("Findings.Reason", decision.Reason));
            if (decision is not null && decision.ProofHash != only.ProofHash)
                facts.Add(d.Fact("Findings.Changed", w["Findings.ChangedText"]));
            d.Facts(facts);
            return;
        }
        d.Table("Findings.BodiesTable", [d.Column("Findings.Body", 2), d.Column("City.Sure", 2), d.Column("City.Decided", 4)],
            card.Findings.GroupBy(f => DecisionOn(d, f), StringComparer.Ordinal).SelectMany(alike => alike.Select((f, i) => (IReadOnlyList<string>)
                [FindingWords.Actor(d.Dossier, f.Actor, w.Culture), ProofText.HowSureOf(f, w.Culture), i == 0 ? alike.Key : w["City.DecidedAsAbove"]])));
    }

    /// <summary>How many steps two proofs have in common from their beginning.</summary>
    private static int Alike(Finding one, Finding other) => one.Proof.Zip(other.Proof).TakeWhile(pair => (pair.First with { Premises = pair.Second.Premises }) == pair.Second && pair.First.Premises.SequenceEqual(pair.Second.Premises)).Count();

    /// <summary>A tall picture on a wider ground, so that it is not blown up to fill the page.</summary>
    private static Drawing Fitted(Drawing drawing) =>
        drawing.Height <= drawing.Width * Tall ? drawing : drawing with { Width = drawing.Height / Tall };

    /// <summary>Cards of each kind, and what was decided about the bodies on them.</summary>
    private static void WriteCounts(ReportDraft d, params (string Key, IReadOnlyList<FindingCard> Cards)[] kinds)
    {
        var w = d.Words;
        d.Table(
            "Findings.Table",
            [d.Column("Findings.Kind", 3), d.Column("Findings.Count", 1, right: true), d.Column("Findings.BodyCount", 1, right: true), .. Enum.GetValues<Disposition>().Select(x => new Column(w.Of(x), 1.2, Right: true)), d.Column("Findings.Undecided", 1.2, right: true)],
            kinds.Select(kind =>
            {
                List<Finding> findings = [.. kind.Cards.SelectMany(c => c.Findings)];
                string Decided(Disposition? disposition) => w.Number(findings.Count(f => d.Standing.Decided.GetValueOrDefault(f.Key)?.Disposition == disposition));
                return (IReadOnlyList<string>)[w[kind.Key], w.Number(kind.Cards.Count), w.Number(findings.Count), .. Enum.GetValues<Disposition>().Select(x => Decided(x)), Decided(null)];
            }));
    }

    private static bool IsSpecial(FindingCard card) => card.Surest.SpecialCategory;

    private static bool IsIdentifying(FindingCard card) => card.Surest is { SpecialCategory: false, Identifying: true };

    private static bool IsOther(FindingCard card) => card.Surest is { SpecialCategory: false, Identifying: false };
}
