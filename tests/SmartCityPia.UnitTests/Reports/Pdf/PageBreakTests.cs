using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Pdf;
using Xunit;

namespace SmartCityPia.UnitTests.Reports.Pdf;

/// <summary>What stays together at a page break: each case starts below 0 to 45 lines of text.</summary>
public sealed class PageBreakTests
{
    private const int MostLines = 45;

    [Fact]
    public void Heading_WithALineAndATable_StandsOnThePageOfTheTable() => BelowAnyText(
        [new Heading(2, "Heading"), new Paragraph("One line."), new Table("Caption", [new("A", 1)], [["first"], ["second"], ["third"]])],
        report => Assert.Equal(report.Headings[0].Sheet, SheetsOf(report, "Table")[0]));

    [Fact]
    public void Heading_WithTwoShortBullets_StandsOnThePageOfWhatFollows() => BelowAnyText(
        [new Heading(2, "Heading"), new Bullets(["One.", "Two."]), new Facts([new("Decision", "Mitigated"), new("Reason", "Because.")])],
        report => Assert.Equal(report.Headings[0].Sheet, SheetsOf(report, "Lbl")[^1]));

    [Fact]
    public void Heading_WithALongParagraph_KeepsThreeLines() => BelowAnyText(
        [new Heading(2, "Heading"), new Paragraph(string.Concat(Enumerable.Repeat(SampleReport.Prose + " ", 4)))],
        report => Assert.True(Texts(report).Count(t => t.Sheet == report.Headings[0].Sheet && t.Tag == "P" && t.Text.Y > report.Headings[0].Y) >= 3));

    [Fact]
    public void Facts_ShortList_StaysOnOnePage() => BelowAnyText(
        [new Facts([new("Decision", "Mitigated"), new("By", "Shorter retention"), new("Reason", SampleReport.Prose)])],
        report => Assert.Single(SheetsOf(report, "Lbl")));

    [Fact]
    public void Facts_LongList_LeavesNoRowAlone() => BelowAnyText(
        [new Facts([.. Enumerable.Range(1, 14).Select(i => new Fact($"Label {i}", SampleReport.Prose))])],
        report =>
        {
            var labels = Texts(report).Where(t => t.Tag == "Lbl").GroupBy(t => t.Sheet).ToList();
            Assert.All(labels, page => Assert.True(page.Count() >= 2));
            foreach (var page in labels)
            {
                var rules = report.Sheets[page.Key].Decoration.OfType<PlacedRectangle>().Where(r => r.Fill == Theme.Rule).ToList();
                // One above the first row on every page, one below each row.
                Assert.Equal(page.Count() + 1, rules.Count(r => r.Y > Theme.Top - 1 && r.Y < Theme.PageHeight - Theme.Bottom + 1 && r.Y >= page.Min(t => t.Text.Y) - 20));
            }
        });

    [Fact]
    public void Rules_OfAList_NeverStandBelowAllText() => BelowAnyText(
        [new Facts([new("Label", "Value"), new("Label", SampleReport.Prose)]), new Paragraph("After.")],
        report => Assert.All(report.Sheets, sheet =>
        {
            var lowest = sheet.Content.OfType<PlacedText>().Select(t => t.Y).DefaultIfEmpty(0).Max();
            Assert.All(sheet.Decoration.OfType<PlacedRectangle>().Where(r => r.Y is > Theme.Top and < Theme.PageHeight - Theme.Bottom + 1), r => Assert.True(r.Y < lowest + 14));
        }));

    /// <summary>A proof of seven steps is higher than most rooms: it begins where it stands, goes on over the page between two steps, and loses none.</summary>
    [Fact]
    public void Figure_ATallProof_LeavesNoPageHalfEmpty()
    {
        var proof = ProofDrawing.Draw(new ProofPicture("Proof", [.. Enumerable.Range(0, 7).Select(i =>
            new DrawnStep($"Step {i}", "Somewhere", i == 6 ? DrawnStepKind.Conclusion : DrawnStepKind.Rule, i == 0 ? [] : [i - 1], "0.7"))]));
        var figure = new Figure(proof with { Width = proof.Height / 0.95 }, "The proof as a picture");
        BelowAnyText([new Heading(3, "Card"), new Facts([new("Decision", "Mitigated")]), figure, new Heading(3, "Next"), new Paragraph(SampleReport.Prose)], report =>
        {
            var parts = report.Sheets.SelectMany((sheet, i) => sheet.Content.OfType<PlacedDrawing>().Select(d => (Sheet: i, Drawing: d))).ToList();
            Assert.InRange(parts.Count, 1, 2);
            Assert.Equal((0, proof.Height), (parts[0].Drawing.From, parts[^1].Drawing.To));
            Assert.Equal(parts[0].Drawing.To, parts.Count == 1 ? proof.Height : parts[1].Drawing.From);
            Assert.All(parts, p => Assert.True(p.Drawing.Y + (p.Drawing.To - p.Drawing.From) * p.Drawing.Scale <= Theme.PageHeight - Theme.Bottom + 0.1));
            Assert.All(report.Sheets.SkipLast(1), sheet => Assert.True(Filled(sheet) >= 0.8, $"{Filled(sheet):0.00}"));
        });
    }

    /// <summary>How far down its text area a page is written on.</summary>
    private static double Filled(Sheet sheet) => (sheet.Content.Max(c => c switch
    {
        PlacedText text => text.Y,
        PlacedDrawing drawing => drawing.Y + (drawing.To - drawing.From) * drawing.Scale,
        _ => 0,
    }) - Theme.Top) / Theme.TextHeight;

    private static void BelowAnyText(IReadOnlyList<Block> blocks, Action<PlacedReport> check)
    {
        for (var lines = 0; lines <= MostLines; lines++)
            check(Layout.Place(SampleReport.Of([new Paragraph(string.Join('\n', Enumerable.Repeat("x", lines))), .. blocks])));
    }

    private static List<(int Sheet, PlacedText Text, string Tag)> Texts(PlacedReport report) =>
        [.. report.Sheets.SelectMany((sheet, i) => sheet.Content.OfType<PlacedText>().Select(t => (i, t, t.Node?.Tag ?? "")))];

    /// <summary>The pages with content of this tag; for a table, of its cells.</summary>
    private static List<int> SheetsOf(PlacedReport report, string tag) =>
        [.. Texts(report).Where(t => t.Tag == tag || (tag == "Table" && t.Tag is "TH" or "TD")).Select(t => t.Sheet).Distinct().Order()];
}
