using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Reports.Images;

namespace SmartCityPia.Reports.Content;

/// <summary>A report under construction: its sources, and the blocks so far with their numbering.</summary>
internal sealed class ReportDraft(Dossier dossier, VersionInfo version, string city, ReportWords words)
{
    private readonly List<Block> _blocks = [];
    private string _chapter = "";
    private int _chapters;
    private int _appendices;
    private int _sections;

    public Dossier Dossier => dossier;

    public VersionInfo Version => version;

    public string City => city;

    public LogoImage? Logo { get; init; }

    /// <summary>What was decided; null for a version that nobody reviews.</summary>
    public VersionStanding? Review { get; init; }

    public ReportWords Words => words;

    public Standing Standing { get; } = Standing.Of(dossier, DateOnly.FromDateTime(version.FrozenAt.UtcDateTime));

    public IReadOnlyList<Block> Blocks => _blocks;

    public void Add(Block block) => _blocks.Add(block);

    /// <summary>A chapter without a number.</summary>
    public void Front(string key)
    {
        (_chapter, _sections) = ("", 0);
        Add(new Heading(1, words[key], NewPage: true));
    }

    public void Chapter(string key)
    {
        (_chapter, _sections) = ((++_chapters).ToString(CultureInfo.InvariantCulture), 0);
        Add(new Heading(1, $"{_chapter} {words[key]}", NewPage: true));
    }

    public void Appendix(string key)
    {
        (_chapter, _sections) = (((char)('A' + _appendices++)).ToString(), 0);
        Add(new Heading(1, words["Appendix", _chapter, words[key]], NewPage: _appendices == 1));
    }

    public void Section(string key)
    {
        _sections++;
        Add(new Heading(2, _chapter.Length == 0 ? words[key]
            : string.Create(CultureInfo.InvariantCulture, $"{_chapter}.{_sections} {words[key]}")));
    }

    /// <summary>A heading with the name of a dossier row.</summary>
    public void Item(string text) => Add(new Heading(3, text));

    public void Say(string key, params object?[] arguments) => Add(new Paragraph(words[key, arguments]));

    /// <summary>User text, one block per paragraph.</summary>
    public void Quote(string? text)
    {
        foreach (var part in words.Or(text).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            Add(new Paragraph(part));
    }

    public void Note(string key, params object?[] arguments) => Add(new Paragraph(words[key, arguments], Muted: true));

    /// <summary>A table; a sentence if there are no rows.</summary>
    /// <param name="about">The arguments of the caption.</param>
    public void Table(string key, IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string>> rows, params object?[] about)
    {
        List<IReadOnlyList<string>> all = [.. rows];
        if (all.Count == 0)
            Note(key + ".None");
        else
            Add(new Table(words[key, about], columns, all));
    }

    public Column Column(string key, double weight, bool right = false) => new(words[key], weight, right);

    public void Facts(params IReadOnlyList<Fact> facts) => Add(new Facts(facts));

    /// <summary>Those that say something; nothing where none does.</summary>
    public void FactsStated(params IReadOnlyList<Fact> facts)
    {
        List<Fact> stated = [.. facts.Where(f => f.Value != Words["NotStated"])];
        if (stated.Count > 0)
            Facts(stated);
    }

    /// <summary>A field of a details class, with its label.</summary>
    public Fact Field<TDetails>(string property, string? value) => new(words.Label<TDetails>(property), words.Or(value));

    public Fact Fact(string key, string? value) => new(words[key], words.Or(value));

    /// <summary>For example "Severity 3 Significant × likelihood 2 Limited: medium".</summary>
    public string Rated(Level? severity, Level? likelihood) =>
        Dossier.ZoneOf(severity, likelihood) is { } zone ? words["Rated", words.Of(zone), words.Of(severity), words.Of(likelihood)]
            : words["NotRated"];

    /// <summary>At most <paramref name="length"/> characters, cut after a sentence or a word.</summary>
    public static string Excerpt(string text, int length)
    {
        text = text.ReplaceLineEndings(" ").Trim();
        if (text.Length <= length)
            return text;
        var head = text[..length];
        var sentence = head.LastIndexOf(". ", StringComparison.Ordinal);
        if (sentence > length / 2)
            return head[..(sentence + 1)];
        var word = head.LastIndexOf(' ');
        return (word > length / 2 ? head[..word] : char.IsHighSurrogate(head[^1]) ? head[..^1] : head) + "…";
    }
}

/// <summary>Figures of a frozen dossier that several chapters use.</summary>
internal sealed record Standing(
    IReadOnlyList<FindingCard> Cards, IReadOnlyDictionary<string, FindingDisposition> Decided,
    IReadOnlyDictionary<RiskZone, int> Before, IReadOnlyDictionary<RiskZone, int> After, int Unrated,
    IReadOnlyList<Risk> StillHigh, IReadOnlyList<ActionItem> OpenActions, IReadOnlyList<ActionItem> Overdue, IReadOnlyList<Tension> OpenTensions)
{
    public static Standing Of(Dossier dossier, DateOnly day)
    {
        static Dictionary<RiskZone, int> Count(IEnumerable<RiskZone?> zones) => zones.OfType<RiskZone>().CountBy(z => z).ToDictionary();
        var cards = CardWeight.Order(dossier, FindingCard.Of(dossier, dossier.Findings.Where(f => dossier.IsToDecide(f))));
        return new(
            cards,
            dossier.Dispositions.DistinctBy(d => d.FindingKey, StringComparer.Ordinal).ToDictionary(d => d.FindingKey, StringComparer.Ordinal),
            Count(dossier.Risks.Select(r => dossier.ZoneOf(r.InherentSeverity, r.InherentLikelihood))),
            Count(dossier.Risks.Select(r => ZoneAfter(dossier, r))),
            dossier.Risks.Count(r => dossier.ZoneOf(r.InherentSeverity, r.InherentLikelihood) is null),
            [.. dossier.Risks.Where(r => ZoneAfter(dossier, r) == RiskZone.High)],
            [.. dossier.Actions.Where(a => a.DoneOn is null).OrderBy(a => a.DueOn ?? DateOnly.MaxValue).ThenBy(a => a.Id)],
            [.. dossier.Actions.Where(a => a.IsOverdue(day))],
            [.. dossier.Tensions.Where(t => t.State == TensionState.Open)])
        {
            Revealing = [.. cards.Where(c => !c.Surest.SpecialCategory && dossier.Term(c.TypeId).InferredSpecial)],
        };
    }

    /// <summary>The zone after measures; before them, where it was not rated again.</summary>
    public static RiskZone? ZoneAfter(Dossier dossier, Risk risk) =>
        dossier.ZoneOf(risk.ResidualSeverity, risk.ResidualLikelihood) ?? dossier.ZoneOf(risk.InherentSeverity, risk.InherentLikelihood);

    /// <summary>Cards of special categories.</summary>
    public IEnumerable<FindingCard> Weighty => Cards.Where(c => c.Surest.SpecialCategory);

    /// <summary>Cards of what may reveal a special category, through a place or a habit.</summary>
    public IReadOnlyList<FindingCard> Revealing { get; init; } = [];

    public static int In(IReadOnlyDictionary<RiskZone, int> zones, RiskZone zone) => zones.GetValueOrDefault(zone);
}
