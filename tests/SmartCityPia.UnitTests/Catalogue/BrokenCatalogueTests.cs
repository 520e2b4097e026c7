using System.Text;
using SmartCityPia.Domain.Catalogue;
using Xunit;

namespace SmartCityPia.UnitTests.Catalogue;

/// <summary>A small catalogue that is right, and every way to break it.</summary>
public sealed class BrokenCatalogueTests
{
    private const string Types = "attribute-types.json";
    private const string Rules = "inference-rules.json";
    private const string Keys = "link-keys.json";
    private const string Controls = "controls.json";
    private const string Threats = "threats.json";

    private static readonly Dictionary<string, string> Good = new(StringComparer.Ordinal)
    {
        [Types] = File(
            """{"id":"A01","name":"plate","category":"vehicle","class":"PersistentPseudonym","law":[],"plain":"P.","source":"s","certainty":"Inferred"}""",
            """{"id":"D01","name":"home","category":"home","class":"QuasiIdentifier","law":[],"plain":"H.","derived":true,"source":"s","certainty":"Inferred"}"""),
        [Rules] = File(
            """{"id":"I01a","reference":"I01","group":"g","premises":["A01"],"conclusion":"D01","confidence":0.5,"low":0.4,"high":0.6,"number":"Judged","sentence":"S.","source":"s","certainty":"Inferred"}"""),
        [Keys] = File(
            """{"id":"K1","type":"A01","strength":0.9,"low":0.8,"high":1,"sameDomain":false,"join":"SharedIdentifier","number":"Judged","plain":"K.","source":"s","certainty":"Inferred"}"""),
        [Controls] = File(
            """{"id":"C01","name":"n","kind":"Engineering","scope":"Data","mechanism":"m","plain":"C.","effects":[{"rule":"I01a","factor":0.3},{"key":"A01","factor":0.6},{"field":"A01","factor":0.5},{"domain":["A01","own"]},{"remove":"D01"},{"set":{"type":"A01","group":5}},{"set":{"days":2}}],"leaves":["I01"],"linddun":["L"],"estimate":true,"source":"s","certainty":"Inferred"}"""),
        [Threats] = File("""{"code":"L","name":"n","meaning":"m","example":"e","source":"s","certainty":"Inferred","cards":[]}"""),
    };

    private static string File(params string[] entries) =>
        $$"""{"version":"1","source":"test","entries":[{{string.Join(",\n", entries)}}]}""";

    /// <summary>What these tests are not about is empty, or as it is shipped.</summary>
    private static PiaCatalogue Load(string? file = null, string? content = null) => PiaCatalogue.Load(name =>
        (name == file ? content : Good.GetValueOrDefault(name)) is { } text ? new MemoryStream(Encoding.UTF8.GetBytes(text))
        : name is "screening.json" or "scales.json" ? PiaCatalogue.OpenBuiltIn(name)
        : new MemoryStream(Encoding.UTF8.GetBytes(File())));

    [Fact]
    public void Load_GoodFiles_GivesEntries()
    {
        var catalogue = Load();
        Assert.Equal("1", catalogue.Rules.Version);
        Assert.Equal(
            [ControlEffectKind.Rule, ControlEffectKind.Key, ControlEffectKind.Field, ControlEffectKind.Domain, ControlEffectKind.Remove, ControlEffectKind.Set, ControlEffectKind.Set],
            catalogue.Control("C01").Effects.Select(effect => effect.Kind));
    }

