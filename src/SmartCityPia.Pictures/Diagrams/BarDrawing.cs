namespace SmartCityPia.Pictures.Diagrams;

/// <summary>One bar. Its value is also written beside it.</summary>
/// <param name="Text">The value as text.</param>
/// <param name="Href">A local link.</param>
public sealed record Bar(string Name, double Value, string Text, string? Href);

/// <param name="Description">The text alternative, in sentences.</param>
public sealed record BarPicture(string Title, string Description, IReadOnlyList<Bar> Bars)
{
    /// <summary>The value of a bar of full length; null for the largest there is.</summary>
    public double? Full { get; init; }
}

/// <summary>Horizontal bars on one scale from zero. Each label is above its bar, so that both fit a narrow screen.</summary>
public static class BarDrawing
{
    private const double Longest = 620;
    private const double Pitch = 42;
    private const double Thickness = 14;
    private const double TextSize = 12.5;
    private const double Width = Longest + 80;

    /// <exception cref="ArgumentOutOfRangeException">A value is negative.</exception>
    public static Drawing Draw(BarPicture picture)
    {
        var most = picture.Full ?? picture.Bars.Select(b => b.Value).DefaultIfEmpty(0).Max();
        var marks = new List<Mark>();
        for (var i = 0; i < picture.Bars.Count; i++)
        {
            var bar = picture.Bars[i];
            ArgumentOutOfRangeException.ThrowIfNegative(bar.Value);
            var (y, length) = (6 + i * Pitch, most == 0 ? 0 : Longest * bar.Value / most);
            marks.Add(new Group($"{PictureText.Isolate(bar.Name)}: {bar.Text}", bar.Href,
            [
                new Label(0, y + 11, TextMeasure.Fit(bar.Name, Width, TextSize), TextSize),
                new Box(0, y + 17, Math.Max(1, length), Thickness, 2, Tone.Accent, Tone.None),
                new Label(Math.Max(1, length) + 8, y + 29, bar.Text, TextSize, Bold: true),
            ]));
        }
        return new Drawing(Width, 12 + picture.Bars.Count * Pitch, picture.Title, picture.Description, marks);
    }
}
