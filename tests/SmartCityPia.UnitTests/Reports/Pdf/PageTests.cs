using System.Globalization;
using SmartCityPia.Pictures;
using SmartCityPia.Reports.Content;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Outline;
using Xunit;

namespace SmartCityPia.UnitTests.Reports.Pdf;

public sealed class PageTests
{
    private const double Margin = 68, Top = 74, Bottom = 66, Tolerance = 0.6;

    internal static void AssertInsideMargins(ReadBack pdf)
    {
        foreach (var page in pdf.Pages)
        {
            Assert.Equal(595.28, Math.Min(page.Width, page.Height), 1);
            Assert.Equal(841.89, Math.Max(page.Width, page.Height), 1);
            var running = Running(page);
            foreach (var letter in page.Letters.Where(l => !string.IsNullOrWhiteSpace(l.Value)))
            {
                var where = $"'{letter.Value}' on page {page.Number.ToString(CultureInfo.InvariantCulture)}";
                Assert.True(letter.StartBaseLine.X >= Margin - Tolerance, $"{where} stands left of the margin.");
                Assert.True(letter.EndBaseLine.X <= page.Width - Margin + Tolerance, $"{where} stands right of the margin.");
                if (running.Contains(letter)) continue;
                Assert.True(letter.StartBaseLine.Y >= Bottom, $"{where} stands below the text.");
                Assert.True(letter.StartBaseLine.Y <= page.Height - Top, $"{where} stands above the text.");
            }
        }
    }

    private static HashSet<Letter> Running(Page page)
        => [.. page.Letters.Where(l => Math.Abs(l.StartBaseLine.Y - (page.Height - 46)) < 0.5 || Math.Abs(l.StartBaseLine.Y - 42) < 0.5)];

    [Fact]
    public void Write_FullReport_StaysInsideMargins()
    {
        using var pdf = ReadBack.Of(SampleReport.Full(200));
        AssertInsideMargins(pdf);
    }

    [Fact]
    public void Write_TwoHundredRisks_RepeatsHeadersAndClipsNothing()
    {
        using var pdf = ReadBack.Of(new Table("Register", [new("Risk", 2), new("What could happen", 4), new("Level", 1), new("After", 1), new("Score", 1, true)], [.. SampleReport.Risks(200)]));
        Assert.InRange(pdf.Pages.Count, 10, 40);
        Assert.All(pdf.Pages, page => Assert.Contains("Whatcouldhappen", ReadBack.Squeezed(ReadBack.LettersOf(page)), StringComparison.Ordinal));
        var cells = pdf.Elements().Where(e => e.Tag is "TH" or "TD").Select(e => ReadBack.Squeezed(e.Text)).ToList();
        var expected = SampleReport.Risks(200).SelectMany(r => r).Select(ReadBack.Squeezed);
        Assert.Equal(expected, cells.Skip(5));
        AssertNoOverlap(pdf);
        AssertInsideMargins(pdf);
    }

    [Fact]
    public void Write_LongTextInEveryBlock_RunsOnInsideMargins()
    {
        var text = string.Join(' ', Enumerable.Range(1, 1500).Select(i => "w" + i.ToString(CultureInfo.InvariantCulture)));
        using var pdf = ReadBack.Of(new Cover(text, "", SampleReport.Prose, "", [new("Label", text)], text), new Paragraph(text), new Bullets(["short", text]), new Bullets([text], Numbered: true),
            new Facts([new("Label", text)]), new Callout(CalloutKind.Note, "Title", text), new Figure(SampleReport.Flows(), SampleReport.Prose), new Heading(4, text[..600]), new Paragraph("end"));
        Assert.Equal(8, pdf.Elements().Count(e => ReadBack.Squeezed(e.Text) == ReadBack.Squeezed(text)));
        AssertInsideMargins(pdf);
    }

    [Theory]
    [InlineData(44)]
    [InlineData(45)]
    [InlineData(46)]
    [InlineData(47)]
    public void Write_ParagraphOverPageEnd_LeavesNoLineAlone(int lines)
    {
        var text = string.Join('\n', Enumerable.Range(1, lines).Select(i => "line " + i.ToString(CultureInfo.InvariantCulture)));
        using var pdf = ReadBack.Of(new Paragraph(text));
        foreach (var page in pdf.Pages)
            Assert.True(page.Letters.Except(Running(page)).Where(l => l.Value == "l").Select(l => Math.Round(l.StartBaseLine.Y, 1)).Distinct().Count() >= 2);
    }