    [Theory]
    // Shape of a file
    [InlineData(Types, "\"id\":\"A01\"", "\"id\":\"A01\",\"colour\":1", "A01", "the property colour is not known")]
    [InlineData(Types, "\"category\":\"vehicle\",", "", "A01", "it lacks 'category'")]
    [InlineData(Types, "\"name\":\"plate\"", "\"name\":null", "A01", "the value of name must not be null")]
    [InlineData(Types, "PersistentPseudonym", "Persistent", "A01", "the value of class is not one that is allowed there")]
    [InlineData(Types, "\"class\":\"PersistentPseudonym\"", "\"class\":1", "A01", "the value of class is not one that is allowed there")]
    [InlineData(Types, "\"id\":\"A01\"", "\"id\":\"A01\",\"id\":\"A01\"", null, "id")]
    [InlineData(Types, "\"id\":\"A01\"", "\"id\":7", "number 1", "the value of id is not one that is allowed there")]
    [InlineData(Types, "\"id\":\"A01\"", "\"id\":\" \"", "number 1", "id has white space at its ends")]
    [InlineData(Types, "\"version\":\"1\"", "\"version\":\"\"", null, "the version is missing")]
    [InlineData(Types, "\"source\":\"test\"", "\"source\":\" \"", null, "the source is missing")]
    [InlineData(Types, "\"source\":\"test\"", "\"source\":\"test\",\"extra\":1", null, "the property extra is not known")]
    [InlineData(Types, "]}", "]", null, "the JSON cannot be read in line 2")]
    // Attribute types
    [InlineData(Types, "\"id\":\"D01\"", "\"id\":\"A01\"", "A01", "the id is used twice")]
    [InlineData(Types, "\"plain\":\"P.\"", "\"plain\":\"\"", "A01", "plain is empty")]
    [InlineData(Types, "\"plain\":\"P.\",\"source\":\"s\"", "\"plain\":\"P.\",\"source\":\"\"", "A01", "source is empty")]
    [InlineData(Types, "\"law\":[]", "\"law\":[\"MayReveal\"]", "A01", "where it may reveal a special category is said exactly when the law mark is there")]
    [InlineData(Types, "\"law\":[]", "\"law\":[\"Article9\"]", "A01", "the value of law[0] is not one that is allowed there")]
    [InlineData(Types, "\"law\":[]", "\"law\":[],\"classes\":[\"D01\"]", "A01", "the class D01 is called like a type")]
    [InlineData(Types, "\"law\":[]", "\"law\":[],\"becomes\":[{\"type\":\"D01\"}]", "A01", "it becomes something else, but is not retired")]
    [InlineData(Types, "\"derived\":true", "\"derived\":true,\"gives\":[\"D01\"]", "D01", "it gives D01, which is not another attribute type")]
    [InlineData(Rules, "\"conclusion\":\"D01\"", "\"conclusion\":\"A02\"", "I01a", "the conclusion A02 is not an attribute type")]
    // Rules
    [InlineData(Rules, "[\"A01\"]", "[\"A01\",\"A77\"]", "I01a", "the premise A77 is not an attribute type")]
    [InlineData(Rules, "[\"A01\"]", "[{\"type\":\"code\"}]", "I01a", "the premise code is not an attribute type or class")]
    [InlineData(Rules, "[\"A01\"]", "[{\"type\":\"A01\",\"metres\":-1}]", "I01a", "the metres of the premise is too small")]
    [InlineData(Rules, "[\"A01\"]", "[{\"type\":\"A01\",\"group\":0}]", "I01a", "the group of the premise is too small")]
    [InlineData(Rules, "[\"A01\"]", "[{\"type\":\"A01\",\"form\":\"Sealed\"}]", "I01a", "the value of form is not one that is allowed there")]
    [InlineData(Rules, "[\"A01\"]", "[{\"type\":\"A01\",\"colour\":1}]", "I01a", "the property colour is not known")]
    [InlineData(Rules, "[\"A01\"]", "[{\"type\":\"A01\"},{\"type\":\"A01\",\"group\":1}]", "I01a", "a premise is named twice")]
    [InlineData(Rules, "\"number\":\"Judged\"", "\"number\":\"Judged\",\"classifier\":{\"sensitivity\":0.5,\"falseAlarms\":0.5,\"baseRate\":0.1}", "I01a", "the confidence 0.5 is not what the classifier gives, 0.1")]
    [InlineData(Rules, "[\"A01\"]", "[]", "I01a", "it needs one to 4 premises and has 0")]
    [InlineData(Rules, "[\"A01\"]", "[\"A01\",\"A01\"]", "I01a", "a premise is named twice")]
    [InlineData(Rules, "[\"A01\"]", "[\"A01\",\"D01\"]", "I01a", "the conclusion D01 is one of its premises")]
    [InlineData(Rules, "[\"A01\"]", "[\"A01\",null]", "I01a", "premises[1] is null")]
    [InlineData(Rules, "\"confidence\":0.5", "\"confidence\":1.5", "I01a", "the confidence 1.5 is outside 0 to 1")]
    [InlineData(Rules, "\"low\":0.4", "\"low\":-0.1", "I01a", "the lower end -0.1 is outside 0 to 1")]
    [InlineData(Rules, "\"high\":0.6", "\"high\":2", "I01a", "the upper end 2 is outside 0 to 1")]
    [InlineData(Rules, "\"low\":0.4", "\"low\":0.55", "I01a", "the confidence 0.5 is not between 0.55 and 0.6")]
    [InlineData(Rules, "\"high\":0.6", "\"high\":0.45", "I01a", "the confidence 0.5 is not between 0.4 and 0.45")]
    [InlineData(Rules, "\"source\":\"s\"", "\"source\":\"\"", "I01a", "source is empty")]
    [InlineData(Rules, ",\"source\":\"s\"", "", "I01a", "it lacks 'source'")]
    [InlineData(Rules, "\"sentence\":\"S.\"", "\"sentence\":\"\"", "I01a", "sentence is empty")]
    [InlineData(Rules, "\"confidence\":0.5", "\"confidence\":\"0.5\"", "I01a", "the value of confidence is not one that is allowed there")]
    // Link keys
    [InlineData(Keys, "\"type\":\"A01\"", "\"type\":\"A02\"", "K1", "A02 is not an attribute type or class")]
    [InlineData(Keys, "\"strength\":0.9", "\"strength\":9", "K1", "the strength 9 is outside 0 to 1")]
    [InlineData(Keys, "\"low\":0.8", "\"low\":0.95", "K1", "the strength 0.9 is not between 0.95 and 1")]
    [InlineData(Keys, "\"sameDomain\":false", "\"sameDomain\":true,\"inferred\":true", "K1", "it joins what is inferred and must have neither class, domain nor condition")]
    // Controls
    [InlineData(Controls, "\"rule\":\"I01a\"", "\"rule\":\"I01\"", "C01", "an effect acts on the rule I01, which does not exist")]
    [InlineData(Controls, "\"key\":\"A01\"", "\"key\":\"D01\"", "C01", "an effect acts on the link key D01, which does not exist")]
    [InlineData(Controls, "\"field\":\"A01\"", "\"field\":\"A02\"", "C01", "an effect acts on the attribute type A02, which does not exist")]
    [InlineData(Controls, "[\"A01\",\"own\"]", "[\"A02\",\"own\"]", "C01", "an effect acts on the attribute type or class A02, which does not exist")]
    [InlineData(Controls, "[\"A01\",\"own\"]", "[\"A01\",\"other\"]", "C01", "a domain effect must name an attribute type or class and the word own")]
    [InlineData(Controls, "\"group\":5", "\"events\":5", "C01", "an effect on A01 sets a facet of the holding")]
    [InlineData(Controls, "{\"days\":2}", "{\"metres\":2}", "C01", "an effect sets a facet of a field and names none")]
    [InlineData(Controls, "{\"days\":2}", "{}", "C01", "an effect sets nothing")]
    [InlineData(Controls, "\"type\":\"A01\",\"group\"", "\"type\":\"A02\",\"group\"", "C01", "an effect acts on the attribute type or class A02, which does not exist")]
    [InlineData(Controls, "\"remove\":\"D01\"", "\"remove\":\"D02\"", "C01", "an effect acts on the attribute type D02, which does not exist")]
    [InlineData(Controls, "\"remove\":\"D01\"", "\"remove\":\"D01\",\"factor\":0.5", "C01", "the effect on D01 must not have a factor")]
    [InlineData(Controls, "\"factor\":0.3", "\"factor\":1.3", "C01", "the factor 1.3 is outside 0 to 1")]
    [InlineData(Controls, ",\"factor\":0.3", "", "C01", "the effect on I01a has no factor")]
    [InlineData(Controls, "\"rule\":\"I01a\"", "\"rule\":\"I01a\",\"key\":\"A01\"", "C01", "an effect must act on exactly one thing and acts on 2")]
    [InlineData(Controls, "{\"remove\":\"D01\"}", "{}", "C01", "an effect must act on exactly one thing and acts on 0")]
    [InlineData(Controls, "{\"remove\":\"D01\"}", "{\"rule\":\"I01a\",\"factor\":0.5}", "C01", "two effects act on I01a")]
    [InlineData(Controls, "\"effects\":", "\"choosesType\":true,\"effects\":", "C01", "it acts on a chosen type and must not have fixed effects as well")]
    [InlineData(Controls, "\"leaves\":[\"I01\"]", "\"leaves\":[\"I01a\"]", "C01", "it leaves the rule I01a, which does not exist")]
    [InlineData(Controls, "{\"remove\":\"D01\"}", "null", "C01", "effects[4] is null")]
    [InlineData(Controls, "[\"L\"]", "[]", "C01", "it answers no threat type")]
    [InlineData(Controls, "[\"L\"]", "[\"X\"]", "C01", "the threat type X does not exist")]
    public void Load_BrokenEntry_NamesFileEntryAndReason(string file, string good, string broken, string? id, string reason, string? blamed = null)
    {
        var at = Good[file].IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, "the text to break is not in the file");
        var content = string.Concat(Good[file].AsSpan(0, at), broken, Good[file].AsSpan(at + good.Length));

