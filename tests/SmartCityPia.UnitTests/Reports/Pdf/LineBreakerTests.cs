using CsCheck;
using SmartCityPia.Reports.Pdf;
using Xunit;

namespace SmartCityPia.UnitTests.Reports.Pdf;

public sealed class LineBreakerTests
{
    private static readonly TextStyle Style = new(10, 15, Weight.Regular, Theme.Text);

    [Fact]
    public void Break_AnyTextAndWidth_LosesNothingAndStaysInside()
        => Gen.Select(Gen.String[Gen.Char["aWi -/éЖა–."], 0, 200], Gen.Double[12, 300]).Sample((text, width) =>
        {
            var lines = LineBreaker.Break(text, Style, width);
            Assert.All(lines, line => Assert.True(line.Width <= width + 0.1 || line.Glyphs.Length <= 1));
            var set = string.Concat(lines.SelectMany(l => l.Glyphs.ToArray()).Select(g => char.ConvertFromUtf32(g.CodePoint)));
            Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), set.Replace(" ", "", StringComparison.Ordinal));
        }, iter: 2000, threads: 1);

    [Fact]
    public void Break_WordsThatFit_AreNotSplit()
    {
        var lines = LineBreaker.Break("alpha beta gamma delta epsilon zeta", Style, 80);
        var words = lines.SelectMany(l => string.Concat(l.Glyphs.ToArray().Select(g => char.ConvertFromUtf32(g.CodePoint))).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["alpha", "beta", "gamma", "delta", "epsilon", "zeta"], words);
        Assert.True(lines.Count > 1);
    }

    [Fact]
    public void Single_PairThatKerns_IsNarrowerThanItsParts()
    {
        var apart = LineBreaker.Single("A", Style).Width + LineBreaker.Single("V", Style).Width;
        Assert.True(LineBreaker.Single("AV", Style).Width < apart - 0.3);
        Assert.Equal(LineBreaker.Single("7", Style with { Tabular = true }).Width * 2, LineBreaker.Single("74", Style with { Tabular = true }).Width, 3);
    }

    [Fact]
    public void Fitted_TextTooWide_EndsWithAnEllipsis()
    {
        var line = LineBreaker.Fitted(new string('x', 300), Style, 100);
        Assert.True(line.Width <= 100);
        Assert.Equal('…', line.Glyphs.Span[^1].CodePoint);
    }

    [Fact]
    public void Clean_BrokenSurrogate_BecomesTheReplacementCharacter() => Assert.Equal("a\uFFFDb", PlainText.Clean("a\uD83Db"));

    [Theory]
    [InlineData(null, "")]
    [InlineData("e\u0301", "é")]
    [InlineData("a\r\nb\rc\u2028d", "a\nb\nc\nd")]
    [InlineData("a\u202Eb\u2066c\u00ADd\uFE0F", "abcd")]
    public void Clean_Text_KeepsOnlyWhatHasInk(string? text, string expected) => Assert.Equal(expected, PlainText.Clean(text));
}
