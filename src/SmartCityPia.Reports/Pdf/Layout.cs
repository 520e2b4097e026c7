using System.Globalization;
using SmartCityPia.Reports.Content;

namespace SmartCityPia.Reports.Pdf;

/// <summary>A report laid out on pages, ready to paint.</summary>
internal sealed record PlacedReport(IReadOnlyList<Sheet> Sheets, StructureNode Structure, IReadOnlyList<PlacedHeading> Headings);

/// <summary>
/// Lays out the blocks of a report on pages. A table of contents needs page numbers that are not known yet, so such a report is laid out
/// twice. The numbers have a column of fixed width, so both passes break pages in the same places.
/// </summary>
internal sealed partial class Layout
{
    private static readonly string[] HeadingTags = ["H1", "H2", "H3", "H4"];

    /// <summary>Four lines of text.</summary>
    private const double Enough = 60;

    private readonly ReportDocument _document;
    private readonly IReadOnlyList<PlacedHeading> _known;
    private readonly PageFlow _flow = new();
    private readonly List<PlacedHeading> _headings = [];

    private Layout(ReportDocument document, IReadOnlyList<PlacedHeading> known)
    {
        _document = document;
        _known = known;
    }

    public static PlacedReport Place(ReportDocument document)
    {
        var placed = new Layout(document, Announced(document)).Run();
        return document.Blocks.Any(b => b is Contents) ? new Layout(document, placed.Headings).Run() : placed;
    }

    private static List<PlacedHeading> Announced(ReportDocument document)
        => [.. document.Blocks.OfType<Heading>().Select(h => new PlacedHeading(LevelOf(h), PlainText.OneLine(h.Text), 0, 0))];

    private PlacedReport Run()
    {
        _flow.NewSheet();
        for (var i = 0; i < _document.Blocks.Count; i++)
            Place(_document.Blocks[i], i);
        if (_flow is { AtTop: true, Sheets.Count: > 1 } && _flow.Sheet.Content.Count == 0)
            _flow.Sheets.RemoveAt(_flow.Sheets.Count - 1);
        var bare = _document.Blocks is [Cover, ..] ? 1 : 0;
        for (var i = bare; i < _flow.Sheets.Count; i++)
            RunningLines(_flow.Sheets[i], i + 1, _flow.Sheets.Count);
        return new PlacedReport(_flow.Sheets, _flow.Root, _headings);
    }

    private void Place(Block block, int index)
    {
        switch (block)
        {
            case Cover cover: PlaceCover(cover); break;
            case Contents contents: PlaceContents(contents); break;
            case Heading heading: PlaceHeading(heading, index); break;
            case Paragraph paragraph: PlaceParagraph(paragraph); break;
            case Bullets bullets: PlaceBullets(bullets); break;
            case Facts facts: PlaceFacts(facts); break;
            case Table table: PlaceTable(table); break;
            case Figure figure: PlaceFigure(figure); break;
            case Callout callout: PlaceCallout(callout); break;
            case PageBreak: _flow.Break(); break;
            default: throw new ArgumentException($"The PDF writer does not know the block {block.GetType().Name}.");
        }
    }

    private void PlaceHeading(Heading heading, int index)
    {
        var level = LevelOf(heading);
        var (style, before, after) = Theme.Heading(level);
        var text = PlainText.OneLine(heading.Text);
        var lines = LineBreaker.Break(text, style, Theme.TextWidth);
        if (heading.NewPage)
            _flow.Break();
        // The heading of a rotated figure goes on the figure's page.
        if (NextContent(index + 1) is Figure figure && NeedsLandscape(figure))
            _flow.StartLandscape();
        _flow.Space(index > 0 && _document.Blocks[index - 1] is Heading ? before / 2 : before);
        _flow.Require(Math.Min(lines.Count * style.Leading + after + KeepTogetherHeight(index + 1), Theme.TextHeight));
        _headings.Add(new PlacedHeading(level, text, _flow.Sheets.Count - 1, _flow.Y));
        _flow.Text(lines, style, _flow.Root.Add(HeadingTags[level - 1]));
        _flow.Advance(after);
    }

    /// <summary>
    /// The height needed below a heading, so that it isn't the last thing on a page: <paramref name="enough"/> of text, or the start of a
    /// larger block. Short blocks count whole, together with what follows them.
    /// </summary>
    private double KeepTogetherHeight(int index, double enough = Enough)
    {
        if (index >= _document.Blocks.Count)
            return 0;
        var block = _document.Blocks[index];
        if (block is Heading { NewPage: false } heading)
            return KeepTogetherHeight(heading) + KeepTogetherHeight(index + 1, enough);
        if (block is Cover or Contents or PageBreak or Heading || block is Figure wide && NeedsLandscape(wide))
            return 0;
        var (lead, whole) = block switch
        {
            Paragraph paragraph => KeepTogetherHeight([paragraph.Text], Theme.TextWidth, 0, 7, enough),
            Bullets bullets => KeepTogetherHeight(bullets.Items, Theme.TextWidth - IndentOf(bullets), 2, 4, enough),
            Facts { Items.Count: > 0 } facts => KeepTogetherHeight([.. facts.Items.Select(Measured)]),
            Table { Columns.Count: > 0 } table => (BeforeTable + KeepTogetherHeight(table, Tracks(table)), false),
            Figure figure => (BeforeFigure + LeastOf(figure), false),
            Callout callout => KeepTogetherHeight(callout),
            _ => (0, true),
        };
        return whole && lead < enough ? lead + KeepTogetherHeight(index + 1, enough - lead) : lead;
    }

