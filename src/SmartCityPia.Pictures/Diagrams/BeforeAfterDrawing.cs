using System.Globalization;

namespace SmartCityPia.Pictures.Diagrams;

/// <param name="Name">Label of the pair.</param>
public sealed record BeforeAfter(string Name, int Before, int After);

/// <summary>Two bars per label: the count before and the count after.</summary>
public static class BeforeAfterDrawing
{
    private const double Width = 640;
    private const double RowHeight = 62;
    private const double BarHeight = 13;
    private const double Left = 62;
    private const double Room = 44;

    /// <param name="before">Label of the upper bar.</param>
    /// <param name="after">Label of the lower bar.</param>
    public static Drawing Draw(string title, string description, IReadOnlyList<BeforeAfter> rows, string before, string after)
    {
        double most = Math.Max(1, rows.Max(r => Math.Max(r.Before, r.After)));
        List<Mark> marks = [];
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, top) = (rows[i], i * RowHeight);
            marks.Add(new Label(0, top + 15, Shorten(row.Name), 13, Bold: true));
            Bar(row.Before, top + 22, before, Tone.AccentSoft);
            Bar(row.After, top + 22 + BarHeight + 3, after, Tone.Accent);
        }
        return new(Width, rows.Count * RowHeight, title, description, marks);

        void Bar(int count, double y, string word, Tone fill)
        {
            var length = (Width - Left - Room) * count / most;
            marks.Add(new Label(0, y + 11, word, 12, Tone: Tone.Muted));
            if (count > 0)
                marks.Add(new Box(Left, y, Math.Max(2, length), BarHeight, 2, fill, Tone.Accent));
            marks.Add(new Label(Left + length + 6, y + 11, count.ToString(CultureInfo.CurrentCulture), 12));
        }
    }

    private static string Shorten(string name) => name.Length <= 80 ? name : name[..79] + "…";
}
