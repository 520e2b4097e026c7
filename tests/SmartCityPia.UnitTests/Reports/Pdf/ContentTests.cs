using SmartCityPia.Reports.Content;
using Xunit;

namespace SmartCityPia.UnitTests.Reports.Pdf;

public sealed class ContentTests
{
    [Fact]
    public void Write_EveryBlock_TextIsPresentInReadingOrder()
    {
        using var pdf = ReadBack.Of(SampleReport.Full());
        var text = ReadBack.Squeezed(string.Concat(pdf.Elements().Select(e => e.Text)));
        string[] expected =
        [
            "City of Exampleton · Department of Mobility", "What the service learns", "PIA-2026-014, version 1", "Aligned with the structure", "Contents",
            "Summary for decision makers", "Public summary", // in the table of contents
            "Summary for decision makers", "Access points in metro", "Two risks stay high", "Movement profiles", "used anonymously", "What this assessment covers", "No lawful basis",
            "What we ask for", "1.", "Decide on a retention", "3.", "Publish the public summary.", "Service and purposes", "Operator", "Metro Exampleton", "Timetable planning",
            "Why it is needed", "Information for passengers", "Source", "Data flows", "Open data portal", "Dashed lines leave", "Datasets and how long", "Records", "1,204,500", "Station counts",
            "Risk register", "R1 Linking", "R24 Linking", "Public summary",
        ];
        var at = 0;
        foreach (var part in expected)
        {
            var found = text.IndexOf(ReadBack.Squeezed(part), at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' does not follow the text before it.");
            at = found + ReadBack.Squeezed(part).Length;
        }
    }

    [Theory]
    [InlineData("Ochrana súkromia: řeřicha, žluť, Þór, ğ, ı, İ, ħ, œ, ẞ")]
    [InlineData("Προστασία δεδομένων, ᾧ, μέτρο")]
    [InlineData("Оценка воздействия, їжак, Ћирилица, ў")]
    [InlineData("Հայերեն՝ գաղտնիություն։")]
    [InlineData("ქართული: კონფიდენციალურობა")]
    [InlineData("5 µm is not 5 μm, → ✓ ✗ ≥ ≤ × – — … € № ☐")]
    [InlineData("<script>alert('x')</script> & <b>bold</b>")]
    public void Write_EuropeanScripts_TextReadsBackEqual(string text)
    {
        using var pdf = ReadBack.Of(new Paragraph(text));
        var paragraph = Assert.Single(pdf.Elements(), e => e.Tag == "P");
        Assert.Equal(text, paragraph.Text);
    }

    [Fact]
    public void Write_ControlCharactersAndOverrides_AreDropped()
    {
        using var pdf = ReadBack.Of(new Paragraph("a\0b\u0007c \u202Ed\u202C\u2066e\u2069\u200F\u200B\uFEFFf\r\ng\th"));
        Assert.Equal("abc defg h", string.Concat(pdf.Elements().Single(e => e.Tag == "P").Text));
    }

    [Fact]
    public void Write_CharacterNoFontHas_ShowsOneBoxEach()
    {
        using var pdf = ReadBack.Of(new Paragraph("smile \U0001F600, broken \uD83D, 漢字"));
        var shown = pdf.Pages[0].Letters.Where(l => l.Value == "□").ToList();
        Assert.Equal(3, shown.Count);
        Assert.All(shown, l => Assert.True(l.BoundingBox.Width > 3));
    }

    [Fact]
    public void Write_LongWord_BreaksAndKeepsEveryLetter()
    {
        var word = string.Concat(Enumerable.Range(0, 500).Select(i => (char)('a' + i % 26)));
        using var pdf = ReadBack.Of(new Paragraph(word), new Table("", [new("A", 1), new("B", 4)], [[word, "x"]]), new Facts([new(word, word)]), new Heading(2, word));
        Assert.Equal(5, pdf.Elements().Count(e => ReadBack.Squeezed(e.Text) == word));
        PageTests.AssertInsideMargins(pdf);
    }

    [Fact]
    public void Write_RowWithMoreCellsThanColumns_IsRefusedRatherThanCut()
        => Assert.Throws<ArgumentException>(() => ReadBack.Of(new Table("T", [new("A", 1)], [["a", "lost"]])));

    [Fact]
    public void Write_NumbersFromElsewhere_GoOnThere()
    {
        using var pdf = ReadBack.Of(new Bullets(["The last step."], Numbered: true, From: 15));
        Assert.Contains("15.", pdf.Pages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NothingToSay_IsStillOnePage()
    {
        using var pdf = ReadBack.Of(new Paragraph(""), new Bullets([]), new Facts([]), new Table("", [], []), new Callout(CalloutKind.Note, "", ""), new PageBreak());
        Assert.Single(pdf.Pages);
    }

    [Fact]
    public void Write_EmptyStringsEverywhere_KeepsRowsAndCells()
    {
        using var pdf = ReadBack.Of(new Cover("", "", "", "", [new("", "")], ""), new Contents("", 3), new Heading(1, ""), new Table("", [new("", 1), new("", 1)], [["", ""], []]), new Figure(new(10, 10, "", "", []), ""));
        Assert.Equal(2, pdf.Elements().Count(e => e.Tag == "TD"));
        Assert.Equal(4, pdf.Elements().Count(e => e.Tag == "TH"));
    }
}
