namespace SmartCityPia.Pictures;

/// <summary>
/// A picture as data, written as SVG for the screen and as PDF graphics for the report. Lengths are in CSS pixels (1/96 inch); the origin
/// is the top left corner.
/// </summary>
/// <param name="Title">The accessible name: the picture's subject in a few words.</param>
/// <param name="Description">The text alternative, in sentences.</param>
public sealed record Drawing(double Width, double Height, string Title, string Description, IReadOnlyList<Mark> Marks)
{
    /// <summary>Heights, from the top down, at which only strokes pass, so that a page may end there.</summary>
    public IReadOnlyList<double> Breaks { get; init; } = [];
}

/// <summary>A graphical element. Elements are painted in list order.</summary>
public abstract record Mark;

/// <summary>
/// A meaning, not a colour; each writer maps it to its palette. Tones must differ in more than hue, so an element that carries meaning also
/// has a label, a dash or a shape.
/// </summary>
public enum Tone
{
    /// <summary>Not painted.</summary>
    None,
    Ground,
    Surface,
    Line,
    Ink,
    Muted,
    Accent,
    AccentSoft,
    Low,
    Medium,
    High,
}

public enum Anchor { Start, Middle, End }

public readonly record struct Spot(double X, double Y);

/// <summary>A rectangle; <paramref name="Radius"/> rounds its corners.</summary>
public sealed record Box(double X, double Y, double Width, double Height, double Radius, Tone Fill, Tone Stroke, double Thickness = 1,
    bool Dashed = false) : Mark;

/// <summary>A disc or ring around a centre.</summary>
public sealed record Disc(double X, double Y, double Radius, Tone Fill, Tone Stroke, double Thickness = 1) : Mark;

/// <summary>One line of text; <paramref name="Y"/> is the baseline.</summary>
public sealed record Label(double X, double Y, string Text, double Size, Anchor Anchor = Anchor.Start, bool Bold = false,
    Tone Tone = Tone.Ink) : Mark;

/// <summary>
/// A polyline through its points, or a chain of cubic Bézier segments (point, control, control, point, …) if <paramref name="Smooth"/> is
/// set. The arrow head is at the last point.
/// </summary>
public sealed record Stroke(IReadOnlyList<Spot> Points, bool Smooth, Tone Tone, double Thickness = 1.5, bool Arrow = false,
    bool Dashed = false) : Mark;

/// <summary>
/// Elements that belong together and can be focused by keyboard: on screen a group with a title, and a link if <paramref name="Href"/> is
/// set.
/// </summary>
public sealed record Group(string Title, string? Href, IReadOnlyList<Mark> Marks) : Mark;
