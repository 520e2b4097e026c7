using System.Globalization;
using System.Text;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>
/// What the product knows: attribute types, inference rules, link keys and controls, kinds of service, and the questions,
/// principles, threats and scales of an assessment, each with its source.
/// Read once at start; immutable. How the files are made is in <c>docs/catalogue.md</c>.
/// </summary>
public sealed class PiaCatalogue
{
    /// <summary>In a control's effect: every type that a service can hold.</summary>
    public const string AnyType = "any";

    private readonly List<(CatalogueHit Hit, string Text)> index = [];

    private IReadOnlyList<string>? places;

    private PiaCatalogue(CatalogueReader reader, CityChoices choices)
    {
        Choices = choices;
        Types = reader.Entries<AttributeType>("attribute-types.json", "id", type => type.Id);
        Rules = reader.Entries<InferenceRule>("inference-rules.json", "id", rule => rule.Id);
        Keys = reader.Entries<LinkKey>("link-keys.json", "id", key => key.Id);
        Outside = reader.Entries<OutsideSource>("outside.json", "id", source => source.Id);
        Controls = reader.Entries<Control>("controls.json", "id", control => control.Id);

        Archetypes = reader.Entries<ServiceArchetype>("archetypes.json", "id", archetype => archetype.Id);
        Principles = reader.Entries<PrivacyPrinciple>("principles.json", "id", principle => principle.Id);
        Threats = reader.Entries<PrivacyThreat>("threats.json", "code", threat => threat.Code);
        ReportHeadings = reader.Entries<ReportHeading>("report-headings.json", "clause", heading => heading.Clause);
        Plan = reader.Entries<PlanQuestion>("plan.json", "id", question => question.Id);
        Law = reader.Entries<LawPoint>("law.json", "id", point => point.Id);
        Rights = reader.Entries<PeoplesRight>("rights.json", "id", right => right.Id);

        var screening = reader.Open("screening.json", "criteria", "questions", "rules", "lists");
        Screening = new(
            screening.Table<ScreeningCriterion>("criteria", "id", criterion => criterion.Id),
            screening.Table<ScreeningQuestion>("questions", "id", question => question.Id),
            screening.Table<ScreeningRule>("rules", "id", rule => rule.Id),
            screening.Table<NationalList>("lists", "id", list => list.Id));
        var scales = reader.Open("scales.json", "severity", "likelihood", "map", "zones", "riskSources");
        Scales = new(
            scales.Table<RiskScaleLevel>("severity", "level", level => level.Level.ToString()),
            scales.Table<RiskScaleLevel>("likelihood", "level", level => level.Level.ToString()),
            scales.Table<RiskMapRow>("map", "severity", row => row.Severity.ToString()),
            scales.Table<RiskZoneMeaning>("zones", "zone", zone => zone.Zone.ToString()),
            scales.Table<RiskSource>("riskSources", "name", source => source.Name));

        Classes = Types.SelectMany(type => type.Classes.Select(name => (name, type.Id))).GroupBy(c => c.name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(c => c.Id)], StringComparer.Ordinal);
        new CatalogueChecks(this).All();
        LiveRules = [.. Rules.Where(rule => !rule.Off || choices.Rules.Contains(rule.Id)).Select(WithOwnBaseRate)];
        OutsideThere = [.. Outside.Where(source => source.There || choices.Outside.Contains(source.Id))];

