namespace SmartCityPia.Pictures.Diagrams;

/// <summary>Line icons of 16 by 16 pixels, drawn from the top left corner, that distinguish kinds by shape.</summary>
internal static class Signs
{
    private const double Thin = 1.3;

    public static IEnumerable<Mark> People(double x, double y) =>
    [
        new Disc(x + 8, y + 4.6, 3.1, Tone.None, Tone.Ink, Thin),
        Curve([new(x + 2, y + 15), new(x + 2, y + 8.3), new(x + 14, y + 8.3), new(x + 14, y + 15)]),
    ];

    public static IEnumerable<Mark> Organisation(double x, double y) =>
    [
        new Box(x + 3, y + 1.5, 10, 13, 0.8, Tone.None, Tone.Ink, Thin),
        Line(new(x + 6, y + 5), new(x + 10, y + 5)),
        Line(new(x + 6, y + 8), new(x + 10, y + 8)),
        Line(new(x + 8, y + 14.5), new(x + 8, y + 11)),
    ];

    public static IEnumerable<Mark> Dataset(double x, double y) =>
    [
        Curve([
            new(x + 2.5, y + 3.5), new(x + 2.5, y + 0.8), new(x + 13.5, y + 0.8), new(x + 13.5, y + 3.5),
            new(x + 13.5, y + 6.2), new(x + 2.5, y + 6.2), new(x + 2.5, y + 3.5)]),
        Line(new(x + 2.5, y + 3.5), new(x + 2.5, y + 12.5)),
        Line(new(x + 13.5, y + 3.5), new(x + 13.5, y + 12.5)),
        Curve([new(x + 2.5, y + 12.5), new(x + 2.5, y + 15.4), new(x + 13.5, y + 15.4), new(x + 13.5, y + 12.5)]),
        Curve([new(x + 2.5, y + 8), new(x + 2.5, y + 10.8), new(x + 13.5, y + 10.8), new(x + 13.5, y + 8)]),
    ];

    public static IEnumerable<Mark> Globe(double x, double y) =>
    [
        new Disc(x + 8, y + 8, 6.4, Tone.None, Tone.Ink, Thin),
        Line(new(x + 1.6, y + 8), new(x + 14.4, y + 8)),
        Curve([
            new(x + 8, y + 1.6), new(x + 3.6, y + 4.6), new(x + 3.6, y + 11.4), new(x + 8, y + 14.4),
            new(x + 12.4, y + 11.4), new(x + 12.4, y + 4.6), new(x + 8, y + 1.6)]),
    ];

    /// <summary>An arrow across a bar: a transfer abroad.</summary>
    public static IEnumerable<Mark> BorderCrossing(double x, double y) =>
    [
        new Stroke([new(x + 4, y + 2.5), new(x + 4, y + 13.5)], Smooth: false, Tone.Accent, 1.6),
        new Stroke([new(x, y + 8), new(x + 14, y + 8)], Smooth: false, Tone.Accent, Thin, Arrow: true),
    ];

    /// <summary>A disc with a letter, centred on the point.</summary>
    public static IEnumerable<Mark> Badge(double x, double y, string letter) =>
    [
        new Disc(x, y, 8.5, Tone.Accent, Tone.Surface, 1.5),
        new Label(x, y + 3.8, letter, 10.5, Anchor.Middle, Bold: true, Tone.Surface),
    ];

    private static Stroke Line(Spot from, Spot to) => new([from, to], Smooth: false, Tone.Ink, Thin);

    private static Stroke Curve(IReadOnlyList<Spot> points) => new(points, Smooth: true, Tone.Ink, Thin);
}
