using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmartCityPia.Domain.Catalogue;
using Xunit;

namespace SmartCityPia.UnitTests.Catalogue;

/// <summary>
/// The shipped files, damaged in one place at a time: every reference, every enum value, every required member and every list.
/// The places are found by walking the files beside the types they are read into, so that a new member is tested without being listed.
/// </summary>
public sealed class StrictCatalogueTests
{
    /// <summary>The lists of each file with the property that names an entry.</summary>
    private static readonly (string File, string List, string Id, Type Type)[] Lists =
    [
        ("attribute-types.json", "entries", "id", typeof(AttributeType)),
        ("inference-rules.json", "entries", "id", typeof(InferenceRule)),
        ("link-keys.json", "entries", "id", typeof(LinkKey)),
        ("outside.json", "entries", "id", typeof(OutsideSource)),
        ("controls.json", "entries", "id", typeof(Control)),
        ("archetypes.json", "entries", "id", typeof(ServiceArchetype)),
        ("principles.json", "entries", "id", typeof(PrivacyPrinciple)),
        ("threats.json", "entries", "code", typeof(PrivacyThreat)),
        ("report-headings.json", "entries", "clause", typeof(ReportHeading)),
        ("plan.json", "entries", "id", typeof(PlanQuestion)),
        ("law.json", "entries", "id", typeof(LawPoint)),
        ("rights.json", "entries", "id", typeof(PeoplesRight)),
        ("screening.json", "criteria", "id", typeof(ScreeningCriterion)),
        ("screening.json", "questions", "id", typeof(ScreeningQuestion)),
        ("screening.json", "rules", "id", typeof(ScreeningRule)),
        ("screening.json", "lists", "id", typeof(NationalList)),
        ("scales.json", "severity", "level", typeof(RiskScaleLevel)),
        ("scales.json", "likelihood", "level", typeof(RiskScaleLevel)),
        ("scales.json", "map", "severity", typeof(RiskMapRow)),
        ("scales.json", "zones", "zone", typeof(RiskZoneMeaning)),
        ("scales.json", "riskSources", "name", typeof(RiskSource)),
    ];

    private static readonly Dictionary<string, string> Shipped = Lists.Select(l => l.File).Distinct().ToDictionary(f => f, f =>
    {
        using var reader = new StreamReader(PiaCatalogue.OpenBuiltIn(f));
        return reader.ReadToEnd();
    });

    /// <summary>The kinds of places that refer to something else. A test below fails when a file has one that is not listed.</summary>
    private static readonly HashSet<string> References =
    [
        "attribute-types.json entries.coarser", "attribute-types.json entries.gives[]", "attribute-types.json entries.becomes[].type",
        "inference-rules.json entries.premises[]", "inference-rules.json entries.premises[].type", "inference-rules.json entries.conclusion",
        "link-keys.json entries.type", "outside.json entries.fields[].type",
        "controls.json entries.effects[].rule", "controls.json entries.effects[].key", "controls.json entries.effects[].set.type",
        "controls.json entries.effects[].domain[]", "controls.json entries.effects[].remove", "controls.json entries.leaves[]", "controls.json entries.linddun[]",
        "archetypes.json entries.datasets[].holder", "archetypes.json entries.datasets[].items[].type", "archetypes.json entries.flows[].from",
        "archetypes.json entries.purposes[].intends[]", "archetypes.json entries.flows[].to", "archetypes.json entries.flows[].fields[]", "archetypes.json entries.flows[].purpose",
        "archetypes.json entries.flows[].controls[]", "archetypes.json entries.controls[]", "archetypes.json entries.screening[].question",
        "report-headings.json entries.parent", "law.json entries.principles[]", "law.json entries.rights[]",
        "screening.json questions.criteria[]",
    ];

    public static TheoryData<string> AllReferences => [.. References];

    public static TheoryData<string> AllEnums => [.. Places().Where(p => p.Type.IsEnum).Select(p => p.Kind).Distinct()];

    public static TheoryData<string> AllRequired => [.. Places().Where(p => p.Required).Select(p => p.Kind).Distinct()];

