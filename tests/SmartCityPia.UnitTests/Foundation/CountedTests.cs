using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SmartCityPia.Domain.Foundation;
using Xunit;

namespace SmartCityPia.UnitTests.Foundation;

/// <summary>No text says "0 findings" or "1 actions".</summary>
public sealed partial class CountedTests
{
    /// <summary>What is never one or none: limits of the program, and what is told only of several.</summary>
    private static readonly HashSet<string> OfSeveral =
    [
        "Rules.TooLong", "Rules.TooMany", "Rules.TooFew", "Rules.FileTooLong", "Rules.PasswordTooShort", "Rules.MergeTooLong", "Rules.PasskeyName",
        "Rules.TooManyReferences", "Rules.FilesTooMany", "Accounts.SetPassword.Hint", "Data.Table.Lead", "City.WhatIf.PlanHint", "City.WhatIf.TooMany",
        "City.Cut.TooManyActors", "City.Cut.TooManyTypes", "City.Cut.TooLong", "Flows.Picture.TooMany", "Flows.Picture.Cut",
        "City.Smallest.None", "Dossiers.Overview.Lead", "Directories.Make.ForDays", "FindingWords.Several", "FindingWords.SeveralTogether", "City.Together.Several", "Report.Evidence.FileText", "Report.Evidence.RemovedText",
    ];

    private static readonly Dictionary<string, string> Texts = Directory.GetFiles(Path.Combine(Root(), "src"), "*.resx", SearchOption.AllDirectories)
        .SelectMany(f => XDocument.Load(f).Root!.Elements("data").Select(d => (Key: $"{Path.GetFileNameWithoutExtension(f)}.{d.Attribute("name")!.Value}", Text: d.Element("value")!.Value)))
        .ToDictionary(t => t.Key, t => t.Text, StringComparer.Ordinal);

    [Fact]
    public void Texts_WithANumberBesideANoun_AreCounted()
    {
        var counted = Texts.Where(t => Many().IsMatch(t.Value) && !OfSeveral.Contains(t.Key)).ToList();

        Assert.True(counted.Count > 60, "The pattern finds too few texts to prove anything.");
        Assert.Empty(counted.Where(t => !t.Key.EndsWith(".Many", StringComparison.Ordinal)).Select(t => $"{t.Key}: {t.Value}"));
        Assert.All(OfSeveral, key => Assert.True(Texts.ContainsKey(key), key));
    }

    [Fact]
    public void Texts_OfSeveral_HaveOneOfOne()
    {
        var many = Texts.Keys.Where(k => k.EndsWith(".Many", StringComparison.Ordinal) && k is not "City.Pairs.Many").ToList();

        Assert.All(many, k => Assert.True(Texts.ContainsKey(k[..^4] + "One"), k));
        Assert.Empty(Texts.Where(t => t.Key.EndsWith(".One", StringComparison.Ordinal) && Many().IsMatch(t.Value)).Select(t => $"{t.Key}: {t.Value}"));
    }

    /// <summary>Every counted text, with none, one and several.</summary>
    [Fact]
    public void Of_AnyCountedText_NeverSaysZeroOrOneOfSeveral()
    {
        foreach (var key in Texts.Keys.Where(k => k.EndsWith(".Many", StringComparison.Ordinal) && Texts.ContainsKey(k[..^4] + "One")).Select(k => k[..^5]))
        {
            string Say(int count) => Counted.Of(key, count, k => Texts.GetValueOrDefault(k), null, "x", "y", "z");
            Assert.DoesNotMatch(@"\b0 \p{L}|\bAll no\b|\bThe no\b|\bthe no\b|\ball no\b", Say(0));
            Assert.DoesNotMatch(@"\b1 (more )?\p{Ll}+s\b(?<!is|was|does|this)|\b1 \p{Ll}+ (are|have|were)\b", Say(1));
            Assert.Contains(Texts[key + ".Many"].Contains("{0", StringComparison.Ordinal) ? "7" : "", Say(7), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, "No findings of x")]
    [InlineData(1, "1 finding of x")]
    [InlineData(1200, "1200 findings of x")]
    public void Of_NoneOneAndMany_ReadAsPeopleSay(int count, string expected) => Assert.Equal(expected,
        Counted.Of("Key", count, k => k switch { "Key.One" => "{0} finding of {1}", "Key.Many" => "{0} findings of {1}", _ => null }, System.Globalization.CultureInfo.InvariantCulture, "x"));

    /// <summary>A number and a plural. Verbs after a name ("{0} asks for …") are none.</summary>
    [GeneratedRegex(@"\{\d(:[^}]*)?\} (more |other |open |possible |frozen |kinds of |pairs of |groups of )*(?!is\b|was\b|has\b|does\b|holds\b|receives\b|gives\b|asks\b|reminds\b|invites\b|rests\b|says\b|already\b|as\b|this\b|plus\b|times\b|class\b|hypothesis\b)\p{Ll}+(s|people|criteria|hypotheses|pieces)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Many();

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
