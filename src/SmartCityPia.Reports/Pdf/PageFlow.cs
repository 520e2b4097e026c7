namespace SmartCityPia.Reports.Pdf;

/// <summary>The text column over the pages: the current position and the remaining space. Positions content; paints nothing.</summary>
internal sealed class PageFlow
{
    private const double Epsilon = 0.01;
    private bool _atTop = true;

    public List<Sheet> Sheets { get; } = [];
    public StructureNode Root { get; } = new("Document");

    /// <summary>Top of the remaining space, in points from the top of the page.</summary>
    public double Y { get; private set; }

    public double Room => Sheet.Height - Theme.Bottom - Y;
    public bool AtTop => _atTop;
    public Sheet Sheet => Sheets[^1];

    public Sheet NewSheet(bool landscape = false)
    {
        Sheets.Add(new Sheet(landscape));
        Y = Theme.Top;
        _atTop = true;
        return Sheet;
    }

    /// <summary>Starts a new page unless the present one is empty.</summary>
    public void Break()
    {
        if (!_atTop)
            NewSheet();
    }

    /// <summary>
    /// Continues on a landscape page: the present one if it is landscape already, replacing it if it is empty, otherwise a new one.
    /// </summary>
    public void StartLandscape()
    {
        if (Sheet.Landscape)
            return;
        if (_atTop)
            Sheets.RemoveAt(Sheets.Count - 1);
        NewSheet(landscape: true);
    }

    public bool Fits(double height) => height <= Room + Epsilon;

    /// <summary>Starts a new page if <paramref name="height"/> doesn't fit on this one.</summary>
    public void Require(double height)
    {
        if (!Fits(height))
            Break();
    }

    /// <summary>Space between blocks; none at the top of a page.</summary>
    public void Space(double height)
    {
        if (!_atTop)
            Y += height;
    }

    public void Advance(double height)
    {
        Y += height;
        _atTop = false;
    }

    /// <summary>Places lines one below the other, with at least two at the bottom and at the top of a page.</summary>
    public void Text(IReadOnlyList<Line> lines, TextStyle style, StructureNode node, double indent = 0)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var left = lines.Count - i;
            var keep = i == 0 ? KeptAtStart(left) : left == 2 ? 2 : 1;
            Require(Math.Min(keep * style.Leading, Theme.TextHeight));
            Put(lines[i], style, node, Theme.Left + indent);
            Advance(style.Leading);
        }
    }

    /// <summary>How many of a text's first lines stay together: two, or three if the third would be alone otherwise.</summary>
    public static int KeptAtStart(int lines) => lines == 3 ? 3 : Math.Min(lines, 2);

    /// <summary>Places one line whose box starts at <see cref="Y"/>, without advancing.</summary>
    public void Put(Line line, TextStyle style, StructureNode node, double x)
    {
        if (line.Glyphs.Length > 0)
            Sheet.Content.Add(new PlacedText(x, Y + Baseline(style), line, style, node));
    }

    public void Ground(double x, double y, double width, double height, Ink ink)
        => Sheet.Decoration.Add(new PlacedRectangle(x, y, width, height, ink));

    /// <summary>A thin rule across the text at height <paramref name="y"/>.</summary>
    public void Rule(double y, Ink ink, double thickness = Theme.Hairline, double x = Theme.Left, double width = Theme.TextWidth)
        => Ground(x, y - thickness / 2, width, thickness, ink);

    /// <summary>Distance from the top of a line's box to its baseline. Capitals are centred in the box.</summary>
    public static double Baseline(TextStyle style)
    {
        var face = Typefaces.Main(style.Weight);
        return (style.Leading + style.Size * face.CapHeight / face.UnitsPerEm) / 2;
    }
}