        var error = Assert.Throws<CatalogueException>(() => Load(file, content));

        Assert.Equal(blamed ?? file, error.File);
        Assert.Equal(id, error.Id);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Contains(error.File, error.Message, StringComparison.Ordinal);
        Assert.Matches(@"^Catalogue file [^\n]*[^.]\.$", error.Message);
        Assert.DoesNotContain(". ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MissingFile_NamesIt()
    {
        var error = Assert.Throws<CatalogueException>(() => PiaCatalogue.Load(name =>
            name == Keys ? throw new FileNotFoundException(name) : PiaCatalogue.OpenBuiltIn(name)));
        Assert.Equal("Catalogue file link-keys.json: the file cannot be opened.", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"version":"1","source":"s","entries":[null]}""")]
    [InlineData("""{"version":"1","source":"s","entries":[5]}""")]
    [InlineData("""{"version":"1","source":"s","entries":null}""")]
    public void Load_WrongDocument_IsACatalogueError(string content) =>
        Assert.Equal(Rules, Assert.Throws<CatalogueException>(() => Load(Rules, content)).File);

    [Fact]
    public void OpenBuiltIn_UnknownFile_NamesIt() =>
        Assert.Contains("nothing.json", Assert.Throws<FileNotFoundException>(() => PiaCatalogue.OpenBuiltIn("nothing.json")).Message, StringComparison.Ordinal);
}
