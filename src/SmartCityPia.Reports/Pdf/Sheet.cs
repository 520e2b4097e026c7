using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Pictures.Dossiers;

namespace SmartCityPia.Reports.Pdf;

/// <summary>
/// A page as placed: decoration underneath, content above in reading order. Lengths are in points from the top left corner.
/// </summary>
internal sealed class Sheet(bool landscape = false)
{
    public bool Landscape { get; } = landscape;
    public double Width { get; } = landscape ? Theme.PageHeight : Theme.PageWidth;
    public double Height { get; } = landscape ? Theme.PageWidth : Theme.PageHeight;

    /// <summary>Rules and grounds without meaning of their own; assistive technology skips them.</summary>
    public List<Placed> Decoration { get; } = [];

    public List<Placed> Content { get; } = [];

    /// <summary>Table heads said before; assistive technology skips them, and the running head and foot.</summary>
    public List<Placed> Repeated { get; } = [];

    public List<Placed> Head { get; } = [];

    public List<Placed> Foot { get; } = [];

    public List<PlacedLink> Links { get; } = [];
}

internal abstract record Placed;

/// <summary>A line of text whose baseline begins at (<paramref name="X"/>, <paramref name="Y"/>).</summary>
/// <param name="Node">The element it belongs to; null for repeated text.</param>
internal sealed record PlacedText(double X, double Y, Line Line, TextStyle Style, StructureNode? Node) : Placed;

internal sealed record PlacedRectangle(double X, double Y, double Width, double Height, Ink Fill) : Placed;

internal sealed record PlacedDrawing(double X, double Y, double Scale, Drawing Drawing, StructureNode Node) : Placed;

/// <summary>An area that leads to a heading, counted from 0 in reading order.</summary>
internal sealed record PlacedLink(double X, double Y, double Width, double Height, int Heading, string Text, StructureNode Node);

/// <summary>Where a heading came to stand.</summary>
internal readonly record struct PlacedHeading(int Level, string Text, int Sheet, double Y);

/// <summary>An element of the document's logical structure, by the tag names of ISO 32000-1, 14.8.4.</summary>
internal sealed class StructureNode(string tag)
{
    public string Tag { get; } = tag;
    public List<StructureNode> Children { get; } = [];
    public string? Alternative { get; init; }

    /// <summary>"Column" or "Row" for a header cell.</summary>
    public string? Scope { get; init; }

    /// <summary>Left, bottom, right and top of a figure, in the page's own axes.</summary>
    public IReadOnlyList<double>? Bounds { get; init; }

    /// <summary>"Disc" or "Decimal" for a list, "Description" for labels with values (PDF 2.0; older readers take it for none).</summary>
    public string? Numbering { get; init; }

    public StructureNode Add(StructureNode child)
    {
        Children.Add(child);
        return child;
    }

    public StructureNode Add(string tag) => Add(new StructureNode(tag));
}