        foreach (var type in Types)
            Index(new(CatalogueKind.AttributeType, type.Id, type.Name, type.Plain, type.Source), type.Category, type.Example, type.Note);
        foreach (var rule in Rules)
            Index(
                new(CatalogueKind.InferenceRule, rule.Id, Type(rule.Conclusion).Name, rule.Sentence, rule.Source),
                [rule.Reference, rule.Group, rule.Caution, rule.Conclusion, .. rule.Premises.Select(p => p.Type), .. rule.Premises.Select(p => NameOf(p.Type))]);
        foreach (var key in Keys)
            Index(new(CatalogueKind.LinkKey, key.Id, NameOf(key.Type), key.Plain, key.Source), key.Type);
        foreach (var source in Outside)
            Index(new(CatalogueKind.OutsideSource, source.Id, source.Name, string.Join(", ", source.Fields.Select(f => Type(f.Type).Name)), source.Source), source.Fields.Select(f => f.Type));
        foreach (var control in Controls)
            Index(new(CatalogueKind.Control, control.Id, control.Name, control.Plain, control.Source), control.Note);
        foreach (var archetype in Archetypes)
            Index(new(CatalogueKind.Archetype, archetype.Id, archetype.Name, archetype.Summary, Archetypes.Source), [archetype.Place, .. archetype.Synonyms, .. archetype.Published.Select(p => p.Text)]);
        foreach (var principle in Principles)
            Index(new(CatalogueKind.Principle, principle.Id, principle.Name, principle.Plain, principle.Source), principle.Question, principle.Clause);
        foreach (var threat in Threats)
            Index(new(CatalogueKind.Threat, threat.Code, threat.Name, threat.Meaning, threat.Source), [threat.Example, .. threat.Cards.SelectMany(c => new[] { c.Id, c.Name, c.Question })]);
        foreach (var criterion in Screening.Criteria)
            Index(new(CatalogueKind.Criterion, criterion.Id, criterion.Name, criterion.Plain, criterion.Source));
    }

    /// <summary>In the file's order: raw types, then derived types.</summary>
    public CatalogueTable<AttributeType> Types { get; }
    public CatalogueTable<InferenceRule> Rules { get; }

    /// <summary>What the city chose about disputed rules, base rates and outside sources.</summary>
    public CityChoices Choices { get; }

    /// <summary>The rules that count: those that are on, with the city's base rates.</summary>
    public IReadOnlyList<InferenceRule> LiveRules { get; }

    /// <summary>The outside sources that exist where the city is.</summary>
    public IReadOnlyList<OutsideSource> OutsideThere { get; }


    public CatalogueTable<LinkKey> Keys { get; }
    public CatalogueTable<OutsideSource> Outside { get; }

    /// <summary>The types of each class.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Classes { get; }
    public CatalogueTable<Control> Controls { get; }
    public CatalogueTable<ServiceArchetype> Archetypes { get; }
    public CatalogueTable<PrivacyPrinciple> Principles { get; }
    public CatalogueTable<PrivacyThreat> Threats { get; }
    public CatalogueTable<ReportHeading> ReportHeadings { get; }

    /// <summary>The points of the ecosystem's privacy plan, part by part.</summary>
    public CatalogueTable<PlanQuestion> Plan { get; }

    /// <summary>What the law asks of an assessment, point by point.</summary>
    public CatalogueTable<LawPoint> Law { get; }

    /// <summary>The rights of people, in the order of the law.</summary>
    public CatalogueTable<PeoplesRight> Rights { get; }
    public ScreeningMethod Screening { get; }
    public RiskScales Scales { get; }

    /// <summary>The newest of the files' versions, and what the city chose: what an assessment was made with.</summary>
    public string Version => Choices.Mark(((string[])
        [
            Types.Version, Rules.Version, Keys.Version, Outside.Version, Controls.Version, Archetypes.Version, Principles.Version, Threats.Version,
            ReportHeadings.Version, Plan.Version, Law.Version, Rights.Version, Screening.Version, Scales.Version,
        ]).Max(StringComparer.Ordinal)!);

    private static readonly Lock Changing = new();
    private static volatile PiaCatalogue? current;

    /// <summary>The catalogue in force, read on first use; the application asks for it at its start.</summary>
    /// <exception cref="CatalogueException">A file is broken or contradicts another.</exception>
    public static PiaCatalogue Current => current ?? Use(new());

    /// <summary>Makes <see cref="Current"/> the one with these choices. A dossier that was read keeps the one that it was read with.</summary>
    /// <exception cref="CatalogueException">A choice names nothing that can be chosen.</exception>
    public static PiaCatalogue Use(CityChoices made)
    {
        lock (Changing)
            return current is { } now && now.Choices.Mark("") == made.Mark("") ? now : current = Load(OpenBuiltIn, made);
    }

    /// <summary>Reads the files that are built into this assembly.</summary>
    /// <exception cref="CatalogueException">A file is broken or contradicts another.</exception>
    public static PiaCatalogue Load() => Load(OpenBuiltIn);

    /// <summary>Reads files from elsewhere, for example a city's own with <see cref="OpenBuiltIn"/> for the rest.</summary>
    /// <param name="open">Opens a file by its name, such as <c>controls.json</c>; the stream is disposed here.</param>
    /// <exception cref="CatalogueException">A file is broken or contradicts another.</exception>
    public static PiaCatalogue Load(Func<string, Stream> open, CityChoices? choices = null)
    {
        var catalogue = new PiaCatalogue(new CatalogueReader(open), choices ?? new());
        catalogue.Choices.Check(catalogue);
        return catalogue;
    }

    /// <exception cref="FileNotFoundException">No such file is built in.</exception>
    public static Stream OpenBuiltIn(string file) =>
        typeof(PiaCatalogue).Assembly.GetManifestResourceStream("Catalogue/" + file)
        ?? throw new FileNotFoundException($"The catalogue file {file} is not built in.", file);

    /// <exception cref="KeyNotFoundException">The message names the id.</exception>
    public AttributeType Type(string id) => Types[id];

    /// <summary>Kinds of places that rules and keys ask about, sorted.</summary>
    public IReadOnlyList<string> Places => places ??= [.. Rules.SelectMany(r => r.Premises).Concat<FieldCondition>(Keys).Select(c => c.Covers).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Whether the type is meant: it is the one named, or one of the class named.</summary>
    public bool IsOf(string type, string typeOrClass) => type == typeOrClass || Classes.TryGetValue(typeOrClass, out var types) && types.Contains(type);

    /// <summary>The name of a type or, in words, of a class.</summary>
    public string NameOf(string typeOrClass) =>
        Types.ById.TryGetValue(typeOrClass, out var type) ? type.Name : Words.Find(typeof(PiaCatalogue), $"Class.{typeOrClass}", null) ?? typeOrClass;

    /// <exception cref="KeyNotFoundException">The message names the id.</exception>
    public InferenceRule Rule(string id) => Rules[id];

    /// <exception cref="KeyNotFoundException">The message names the id.</exception>
    public Control Control(string id) => Controls[id];

    /// <summary>
    /// Entries that contain every one of the words (or beginnings of words, or parts), in any order, without regard to case and accents.
    /// An entry whose id is asked for comes first, then those with all words in the name, then the rest in the catalogue's order.
    /// No words find everything.
    /// </summary>
    public IReadOnlyList<CatalogueHit> Find(string words)
    {
        var wanted = Fold(words).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (wanted.Length == 0)
            return [.. index.Select(entry => entry.Hit)];
        return [.. index
            .Where(entry => Array.TrueForAll(wanted, word => entry.Text.Contains(word, StringComparison.Ordinal)))
            .Select(entry => entry.Hit)
            .OrderBy(hit => Rank(hit, wanted))];
    }

    private InferenceRule WithOwnBaseRate(InferenceRule rule)
    {
        if (rule.Classifier is not { } classifier || !Choices.BaseRates.TryGetValue(rule.Id, out var rate))
            return rule;
        var own = classifier with { BaseRate = rate };
        return rule with { Classifier = own, Confidence = own.Right, Low = Math.Min(rule.Low, own.Right), High = Math.Max(rule.High, own.Right) };
    }

    private static int Rank(CatalogueHit hit, string[] wanted)
    {
        if (wanted is [var id] && Fold(hit.Id) == id)
            return 0;
        var name = Fold(hit.Name);
        return Array.TrueForAll(wanted, word => name.Contains(word, StringComparison.Ordinal)) ? 1 : 2;
    }

    private void Index(CatalogueHit hit, params IEnumerable<string?> more) =>
        index.Add((hit, Fold(string.Join('\n', (IEnumerable<string?>)[hit.Id, hit.Name, hit.Plain, hit.Source, .. more]))));

    /// <summary>Lower case without accents; every run of white space but the line break between fields is a plain space.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        // Runes mend broken surrogates; code points that will never be characters cannot be normalised.
        var sound = string.Concat(text.EnumerateRunes().Where(rune => (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is not (>= 0xFDD0 and <= 0xFDEF)));
        foreach (var c in sound.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            folded.Append(c != '\n' && char.IsWhiteSpace(c) ? ' ' : char.ToLowerInvariant(c));
        }
        return folded.ToString();
    }
}

public enum CatalogueKind
{
    AttributeType,
    InferenceRule,
    LinkKey,
    OutsideSource,
    Control,
    Archetype,
    Principle,
    Threat,
    Criterion,
}

/// <summary>An entry found by its words. Of a rule, the name is that of its conclusion and the plain text its sentence; the name of a link key is that of its type or class.</summary>
public sealed record CatalogueHit(CatalogueKind Kind, string Id, string Name, string Plain, string Source);