    public static TheoryData<string> AllLists => [.. Places().Where(p => p.InList).Select(p => p.Kind).Distinct()];

    public static TheoryData<string> AllObjects => [.. Places().Where(p => p.Node is JsonObject).Select(p => p.Kind).Distinct()];

    [Theory, MemberData(nameof(AllReferences))]
    public void Load_ReferenceToNothing_NamesFileAndEntry(string kind)
    {
        foreach (var place in Some(kind))
            Refused(place, node => JsonValue.Create("nobody"));
    }

    /// <summary>Short texts that name an entry, a key or a purpose of any file are references, unless they are ids themselves or said here to be words.</summary>
    [Fact]
    public void References_InTheShippedFiles_AreAllListed()
    {
        var named = Places().Where(p => IsName(p.Kind)).Select(p => (string?)p.Node).OfType<string>().ToHashSet();
        named.UnionWith(Places().Where(p => p.Kind == "inference-rules.json entries.reference").Select(p => (string)p.Node!));
        string[] words =
        [
            "inference-rules.json entries.reference", "attribute-types.json entries.category", "archetypes.json entries.flows[].frequency",
            "archetypes.json entries.datasets[].items[].domain", "archetypes.json entries.synonyms[]",
            "threats.json entries.cards[].id",
        ];
        var found = Places().Where(p => p.Node is JsonValue value && value.GetValueKind() == JsonValueKind.String && !p.Type.IsEnum && !IsName(p.Kind) && named.Contains((string)p.Node!))
            .CountBy(p => p.Kind).Where(k => k.Value >= 3).Select(k => k.Key).Except(words);

        Assert.Empty(found.Except(References));

        static bool IsName(string kind) =>
            Lists.Any(l => kind == $"{l.File} {l.List}.{l.Id}" && l.File is not "scales.json")
            || kind is "archetypes.json entries.stakeholders[].key" or "archetypes.json entries.datasets[].key" or "archetypes.json entries.flows[].key" or "archetypes.json entries.purposes[].name";
    }

    [Theory, MemberData(nameof(AllEnums))]
    public void Load_NoMemberOfItsEnum_NamesFileAndEntry(string kind)
    {
        foreach (var place in Some(kind, 2))
        {
            var isId = Lists.Any(l => place.Kind == $"{l.File} {l.List}.{l.Id}");
            foreach (var (wrong, named) in new (JsonNode, string)[] { (1, ""), ("1", "1"), ("Nonsense", "Nonsense") })
                Refused(place, _ => wrong.DeepClone(), isId ? named : null);
        }
    }

    [Theory, MemberData(nameof(AllRequired))]
    public void Load_RequiredMemberMissing_NamesFileAndEntry(string kind) => Refused(Some(kind, 1).First(), _ => null, Lists.Any(l => kind == $"{l.File} {l.List}.{l.Id}") ? "" : null);

    [Theory, MemberData(nameof(AllLists))]
    public void Load_NullInAList_NamesFileAndEntry(string kind) =>
        Refused(Some(kind, 1).First(), _ => JsonValue.Create((string?)null), Lists.Any(l => kind == $"{l.File} {l.List}") ? "" : null, keepNull: true);

