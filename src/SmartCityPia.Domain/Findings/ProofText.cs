using System.Globalization;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Findings;

/// <summary>One step of a proof in words.</summary>
/// <param name="Sentence">What is held, received, joined or concluded.</param>
/// <param name="Source">Where a rule is from and how it is known; null for a fact of the description.</param>
/// <param name="Caution">What to know before relying on it.</param>
/// <param name="HoldingId">The dataset or flow it speaks of.</param>
public sealed record ProofSentence(ProofStepKind Kind, string Sentence, string? Source, string? Caution, Guid HoldingId);

/// <summary>A finding in words, for the page and the report alike: a function of the finding, what it is about and the language.</summary>
/// <param name="Sentence">Who can tell what.</param>
/// <param name="Steps">The proof, premises before what they support.</param>
public sealed record ProofText(string Sentence, Sureness Sure, IReadOnlyList<ProofSentence> Steps)
{
    public static ProofText Of(IHoldings holdings, Finding finding, CultureInfo? culture = null) =>
        new(SentenceOf(holdings, finding, culture), Sureness.Of(finding), [.. finding.Proof.Select(step => StepOf(holdings, step, culture))]);

    /// <summary>Who can tell what, as a sentence.</summary>
    public static string SentenceOf(IHoldings holdings, Finding finding, CultureInfo? culture = null) =>
        Text("Sentence", culture, FindingWords.Actor(holdings, finding.Actor, culture), FindingWords.Tell(holdings, finding.TypeId, culture));

    /// <summary>"likely: right about 6 in 10 times".</summary>
    public static string HowSureOf(Finding finding, CultureInfo? culture = null) => Sureness.Of(finding).Brief(culture);

    /// <summary>The same of a score that comes without its proof, so to the tenth and no finer.</summary>
    public static string HowSureOf(double score, CultureInfo? culture = null) => new Sureness(score, score, score, Judged: true).Brief(culture);

    /// <summary>What the number is made of.</summary>
    public static string Why(CultureInfo? culture = null) => Text("Why", culture);

    /// <summary>"It takes a query over data that is there."</summary>
    public static string Takes(Finding finding, CultureInfo? culture = null) => Text("Takes", culture, EffortOf(finding.Effort, culture));

    internal static string EffortOf(DerivedEffort effort, CultureInfo? culture = null) => Text($"Effort.{effort}", culture);

    /// <summary>What nobody has stated and the proof takes at its worst, one line per dataset or copy.</summary>
    public static IReadOnlyList<string> Sharpen(IHoldings holdings, Finding finding, CultureInfo? culture = null) =>
    [
        .. finding.Assumed.GroupBy(a => a.HoldingId).Where(g => holdings.Holding(g.Key) is not null).Select(g => Text(
            "Sharpen", culture, HoldingOf(holdings, g.Key, culture),
            string.Join("; ", g.GroupBy(a => a.TypeId).Select(t => (t.Key is { } type ? holdings.Term(type).Name + ": " : "") + string.Join(", ", t.Select(a => Facet(a, culture))))))),
    ];

    /// <summary>"days kept", "form of the values".</summary>
    internal static string Facet(Assumption assumed, CultureInfo? culture = null) => Text($"Facet.{(assumed.TypeId is null ? "Holding." : "")}{assumed.Facet}", culture);

    /// <summary>What a figure from a study says, and what it does not.</summary>
    public static string Caution(CultureInfo? culture = null) => Text("Caution", culture);

    /// <summary>What the absence of a finding means.</summary>
    public static string NotDerivable(CultureInfo? culture = null) => Text("NotDerivable", culture);

    /// <summary>Two decimals at most, and never a 0 or 1 that it is not.</summary>
    public static string Number(double score, CultureInfo? culture = null) => score switch
    {
        > 0.99 and < 1 => "> " + 0.99.ToString("0.##", culture ?? CultureInfo.CurrentCulture),
        > 0 and < 0.01 => "< " + 0.01.ToString("0.##", culture ?? CultureInfo.CurrentCulture),
        _ => score.ToString("0.##", culture ?? CultureInfo.CurrentCulture),
    };

    private static ProofSentence StepOf(IHoldings holdings, ProofStep step, CultureInfo? culture)
    {
        var type = ConditionText.Of(holdings.Term(step.Field ?? step.TypeId).Name, step.Condition, culture);
        var number = Number(step.Score, culture);
        switch (step.Kind)
        {
            case ProofStepKind.Rule:
                var rule = holdings.Term(step.Via ?? "");
                return new(step.Kind, Text("Step.Rule", culture, rule.Text, FindingWords.Tell(holdings, step.TypeId, culture), number), SourceOf(rule, culture), rule.Caution, step.HoldingId);
            case ProofStepKind.Link:
                return new(step.Kind,
                    Text("Step.Link", culture, HoldingOf(holdings, step.HoldingId, culture), HoldingOf(holdings, step.OtherHoldingId, culture), holdings.Term(step.Via ?? "").Name, type, number),
                    Text("Source.Link", culture), null, step.HoldingId);
            default:
                return new(step.Kind, FieldOf(holdings, step, type, culture), null, null, step.HoldingId);
        }
    }

    private static string FieldOf(IHoldings holdings, ProofStep step, string type, CultureInfo? culture)
    {
        if (holdings.Holding(step.HoldingId) is not { } holding)
            return Text("Step.Gone", culture, type);
        if (holding.IsPublic)
            return Text("Step.Public", culture, type, holding.Name, holding.Code);
        var holder = FindingWords.Actor(holdings, holding.HolderId ?? Guid.Empty, culture);
        return holding.IsFlow ? Text("Step.Flow", culture, holder, type, holding.Code, holding.Name) : Text("Step.Dataset", culture, holder, type, holding.Name, holding.Code);
    }

    internal static string HoldingOf(IHoldings holdings, Guid? id, CultureInfo? culture) =>
        id is null || holdings.Holding(id.Value) is not { } holding ? ""
        : holding.IsFlow ? Text("Holding.Flow", culture, holding.Code)
        : Text("Holding.Dataset", culture, holding.Name, holding.Code);

    private static string SourceOf(CatalogueTerm rule, CultureInfo? culture)
    {
        var known = rule.Certainty is { } certainty ? Text($"Certainty.{certainty}", culture) : "";
        return Text(rule.Estimate ? "Source.Rule.Estimate" : "Source.Rule", culture, rule.Source, known);
    }

    private static string Text(string key, CultureInfo? culture, params object[] arguments)
    {
        var text = Words.Find(typeof(ProofText), key, culture) ?? key;
        return arguments.Length == 0 ? text : string.Format(culture ?? CultureInfo.CurrentCulture, text, arguments);
    }
}