    /// <summary>The first block from <paramref name="index"/> on that isn't a heading or an empty paragraph.</summary>
    private Block? NextContent(int index)
        => _document.Blocks.Skip(index).FirstOrDefault(b => b is not (Heading { NewPage: false } or Paragraph)
            || b is Paragraph { Text: var text } && !string.IsNullOrWhiteSpace(text));

    private static double KeepTogetherHeight(Heading heading)
    {
        var (style, before, after) = Theme.Heading(LevelOf(heading));
        return before + LineBreaker.Break(PlainText.OneLine(heading.Text), style, Theme.TextWidth).Count * style.Leading + after;
    }

    /// <summary>Height of consecutive texts up to <paramref name="enough"/>, and whether that includes all of them.</summary>
    private static (double Height, bool Whole) KeepTogetherHeight(IReadOnlyList<string> texts, double width, double between, double after, double enough)
    {
        var height = 0.0;
        foreach (var text in texts.Where(t => !string.IsNullOrWhiteSpace(t)))
        {
            height += LineBreaker.Break(PlainText.Clean(text), Theme.Body, width).Count * Theme.Body.Leading + between;
            if (height >= enough)
                return (enough, false);
        }
        return (height == 0 ? 0 : height + after, true);
    }

    private void PlaceParagraph(Paragraph paragraph)
    {
        var style = paragraph.Muted ? Theme.BodyMuted : Theme.Body;
        var text = PlainText.Clean(paragraph.Text);
        if (string.IsNullOrWhiteSpace(text))
            return;
        _flow.Text(LineBreaker.Break(text, style, Theme.TextWidth), style, _flow.Root.Add("P"));
        _flow.Space(7);
    }

    private void PlaceBullets(Bullets bullets)
    {
        if (bullets.Items.Count == 0)
            return;
        var list = _flow.Root.Add(new StructureNode("L") { Numbering = bullets.Numbered ? "Decimal" : "Disc" });
        var indent = IndentOf(bullets);
        var label = (bullets.Numbered ? Theme.Body with { Tabular = true } : Theme.BodyBold) with { Ink = Theme.Accent };
        for (var i = 0; i < bullets.Items.Count; i++)
        {
            var lines = LineBreaker.Break(PlainText.Clean(bullets.Items[i]), Theme.Body, Theme.TextWidth - indent);
            _flow.Require(PageFlow.KeptAtStart(lines.Count) * Theme.Body.Leading);
            var item = list.Add("LI");
            var mark = LineBreaker.Single(bullets.Numbered ? string.Create(CultureInfo.InvariantCulture, $"{bullets.From + i}. ")
                : "• ", label);
            _flow.Put(mark, label, item.Add("Lbl"), Theme.Left + (bullets.Numbered ? indent - 4 - mark.Width : 2));
            _flow.Text(lines, Theme.Body, item.Add("LBody"), indent);
            _flow.Space(2);
        }
        _flow.Space(4);
    }

    private static double IndentOf(Bullets bullets)
        => bullets.Numbered ? 12 + 6.2 * (bullets.From + bullets.Items.Count - 1).ToString(CultureInfo.InvariantCulture).Length : 14;

    private void RunningLines(Sheet sheet, int number, int count)
    {
        var style = Theme.Running;
        var across = sheet.Width - Theme.Left - Theme.Right;
        var (head, foot) = (Theme.HeaderBaseline, sheet.Height - Theme.FooterRise);
        var place = PlainText.OneLine(_document.PageOfPages)
            .Replace("{0}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{1}", count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var page = LineBreaker.Fitted(place, style, across / 2);
        sheet.Head.Add(new PlacedText(Theme.Left, head, LineBreaker.Fitted(PlainText.OneLine(_document.RunningHead), style, across),
            style, null));
        sheet.Foot.Add(new PlacedText(Theme.Left, foot,
            LineBreaker.Fitted(PlainText.OneLine(_document.RunningFoot), style, across - page.Width - 24), style, null));
        sheet.Foot.Add(new PlacedText(sheet.Width - Theme.Right - page.Width, foot, page, style, null));
        sheet.Decoration.Add(new PlacedRectangle(Theme.Left, head + 9, across, Theme.Hairline, Theme.Rule));
        sheet.Decoration.Add(new PlacedRectangle(Theme.Left, foot - 16, across, Theme.Hairline, Theme.Rule));
    }

    private static int LevelOf(Heading heading) => Math.Clamp(heading.Level, 1, 4);
}
