using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using Xunit;

namespace SmartCityPia.UnitTests.Pictures;

public sealed class TextMeasureTests
{
    // Widths in Inter Regular at 13 px, measured in Chromium.
    [Theory]
    [InlineData("City parking department", 149.7)]
    [InlineData("Widerspruchsführung", 132.6)]
    [InlineData("Département de la mobilité", 166.5)]
    [InlineData("Міський департамент", 138.4)]
    [InlineData("Δήμος Αθηναίων", 103.4)]
    [InlineData("1234567890", 78.0)]
    public void Width_CommonText_IsNoLessThanMeasuredAndNotMuchMore(string text, double measured)
    {
        var width = TextMeasure.Width(text, 13);

        Assert.InRange(width, measured, measured * 1.25);
    }

    [Fact]
    public void Wrap_LongText_StaysInWidthAndEndsWithEllipsis()
    {
        var lines = TextMeasure.Wrap(string.Join(' ', Enumerable.Repeat("participation", 40)), 150, 13, maxLines: 3);

        Assert.Equal(3, lines.Count);
        Assert.EndsWith("…", lines[2], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(TextMeasure.Width(line, 13) <= 150, line));
    }

    [Fact]
    public void Wrap_TextThatFits_LosesNothing() =>
        Assert.Equal("one two three four five six", string.Join(' ', TextMeasure.Wrap("one two  three\nfour five six", 60, 13)));

    [Fact]
    public void Wrap_WordLongerThanALine_IsBroken()
    {
        var lines = TextMeasure.Wrap(new string('x', 100), 80, 13);

        Assert.True(lines.Count > 5);
        Assert.Equal(100, lines.Sum(l => l.Length));
        Assert.All(lines, line => Assert.True(TextMeasure.Width(line, 13) <= 80));
    }

    [Fact]
    public void Wrap_WordWithAHyphenLongerThanALine_PartsThere()
    {
        var width = TextMeasure.Width("emission", 13) + 1;

        Assert.Equal(["Low-", "emission", "zone"], TextMeasure.Wrap("Low-emission zone", width, 13));
    }

    [Fact]
    public void Wrap_BrokenWord_KeepsLettersWithTheirMarksTogether()
    {
        var family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";

        var lines = TextMeasure.Wrap(string.Concat(Enumerable.Repeat(family, 12)), 100, 13);

        Assert.All(lines, line => Assert.Equal(0, line.Length % family.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    [InlineData("\u0000\u0007")]
    public void Wrap_NothingVisible_HasNoLines(string? text) => Assert.Empty(TextMeasure.Wrap(text, 100, 13));

    [Fact]
    public void Clean_HostileText_KeepsOnlyWhatIsHarmless() =>
        Assert.Equal("a b<c>", PictureText.Clean("\u202Ea\u0000\uD800 \t\r\n b\uFFFE<c\uDC00>\u2069 "));
}
