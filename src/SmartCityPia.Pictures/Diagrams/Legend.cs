namespace SmartCityPia.Pictures.Diagrams;

/// <summary>The key below a picture: a small sign and its meaning, entry after entry, wrapped to the picture's width.</summary>
internal sealed class Legend
{
    private const double Size = 11.5;
    private const double RowHeight = 24;
    private const double EntryGap = 26;
    private const double SignGap = 8;

    private readonly List<(double SignWidth, Func<double, double, IEnumerable<Mark>> Sign, string Text)> _entries = [];

    /// <param name="text">What the sign means.</param>
    /// <param name="signWidth">Room for the sign, in pixels.</param>
    /// <param name="sign">Draws the sign for a left edge and a middle height.</param>
    public void Add(string text, double signWidth, Func<double, double, IEnumerable<Mark>> sign) =>
        _entries.Add((signWidth, sign, PictureText.Clean(text)));

    /// <summary>Appends the key below <paramref name="top"/> and returns where it ends.</summary>
    public double Write(List<Mark> marks, double left, double top, double width)
    {
        if (_entries.Count == 0)
            return top;
        var (x, y) = (left, top + RowHeight / 2);
        foreach (var (signWidth, sign, text) in _entries)
        {
            var needed = signWidth + SignGap + Lettering.Width(text, Size);
            if (x > left && x + needed > left + width)
                (x, y) = (left, y + RowHeight);
            marks.AddRange(sign(x, y));
            marks.Add(new Label(x + signWidth + SignGap, y + 4, text, Size, Tone: Tone.Muted));
            x += needed + EntryGap;
        }
        return y + RowHeight / 2;
    }
}
