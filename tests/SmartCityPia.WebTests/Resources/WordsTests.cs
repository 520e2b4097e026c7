using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.TestSupport;
using SmartCityPia.Web;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Resources;

/// <summary>No page shows a key instead of words, and no field is asked without saying why.</summary>
public sealed partial class WordsTests
{
    private static readonly string Web = Path.Combine(Repository.Root, "src", "SmartCityPia.Web");

    private static readonly Lazy<Dictionary<string, HashSet<string>>> Subjects = new(() => Directory.GetFiles(Path.Combine(Web, "Resources"), "*.resx")
        .ToDictionary(f => Path.GetFileNameWithoutExtension(f), Keys, StringComparer.Ordinal));

    /// <summary>Details of forms outside an assessment, whose labels are words of their own pages.</summary>
    private static readonly string[] WithWordsOfTheirPages = ["SignInDetails", "PasswordDetails", "AddressDetails", "ChangeDetails", "ForgottenDetails"];

    public static TheoryData<string> Sources => [.. Directory.GetFiles(Path.Combine(Web, "Features"), "*.cs*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Web, f)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Details => [.. DetailsTypes().Select(t => t.Name).Order(StringComparer.Ordinal)];

    /// <summary>Texts that are chosen from the catalogue, not written.</summary>
    private static readonly string[] Chosen = ["IntakeDetails.ArchetypeId", "DataItemDetails.TypeId", "MeasureDetails.ControlId", "InvitationDetails.Role"];

    [Theory, MemberData(nameof(Sources))]
    public void Keys_UsedBySource_Exist(string file)
    {
        var text = File.ReadAllText(Path.Combine(Web, file));
        var subject = Path.GetFileName(Path.GetDirectoryName(file))!;
        var missing = new List<string>();
        foreach (Match use in Use().Matches(text))
        {
            var keys = use.Groups["count"].Success ? new[] { use.Groups["key"].Value + ".One", use.Groups["key"].Value + ".Many" } : [use.Groups["key"].Value];
            missing.AddRange(keys.Where(k => !Has(subject, k) && !Has("Shared", k)));
        }
        // A key chosen at run time: L[condition ? "A" : "B"].
        foreach (Match choice in Choice().Matches(text))
            missing.AddRange(Literal().Matches(choice.Value).Select(m => m.Groups["key"].Value).Where(k => !Has(subject, k) && !Has("Shared", k)));

        Assert.Empty(missing);
    }

    [Fact]
    public void Rules_GivenAsData_HaveSentences()
    {
        var source = string.Join('\n', Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText));
        var used = Rule().Matches(source).Select(m => m.Groups["key"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();

        Assert.True(used.Count > 15, "The pattern finds too few rules to prove anything.");
        Assert.DoesNotContain(used, k => !Has("Rules", k));
    }

    [Theory, MemberData(nameof(Details))]
    public void Fields_OfADetailsClass_HaveLabelHintExampleAndWhy(string details)
    {
        var type = DetailsTypes().Single(t => t.Name == details);
        var missing = new List<string>();
        foreach (var property in type.GetProperties().Where(p => p.CanWrite && p.GetCustomAttribute<ScaffoldColumnAttribute>() is not { Scaffold: false }))
        {
            // A tick, a day or a list of given choices explains itself; what is written needs an example.
            string[] parts = property.PropertyType == typeof(string) && !Chosen.Contains($"{details}.{property.Name}") ? ["", ".Hint", ".Why", ".Example"] : ["", ".Hint", ".Why"];
            missing.AddRange(parts.Select(part => property.Name + part).Where(key => string.IsNullOrWhiteSpace(Words.Find(type, key))));
        }
        Assert.Empty(missing);
    }

    [Fact]
    public void Terms_OfEnumsPeopleSee_HaveWords()
    {
        var known = Keys(Path.Combine(Repository.Root, "src", "SmartCityPia.Domain", "Resources", "Terms.resx"));
        var missing = typeof(IRow).Assembly.GetExportedTypes().Where(t => t.IsEnum && ShownToPeople(t)).SelectMany(t => Enum.GetNames(t).Select(n => $"{t.Name}.{n}")).Where(t => !known.Contains(t)).ToList();

        Assert.Empty(missing);
    }

    [Fact]
    public void Resources_All_AreEmbeddedAndWellFormed() => Assert.All(Subjects.Value, subject => Assert.NotEmpty(subject.Value));

    [Fact]
    public void Subjects_NamedInCode_HaveAResource()
    {
        var named = Directory.GetFiles(Web, "*.cs", SearchOption.AllDirectories).SelectMany(f => Subject().Matches(File.ReadAllText(f))).Select(m => m.Groups["subject"].Value).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, subject => Assert.Contains(subject, Subjects.Value.Keys));
    }

    private static IEnumerable<Type> DetailsTypes() => typeof(IRow).Assembly.GetExportedTypes()
        .Concat(typeof(CityOptions).Assembly.GetTypes())
        .Where(t => t.IsClass && t.Name.EndsWith("Details", StringComparison.Ordinal) && t.GetProperties().Any(p => p.CanWrite) && !WithWordsOfTheirPages.Contains(t.Name))
        .Distinct();

    /// <summary>Not the inner terms of catalogue files, which have words in the files.</summary>
    // How knowledge changed and what can be tried is worded by the pages of the city.
    private static bool ShownToPeople(Type type) => type.Namespace is { } space && !space.EndsWith(".Catalogue", StringComparison.Ordinal) && type.Name is not ("ProofStepKind" or "TermKind" or "RatedScale" or "KnowledgeChange" or "WhatIfKind" or "StopKind");

    private static bool Has(string subject, string key) => Subjects.Value.TryGetValue(subject, out var keys) && keys.Contains(key);

    private static HashSet<string> Keys(string resx) => XDocument.Load(resx).Root!.Elements("data").Select(d => d.Attribute("name")!.Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("""Texts(\(| \w+ = new\()[^;"]*, "(?<subject>\w+)"\)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Subject();

    [GeneratedRegex("""\bL(\.(?<count>Count)\(|\[)"(?<key>[A-Za-z][A-Za-z0-9_.-]*)"(?=[\],)])""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Use();

    [GeneratedRegex("""\bL\[[^"\]\n]*\?[^\]\n]*\]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Choice();

    [GeneratedRegex("""[?:]\s*"(?<key>[A-Za-z][A-Za-z0-9_.-]*)"(?=\s*[:\]])""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex("""new\((nameof\([A-Za-z.]+\)|""), "(?<key>[A-Z][A-Za-z]+)"[,)]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rule();
}
