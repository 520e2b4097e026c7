using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace SmartCityPia.UnitTests.Guide;

/// <summary>A reader of the guide looks for its words on the screen: they have to be there.</summary>
public sealed partial class GuideWordsTests
{
    /// <summary>In bold stands the name of a page, a list or a link; in quotation marks, how a message begins.</summary>
    [Theory]
    [InlineData("officer.md")]
    [InlineData("vendor.md")]
    [InlineData("reviewer.md")]
    [InlineData("auditor.md")]
    public void Page_EveryLabelAndMessage_IsTheApplicationsOwn(string page)
    {
        var text = File.ReadAllText(Path.Combine(Root(), "docs", "user-guide", page));
        var said = Words().ToList();

        var labels = Bold().Matches(text).SelectMany(m => m.Groups["words"].Value.ReplaceLineEndings(" ").Split(" → ")).ToList();
        var messages = Quoted().Matches(text).Select(m => m.Groups["words"].Value).ToList();

        Assert.NotEmpty(labels);
        Assert.Subset(said.ToHashSet(StringComparer.Ordinal), labels.ToHashSet(StringComparer.Ordinal));
        Assert.All(messages, m => Assert.Contains(said, s => s.StartsWith(m, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Words() =>
        Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.resx", SearchOption.AllDirectories)
            .SelectMany(f => XDocument.Load(f).Descendants("data").Select(d => (string?)d.Element("value") ?? ""));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex(@"\*\*(?<words>[^*]+)\*\*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bold();

    [GeneratedRegex("^\\| \"(?<words>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
