using SmartCityPia.Reports.Content;

namespace SmartCityPia.Reports.Pdf;

/// <summary>Figures and callouts.</summary>
internal sealed partial class Layout
{
    private const double PointsPerPixel = 0.75;
    private const double BoxPad = 12, BoxBar = 3, BoxMark = 22, BoxFrame = 2 * BoxPad - 2, BeforeBox = 6, AfterBox = 14, BeforeFigure = 8;
    private const int WholeBox = 12;

    /// <summary>Scale in points per pixel below which 12-pixel text is smaller than 6.5 points.</summary>
    private const double LeastUpright = 0.55;

    /// <summary>Space that long headings must leave for a figure below them.</summary>
    private const double LeastRoom = 240;

    private readonly record struct FigureSize(double Scale, double Width, double Height, IReadOnlyList<Line> Caption)
    {
        public double Total => Height + 6 + Caption.Count * Theme.Caption.Leading;
    }

    /// <summary>Full width, or less if the figure would be too tall or more than one and a half times its natural size.</summary>
    private static FigureSize SizeOf(Figure figure, double across = Theme.TextWidth, double down = Theme.TextHeight)
    {
        var caption = string.IsNullOrWhiteSpace(figure.Caption)
            ? [] : LineBreaker.Break(PlainText.Clean(figure.Caption), Theme.Caption, across);
        var room = Math.Max(down * 0.4, down - BeforeFigure - caption.Count * Theme.Caption.Leading);
        var width = Math.Max(figure.Drawing.Width, 1);
        var height = Math.Max(figure.Drawing.Height, 1);
        var scale = Math.Min(Math.Min(across / width, room / height), 1.5 * PointsPerPixel);
        return new FigureSize(scale, width * scale, height * scale, caption);
    }

    /// <summary>Of its size, what a figure may lose to end on the page that it would begin on.</summary>
    private const double LeastShrunk = 0.85;

    /// <summary>What has to fit below a heading: all of a figure, or what stands above its first break.</summary>
    private static double LeastOf(Figure figure) => figure.Drawing.Breaks is [var first, ..] ? first * SizeOf(figure).Scale : SizeOf(figure).Total;

    /// <summary>A wide figure with small text gets a page of its own, rotated, if that makes it clearly larger.</summary>
    private static bool NeedsLandscape(Figure figure)
    {
        var upright = SizeOf(figure).Scale;
        return upright < LeastUpright
            && SizeOf(figure, Theme.PageHeight - Theme.Left - Theme.Right,
            Theme.PageWidth - Theme.Top - Theme.Bottom - 40).Scale > 1.25 * upright;
    }

    private void PlaceFigure(Figure figure)
    {
        var across = NeedsLandscape(figure);
        if (across)
            _flow.StartLandscape();
        else
            _flow.Space(BeforeFigure);
        if (across && _flow.Room < LeastRoom)
            _flow.NewSheet(landscape: true);
        var size = across ? SizeOf(figure, _flow.Sheet.Width - Theme.Left - Theme.Right, _flow.Room) : SizeOf(figure);
        if (!across && !_flow.Fits(size.Total) && _flow.Room - size.Total + size.Height is var room && room >= LeastShrunk * size.Height)
            size = size with { Scale = size.Scale * room / size.Height, Width = size.Width * room / size.Height, Height = room };
        // Where a break fits, the figure begins here and goes on over the page.
        var cut = across || _flow.Fits(size.Total) ? 0 : figure.Drawing.Breaks.LastOrDefault(b => _flow.Fits(b * size.Scale));
        if (!across && cut == 0)
            _flow.Require(Math.Min(size.Total, Theme.TextHeight));
        var group = _flow.Root.Add("Div");
        var title = PlainText.OneLine(figure.Drawing.Title);
        var description = PlainText.OneLine(figure.Drawing.Description);
        var here = cut == 0 ? size.Height : cut * size.Scale;
        var bottom = _flow.Sheet.Height - _flow.Y - here;
        var node = group.Add(new StructureNode("Figure")
        {
            Alternative = description.Length > 0 ? description : title.Length > 0 ? title : "Figure",
            Bounds = [Theme.Left, bottom, Theme.Left + size.Width, bottom + here],
        });
        if (cut > 0)
        {
            _flow.Sheet.Content.Add(new PlacedDrawing(Theme.Left, _flow.Y, size.Scale, figure.Drawing, node, 0, cut));
            _flow.NewSheet();
        }
        _flow.Sheet.Content.Add(new PlacedDrawing(Theme.Left, _flow.Y, size.Scale, figure.Drawing, node, cut, figure.Drawing.Height));
        _flow.Advance(size.Height - cut * size.Scale + 6);
        if (size.Caption.Count > 0)
            _flow.Text(size.Caption, Theme.Caption, group.Add("Caption"));
        if (across)
            _flow.NewSheet();
        else
            _flow.Space(14);
    }

