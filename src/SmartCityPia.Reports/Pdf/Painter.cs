using System.Globalization;
using System.Text;
using SmartCityPia.Reports.Images;

namespace SmartCityPia.Reports.Pdf;

/// <summary>
/// Marked content on one page that belongs to one element: number <paramref name="Id"/> of sheet <paramref name="Sheet"/>.
/// </summary>
internal readonly record struct MarkedContent(int Sheet, int Id);

/// <summary>
/// Turns laid-out pages into drawing operators. It doesn't position anything. It records the element of each marked content sequence and
/// the glyphs used.
/// </summary>
internal sealed class Painter
{
    private readonly Dictionary<FontFace, (string Name, FontSubset Subset)> _fonts = [];
    private readonly List<FontSubset> _fontsInOrder = [];

    /// <summary>The marked content of each element, in reading order.</summary>
    public Dictionary<StructureNode, List<MarkedContent>> Marks { get; } = [];

    /// <summary>For each sheet, the element of each marked content sequence, by number.</summary>
    public List<List<StructureNode>> Owners { get; } = [];

    /// <summary>The fonts used, in the order of their resource names F0, F1, …</summary>
    public IReadOnlyList<FontSubset> Fonts => _fontsInOrder;

    public const string LogoName = "Logo";

    /// <summary>The picture that was placed; there is one place for it.</summary>
    public LogoImage? Logo { get; private set; }

    public static string FontName(int index) => string.Create(CultureInfo.InvariantCulture, $"F{index}");

    public byte[] Paint(Sheet sheet)
    {
        var page = new ContentStream(sheet.Height);
        var owners = new List<StructureNode>();
        Owners.Add(owners);
        Artifact(page, sheet.Decoration, "/Type /Layout");
        StructureNode? open = null;
        foreach (var placed in sheet.Content)
        {
            var node = placed switch { PlacedText text => text.Node, PlacedDrawing drawing => drawing.Node, _ => null };
            if (node != open)
            {
                if (open is not null)
                    page.EndMarked();
                if (node is not null)
                    Begin(page, node, owners);
                open = node;
            }
            Paint(page, placed);
        }
        if (open is not null)
            page.EndMarked();
        Artifact(page, sheet.Repeated, "/Type /Pagination");
        Artifact(page, sheet.Head, "/Type /Pagination /Subtype /Header /Attached [/Top]");
        Artifact(page, sheet.Foot, "/Type /Pagination /Subtype /Footer /Attached [/Bottom]");
        return page.ToBytes();
    }

    private void Artifact(ContentStream page, List<Placed> content, string properties)
    {
        if (content.Count == 0)
            return;
        page.BeginArtifact(properties);
        foreach (var placed in content)
            Paint(page, placed);
        page.EndMarked();
    }

    /// <summary>Draws a line of text from a baseline point in page coordinates. Each fallback font gets a run of its own.</summary>
    public void Text(ContentStream page, ReadOnlySpan<Glyph> glyphs, TextStyle style, double x, double y)
    {
        page.Fill(style.Ink);
        for (var from = 0; from < glyphs.Length;)
        {
            var (face, missing) = (glyphs[from].Face, glyphs[from].Missing);
            var to = from;
            var width = 0.0;
            var codes = new List<(ushort, float)>();
            var original = new StringBuilder();
            var (name, subset) = FontOf(face);
            for (; to < glyphs.Length && glyphs[to].Face == face && glyphs[to].Missing == missing; to++)
            {
                codes.Add((subset.CodeOf(glyphs[to]), glyphs[to].Kern));
                if (missing)
                    original.Append(char.ConvertFromUtf32(glyphs[to].CodePoint));
                width += style.Advance(glyphs[to]);
            }
            // Missing characters are drawn as boxes. Text extraction still returns the characters.
            if (missing)
                page.BeginSpan(original.ToString());
            page.Glyphs(name, style.Size, style.Tracking * style.Size, x, y, codes);
            if (missing)
                page.EndMarked();
            x += width;
            from = to;
        }
    }

    private void Paint(ContentStream page, Placed placed)
    {
        switch (placed)
        {
            case PlacedText text:
                Text(page, text.Line.Glyphs.Span, text.Style, text.X, page.Height - text.Y);
                break;
            case PlacedRectangle rectangle:
                page.Fill(rectangle.Fill);
                page.Rectangle(rectangle.X, rectangle.Y, rectangle.Width, rectangle.Height);
                break;
            case PlacedLogo logo:
                Logo = logo.Image;
                page.Image(LogoName, logo.X, logo.Y, logo.Width, logo.Height);
                break;
            case PlacedDrawing drawing:
                DrawingPainter.Paint(page, this, drawing);
                break;
        }
    }

    private void Begin(ContentStream page, StructureNode node, List<StructureNode> owners)
    {
        page.BeginMarked(node.Tag, owners.Count);
        if (!Marks.TryGetValue(node, out var marks))
            Marks[node] = marks = [];
        marks.Add(new MarkedContent(Owners.Count - 1, owners.Count));
        owners.Add(node);
    }

    private (string Name, FontSubset Subset) FontOf(FontFace face)
    {
        if (_fonts.TryGetValue(face, out var font))
            return font;
        var subset = new FontSubset(face);
        font = (FontName(_fontsInOrder.Count), subset);
        _fontsInOrder.Add(subset);
        return _fonts[face] = font;
    }
}