    [Fact]
    public void Write_RowTallerThanPage_GoesOnUnderTheHeader()
    {
        var tall = string.Join(' ', Enumerable.Range(1, 2500).Select(i => "w" + i.ToString(CultureInfo.InvariantCulture)));
        using var pdf = ReadBack.Of(new Table("", [new("First", 1), new("Second", 2)], [["r", "before"], ["short", tall], ["r", "after"]]));
        Assert.True(pdf.Pages.Count >= 3);
        Assert.All(pdf.Pages, page => Assert.Contains("FirstSecond", ReadBack.Squeezed(ReadBack.LettersOf(page)), StringComparison.Ordinal));
        Assert.Single(pdf.Elements(), e => ReadBack.Squeezed(e.Text) == ReadBack.Squeezed(tall));
        AssertInsideMargins(pdf);
    }

    [Fact]
    public void Write_HeaderRowTallerThanPage_LosesNothing()
    {
        var title = string.Join(' ', Enumerable.Range(1, 400).Select(i => "t" + i.ToString(CultureInfo.InvariantCulture)));
        using var pdf = ReadBack.Of(new Table("", [new(title, 1), new("B", 9)], [["a", "b"]]));
        Assert.Single(pdf.Elements(), e => e.Tag == "TH" && ReadBack.Squeezed(e.Text) == ReadBack.Squeezed(title));
        AssertInsideMargins(pdf);
    }

    [Fact]
    public void Write_NarrowColumn_TakesRoomRatherThanBreakAWord()
    {
        using var pdf = ReadBack.Of(new Table("", [new("Text", 20), new("Likelihood", 1)], [["some words", "Negligible"]]));
        var letters = pdf.Pages[0].Letters.ToList();
        var word = letters.SkipWhile(l => l.Value != "N").Take("Negligible".Length).ToList();
        Assert.Equal("Negligible", string.Concat(word.Select(l => l.Value)));
        Assert.Single(word.Select(l => Math.Round(l.StartBaseLine.Y, 1)).Distinct());
    }

    [Fact]
    public void Write_RightColumn_AlignsFiguresOnOneEdge()
    {
        using var pdf = ReadBack.Of(new Table("", [new("A", 1), new("N", 1, Right: true)], [["a", "1,111"], ["b", "8,808"], ["c", "1"]]));
        var ends = pdf.Pages[0].Letters.GroupBy(l => Math.Round(l.StartBaseLine.Y, 1)).Select(g => g.Last()).Where(l => char.IsAsciiDigit(l.Value[0]) && l.StartBaseLine.X > 400 && l.StartBaseLine.Y > 100).ToList();
        Assert.Equal(3, ends.Count);
        Assert.All(ends, l => Assert.Equal(595.28 - Margin, l.EndBaseLine.X, 0));
        var digits = pdf.Pages[0].Letters.Where(l => l.Value is "1" or "8" && l.StartBaseLine.Y > 100).Select(l => Math.Round(l.EndBaseLine.X - l.StartBaseLine.X, 2)).Distinct();
        Assert.Single(digits);
    }

    public static TheoryData<string> AfterHeading => ["paragraph", "bullets", "facts", "table", "figure", "callout"];