    /// <summary>One line of a callout, with its structure element.</summary>
    private readonly record struct BoxLine(Line Line, TextStyle Style, StructureNode Node);

    private static List<BoxLine> LinesOf(Callout callout, StructureNode group)
    {
        var width = Theme.TextWidth - BoxBar - 2 * BoxPad - BoxMark;
        var lines = new List<BoxLine>();
        foreach (var (text, style) in new[] { (callout.Title, Theme.BodyBold), (callout.Text, Theme.Body) })
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;
            var node = group.Add("P");
            lines.AddRange(LineBreaker.Break(PlainText.Clean(text), style, width).Select(line => new BoxLine(line, style, node)));
        }
        return lines;
    }

    private static (double Height, bool Whole) KeepTogetherHeight(Callout callout)
    {
        var lines = LinesOf(callout, new StructureNode("Div")).Count;
        if (lines == 0)
            return (0, true);
        var whole = lines <= WholeBox;
        return (BeforeBox + (whole ? lines : 3) * Theme.Body.Leading + BoxFrame + (whole ? AfterBox : 0), whole);
    }

    private void PlaceCallout(Callout callout)
    {
        var group = new StructureNode("Div");
        var lines = LinesOf(callout, group);
        if (lines.Count == 0)
            return;
        _flow.Root.Add(group);
        _flow.Space(BeforeBox);
        var leading = Theme.Body.Leading;
        if (lines.Count <= WholeBox)
            _flow.Require(lines.Count * leading + BoxFrame);
        for (var from = 0; from < lines.Count;)
        {
            _flow.Require(Math.Min(lines.Count - from, 3) * leading + BoxFrame);
            var count = Math.Min(lines.Count - from, Math.Max(1, (int)Math.Floor((_flow.Room - BoxFrame + 0.01) / leading)));
            if (lines.Count - from - count == 1 && count > 3)
                count--;
            Box(callout.Kind, count * leading + BoxFrame, from == 0);
            _flow.Advance(BoxPad - 1);
            foreach (var (line, style, node) in lines.Skip(from).Take(count))
            {
                _flow.Put(line, style, node, Theme.Left + BoxBar + BoxPad + BoxMark);
                _flow.Advance(leading);
            }
            _flow.Advance(BoxPad - 1);
            from += count;
        }
        _flow.Space(AfterBox);
    }

    /// <summary>
    /// The background and the bar of the box and, on its first page, an icon, so that its kind isn't shown by colour alone.
    /// </summary>
    private void Box(CalloutKind kind, double height, bool first)
    {
        var (bar, ground, mark) = kind switch
        {
            CalloutKind.Note => (Theme.Accent, Theme.Surface, "i"),
            CalloutKind.Caution => (Theme.Text, Theme.Surface, "!"),
            CalloutKind.Good => (Theme.Accent, Theme.AccentSoft, "✓"),
            CalloutKind.Bad => (Theme.Text, Theme.Surface, "✗"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        _flow.Ground(Theme.Left, _flow.Y, Theme.TextWidth, height, ground);
        _flow.Ground(Theme.Left, _flow.Y, BoxBar, height, bar);
        if (!first)
            return;
        var style = Theme.BodyBold with { Ink = bar, Size = 12 };
        var line = LineBreaker.Single(mark, style);
        _flow.Sheet.Decoration
            .Add(new PlacedText(Theme.Left + BoxBar + BoxPad + (BoxMark - 8 - line.Width) / 2, _flow.Y + BoxPad - 1
            + PageFlow.Baseline(style), line, style, null));
    }
}
