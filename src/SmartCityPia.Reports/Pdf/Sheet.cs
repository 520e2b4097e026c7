using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Pictures.Dossiers;
using SmartCityPia.Reports.Images;

namespace SmartCityPia.Reports.Pdf;

/// <summary>A laid-out page: decoration below, content above in reading order. Lengths are in points from the top left corner.</summary>
internal sealed class Sheet(bool landscape = false)
{
    public bool Landscape { get; } = landscape;
    public double Width { get; } = landscape ? Theme.PageHeight : Theme.PageWidth;
    public double Height { get; } = landscape ? Theme.PageWidth : Theme.PageHeight;

    /// <summary>Rules and backgrounds; skipped by assistive technology.</summary>
    public List<Placed> Decoration { get; } = [];

    public List<Placed> Content { get; } = [];

    /// <summary>Repeated table headers and the running head and foot; skipped by assistive technology.</summary>
    public List<Placed> Repeated { get; } = [];

    public List<Placed> Head { get; } = [];

    public List<Placed> Foot { get; } = [];

    public List<PlacedLink> Links { get; } = [];
}

internal abstract record Placed;

/// <summary>A line of text whose baseline starts at (<paramref name="X"/>, <paramref name="Y"/>).</summary>
/// <param name="Node">The structure element; null for repeated text.</param>
internal sealed record PlacedText(double X, double Y, Line Line, TextStyle Style, StructureNode? Node) : Placed;

internal sealed record PlacedRectangle(double X, double Y, double Width, double Height, Ink Fill) : Placed;

internal sealed record PlacedLogo(double X, double Y, double Width, double Height, LogoImage Image) : Placed;

/// <summary>A drawing, or what stands of it between two heights, in its own units.</summary>
internal sealed record PlacedDrawing(double X, double Y, double Scale, Drawing Drawing, StructureNode Node, double From, double To) : Placed;

/// <summary>A link area. The target is a heading, counted from 0 in reading order.</summary>
internal sealed record PlacedLink(double X, double Y, double Width, double Height, int Heading, string Text, StructureNode Node);

/// <summary>The position of a heading.</summary>
internal readonly record struct PlacedHeading(int Level, string Text, int Sheet, double Y);

/// <summary>An element of the logical structure, with the tag names of ISO 32000-1, 14.8.4.</summary>
internal sealed class StructureNode(string tag)
{
    public string Tag { get; } = tag;
    public List<StructureNode> Children { get; } = [];
    public string? Alternative { get; init; }

    /// <summary>"Column" or "Row" for a header cell.</summary>
    public string? Scope { get; init; }

    /// <summary>Left, bottom, right and top of a figure, in page coordinates.</summary>
    public IReadOnlyList<double>? Bounds { get; init; }

    /// <summary>"Disc" or "Decimal" for a list, "Description" for labels with values (PDF 2.0; older readers ignore it).</summary>
    public string? Numbering { get; init; }

    public StructureNode Add(StructureNode child)
    {
        Children.Add(child);
        return child;
    }

    public StructureNode Add(string tag) => Add(new StructureNode(tag));
}
