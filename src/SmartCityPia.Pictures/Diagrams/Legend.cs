namespace SmartCityPia.Pictures.Diagrams;

/// <summary>The legend below a picture: icons with their meaning, wrapped to the picture's width.</summary>
internal sealed class Legend
{
    private const double Size = 11.5;
    private const double RowHeight = 24;
    private const double EntryGap = 26;
    private const double SignGap = 8;

    private readonly List<(double SignWidth, Func<double, double, IEnumerable<Mark>> Sign, string Text)> _entries = [];

    /// <param name="text">The meaning of the icon.</param>
    /// <param name="signWidth">Width of the icon in pixels.</param>
    /// <param name="sign">Draws the icon at a left edge and a vertical centre.</param>
    public void Add(string text, double signWidth, Func<double, double, IEnumerable<Mark>> sign) =>
        _entries.Add((signWidth, sign, PictureText.Clean(text)));

    /// <summary>Adds the legend below <paramref name="top"/> and returns its lower edge.</summary>
    public double Write(List<Mark> marks, double left, double top, double width)
    {
        if (_entries.Count == 0)
            return top;
        var (x, y) = (left, top + RowHeight / 2);
        foreach (var (signWidth, sign, text) in _entries)
        {
            var needed = signWidth + SignGap + TextMeasure.Width(text, Size);
            if (x > left && x + needed > left + width)
                (x, y) = (left, y + RowHeight);
            marks.AddRange(sign(x, y));
            marks.Add(new Label(x + signWidth + SignGap, y + 4, text, Size, Tone: Tone.Muted));
            x += needed + EntryGap;
        }
        return y + RowHeight / 2;
    }
}