    [Theory, MemberData(nameof(AllObjects))]
    public void Load_UnknownMember_NamesFileEntryAndMember(string kind)
    {
        var place = Places().First(p => p.Kind == kind && p.Node is JsonObject);
        var error = Refused(place, node =>
        {
            var more = node!.DeepClone().AsObject();
            more["colour"] = 1;
            return more;
        });
        Assert.Contains("colour", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_InTheShippedFiles_AreFoundInAllOfThem()
    {
        Assert.Equal(Lists.Length, Places().Select(p => (p.File, p.List)).Distinct().Count());
        Assert.True(AllEnums.Count > 25, "enums are not found");
        Assert.True(AllRequired.Count > 100, "required members are not found");
        Assert.All(References, kind => Assert.Contains(Places(), p => p.Kind == kind));
    }

    [Theory]
    [InlineData("archetypes.json", "\"legalBasis\": \"LegalObligation\", \"frequency\"", "\"legalBasis\": \"Habit\", \"frequency\"", "S01", "the value of flows[2].legalBasis is not one that is allowed there")]
    [InlineData("archetypes.json", "\"legalBasis\": \"LegalObligation\", \"frequency\"", "\"legalBasis\": \"Consent\", \"frequency\"", "S01", "flow video does not rest on the legal basis of its purpose Evidence on request")]
    [InlineData("archetypes.json", "\"purpose\": \"Evidence on request\"", "\"purpose\": \"Evidence\"", "S01", "the purpose Evidence of flow video is none of the service's")]
    [InlineData("archetypes.json", "\"key\": \"operator\"", "\"key\": \"works\"", "S01", "the stakeholder works is there twice")]
    [InlineData("archetypes.json", "\"key\": \"polevideo\"", "\"key\": \"lamp\"", "S01", "the dataset or flow lamp is there twice")]
    [InlineData("archetypes.json", "\"key\": \"usage\"", "\"key\": \"lamp\"", "S01", "the dataset or flow lamp is there twice")]
    [InlineData("archetypes.json", "\"fields\": [\"A89\"]", "\"fields\": [\"A71\", \"A71\"]", "S01", "the field in flow faults A71 is there twice")]
    [InlineData("archetypes.json", "\"fields\": [\"A89\"]", "\"fields\": []", "S01", "flow faults passes no fields")]
    [InlineData("archetypes.json", "\"fields\": [\"A89\"]", "\"fields\": [\"A48\"]", "S01", "flow faults passes A48, which its source does not have")]
    [InlineData("screening.json", "\"kind\": \"Article35\", \"atLeast\": 1", "\"kind\": \"Article35\", \"atLeast\": 4", "rules R1", "it wants 4 criteria of the kind Article35, and there are 3")]
    [InlineData("screening.json", "\"kind\": \"Article35\", \"atLeast\": 1", "\"kind\": \"Article35\", \"atLeast\": 0", "rules R1", "it wants 0 criteria")]
    [InlineData("screening.json", "\"outcome\": \"NotNeeded\"", "\"outcome\": \"Undecided\"", "rules R0", "its outcome must be needed or not needed")]
    [InlineData("screening.json", "\"criteria\": [\"W1\"]", "\"criteria\": []", "questions Q1", "no answer meets a criterion")]
    [InlineData("screening.json", "\"criteria\": [\"W1\"]", "\"criteria\": [\"W1\", \"W1\"]", "questions Q1", "a criterion is named twice")]
    [InlineData("screening.json", "\"id\": \"Q2\"", "\"id\": \"Q1\"", "questions Q1", "the id is used twice")]
    [InlineData("screening.json", "\"rules\":", "\"laws\":", null, "the list rules is missing")]
    [InlineData("scales.json", "[\"Low\", \"Low\", \"Low\", \"Medium\"]", "[\"Low\", \"Low\", \"Medium\"]", "map Negligible", "it needs a zone for each of 4 likelihoods and has 3")]
    [InlineData("scales.json", "[\"Low\", \"Low\", \"Low\", \"Medium\"]", "[\"Low\", \"Medium\", \"Low\", \"Medium\"]", "map Negligible", "a zone falls where likelihood rises")]
    [InlineData("scales.json", "[\"Low\", \"Low\", \"Low\", \"Medium\"]", "[\"Low\", \"Low\", \"Low\", \"High\"]", "map Limited", "a zone falls where severity rises")]
    [InlineData("scales.json", "\"severity\": \"Negligible\"", "\"severity\": \"Limited\"", "map Limited", "the id is used twice")]
    [InlineData("threats.json", "\"id\": \"L2\"", "\"id\": \"L1\"", "L", "the card L1 is there twice")]
    [InlineData("report-headings.json", "\"parent\": \"7.3\"", "\"parent\": \"7.5\"", "7.3.1", "there is no heading 7.5 above it")]
    public void Load_ContradictionInAShippedFile_NamesItsPlace(string file, string good, string bad, string? entry, string reason)
    {
        var at = Shipped[file].IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, "the text to break is not in the file");

        var error = Assert.Throws<CatalogueException>(() => Load(file, string.Concat(Shipped[file].AsSpan(0, at), bad, Shipped[file].AsSpan(at + good.Length))));

        Assert.Equal((file, entry), (error.File, error.Id));
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }

    /// <param name="named">How the entry is called once it is damaged, where that is not its id; empty for its number.</param>
    private static CatalogueException Refused(Place place, Func<JsonNode?, JsonNode?> change, string? named = null, bool keepNull = false)
    {
        var document = JsonNode.Parse(Shipped[place.File])!;
        var at = place.Path.SkipLast(1).Aggregate(document, (node, step) => step is int i ? node[i]! : node[(string)step]!);
        var value = change(place.Node);
        switch (place.Path[^1])
        {
            case int i:
                at[i] = value;
                break;
            case string name when value is null && !keepNull:
                at.AsObject().Remove(name);
                break;
            case string name:
                at[name] = value;
                break;
        }
        CatalogueException? error = null;
        try
        {
            Load(place.File, document.ToJsonString());
        }
        catch (CatalogueException e)
        {
            error = e;
        }
        Assert.True(error is not null, $"{place} was let through");
        Assert.True(error.File == place.File, $"{place}: {error.Message}");
        var list = Lists.Count(l => l.File == place.File) == 1 ? "" : place.List + " ";
        var entry = list + (named is null ? place.Entry : named.Length > 0 ? named : string.Create(CultureInfo.InvariantCulture, $"number {place.Number}"));
        // A damaged id may be missed first by what refers to it.
        Assert.True(error.Id == entry, $"{place}: {error.Message}");
        return error;
    }

    private static PiaCatalogue Load(string file, string content) =>
        PiaCatalogue.Load(name => new MemoryStream(Encoding.UTF8.GetBytes(name == file ? content : Shipped[name])));

    /// <summary>The first, the last and some between.</summary>
    private static IEnumerable<Place> Some(string kind, int count = 5)
    {
        var all = Places().Where(p => p.Kind == kind).ToList();
        return count == 1 ? [all[0]] : Enumerable.Range(0, count).Select(i => all[i * (all.Count - 1) / (count - 1)]).Distinct();
    }

    private static readonly Lazy<List<Place>> All = new(() =>
    [
        .. Lists.SelectMany(l => JsonNode.Parse(Shipped[l.File])![l.List]!.AsArray().SelectMany((entry, i) =>
            Walk(new(l.File, l.List, (string)entry![l.Id]!, i + 1, $"{l.File} {l.List}", [l.List, i], entry, l.Type, Required: false, InList: true)))),
    ]);

    private static List<Place> Places() => All.Value;

    private static IEnumerable<Place> Walk(Place place)
    {
        yield return place;
        if (place.Node is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                var property = place.Type.GetProperty(char.ToUpperInvariant(name[0]) + name[1..])!;
                var required = property.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null;
                foreach (var inner in Walk(place with { Kind = $"{place.Kind}.{name}", Path = [.. place.Path, name], Node = value, Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, Required = required, InList = false }))
                    yield return inner;
            }
        }
        else if (place.Node is JsonArray values)
        {
            for (var i = 0; i < values.Count; i++)
            {
                foreach (var inner in Walk(place with { Kind = $"{place.Kind}[]", Path = [.. place.Path, i], Node = values[i], Type = place.Type.GetGenericArguments()[0], Required = false, InList = true }))
                    yield return inner;
            }
        }
    }

    /// <summary>One value in a file.</summary>
    /// <param name="Kind">The file and the way to it without numbers.</param>
    private sealed record Place(string File, string List, string Entry, int Number, string Kind, IReadOnlyList<object> Path, JsonNode? Node, Type Type, bool Required, bool InList)
    {
        public override string ToString() => $"{File}: {string.Join('.', Path)} = {Node?.ToJsonString()}";
    }
}