    [Theory, MemberData(nameof(AfterHeading))]
    public void Write_HeadingNearPageEnd_KeepsWithWhatFollows(string kind)
    {
        Block follows = kind switch
        {
            "paragraph" => new Paragraph("cell " + SampleReport.Prose),
            "bullets" => new Bullets(["cell " + SampleReport.Prose, "b"]),
            "facts" => new Facts([new("cell", SampleReport.Prose)]),
            "table" => new Table("Caption", [new("Head", 1), new("Head", 2)], [["cell", SampleReport.Prose]]),
            "figure" => new Figure(SampleReport.Flows(), "cell"),
            _ => new Callout(CalloutKind.Note, "cell", SampleReport.Prose),
        };
        for (var lines = 18; lines <= 45; lines++)
        {
            var filler = string.Join('\n', Enumerable.Range(1, lines).Select(i => "line " + i.ToString(CultureInfo.InvariantCulture)));
            using var pdf = ReadBack.Of(new Paragraph(filler), new Heading(2, "Orphan"), new Heading(3, "Below"), new Paragraph(""), follows);
            var page = Assert.Single(pdf.Pages, p => ReadBack.LettersOf(p).Contains("Orphan", StringComparison.Ordinal));
            Assert.Contains("cell", ReadBack.LettersOf(page), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Write_Contents_NumbersAndLinksLeadToTheHeadings()
    {
        using var pdf = ReadBack.Of(SampleReport.Full(80));
        var toc = pdf.Elements().SkipWhile(e => e.Tag != "TOC").TakeWhile(e => e.Depth > 1 || e.Tag == "TOC").Where(e => e.Tag == "Link").ToList();
        var headings = SampleReport.Full().Blocks.OfType<Heading>().Where(h => h.Level <= 3).ToList();
        Assert.Equal(headings.Count, toc.Count);
        foreach (var (entry, heading) in toc.Zip(headings))
        {
            Assert.StartsWith(heading.Text + " ", entry.Text, StringComparison.Ordinal);
            var number = int.Parse(entry.Text[heading.Text.Length..], CultureInfo.InvariantCulture);
            Assert.Contains(heading.Text, ReadBack.LettersOf(pdf.Pages[number - 1]), StringComparison.Ordinal);
        }
        Assert.Equal(headings.Count, pdf.Pages[1].GetAnnotations().Count());
    }

    [Fact]
    public void Write_Headings_MakeTheOutline()
    {
        using var pdf = ReadBack.Of(SampleReport.Full());
        Assert.True(pdf.File.TryGetBookmarks(out var bookmarks));
        var headings = SampleReport.Full().Blocks.OfType<Heading>().ToList();
        var nodes = bookmarks.GetNodes().OfType<DocumentBookmarkNode>().ToList();
        Assert.Equal(headings.Select(h => (h.Text, h.Level - 1)), nodes.Select(n => (n.Title, n.Level)));
        Assert.All(nodes, n => Assert.Contains(n.Title, ReadBack.LettersOf(pdf.Pages[n.PageNumber - 1]), StringComparison.Ordinal));
    }

    [Fact]
    public void Write_RunningLines_CountPagesAfterTheCover()
    {
        using var pdf = ReadBack.Of(SampleReport.Full());
        var count = pdf.Pages.Count;
        Assert.DoesNotContain("Page 1 of", ReadBack.LettersOf(pdf.Pages[0]), StringComparison.Ordinal);
        foreach (var page in pdf.Pages.Skip(1))
        {
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Page {page.Number} of {count}"), ReadBack.LettersOf(page), StringComparison.Ordinal);
            Assert.Contains("PIA-2026-014 · version 1", ReadBack.LettersOf(page), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Write_PageNumber_IsInTheReportsLanguage()
    {
        using var pdf = ReadBack.Of(SampleReport.Of(new Paragraph("tekst")) with { PageOfPages = "Pagina {0} van {1}" });
        Assert.Contains("Pagina 1 van 1", ReadBack.LettersOf(pdf.Pages[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FigureTallerThanPage_IsScaledAndNotSplit()
    {
        var tall = SampleReport.Flows() with { Height = 3000 };
        using var pdf = ReadBack.Of(new Paragraph("before"), new Figure(tall, "Caption"), new Paragraph("after"));
        Assert.Single(pdf.Pages, p => ReadBack.LettersOf(p).Contains("Caption", StringComparison.Ordinal) && ReadBack.LettersOf(p).Contains("controller", StringComparison.Ordinal));
        AssertInsideMargins(pdf);
    }

    [Fact]
    public void Write_WideFigure_LiesAcrossAPageWithItsHeading()
    {
        var wide = SampleReport.Flows() with { Width = 1500, Marks = [new Label(0, 20, "left edge", 13), new Label(1500, 290, "right edge", 13, Anchor.End)] };
        using var pdf = ReadBack.Of(new Paragraph("before"), new Heading(2, "Wide heading"), new Figure(wide, "Wide caption"), new Heading(2, "Next"), new Paragraph("after"), new Figure(wide, ""));
        Assert.Equal([false, true, false, true], pdf.Pages.Select(p => p.Width > p.Height));
        foreach (var part in new[] { "Wide heading", "left edge", "right edge", "Wide caption", "Page 2 of 4" }) Assert.Contains(part, ReadBack.LettersOf(pdf.Pages[1]), StringComparison.Ordinal);
        Assert.Contains("after", ReadBack.LettersOf(pdf.Pages[2]), StringComparison.Ordinal);
        AssertInsideMargins(pdf);
    }

    /// <summary>Letters don't overlap by more than the kerning.</summary>
    private static void AssertNoOverlap(ReadBack pdf)
    {
        foreach (var page in pdf.Pages)
        {
            var letters = page.Letters.Where(l => !string.IsNullOrWhiteSpace(l.Value)).OrderBy(l => l.StartBaseLine.Y).ToList();
            for (var i = 0; i < letters.Count; i++)
            {
                for (var j = i + 1; j < letters.Count && letters[j].StartBaseLine.Y - letters[i].StartBaseLine.Y < 5; j++)
                {
                    var shared = Math.Min(letters[i].EndBaseLine.X, letters[j].EndBaseLine.X) - Math.Max(letters[i].StartBaseLine.X, letters[j].StartBaseLine.X);
                    Assert.True(shared < 1.5, $"'{letters[i].Value}' and '{letters[j].Value}' overlap on page {page.Number.ToString(CultureInfo.InvariantCulture)}.");
                }
            }
        }
    }
}
