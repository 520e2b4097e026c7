namespace SmartCityPia.Pictures.Diagrams;

/// <summary>A grid with row and column labels. Each cell repeats the meaning of its colour as a number or word.</summary>
public static class HeatMapDrawing
{
    private const double NameWidth = 190;
    private const double NameGap = 10;
    private const double CellWidth = 76;
    private const double CellHeight = 34;
    private const double Gap = 3;
    private const double HeadSize = 10.5;
    private const double NameSize = 12.5;
    private const double TextSize = 12.5;
    private const double NoteSize = 9.5;
    private const int HeadLines = 6;

    /// <exception cref="ArgumentOutOfRangeException">A cell is outside the grid.</exception>
    public static Drawing Draw(HeatMapPicture picture)
    {
        var heads = picture.Columns.Select(c => TextMeasure.Wrap(c, CellWidth - 2, HeadSize, maxLines: HeadLines)).ToList();
        var line = TextMeasure.LineHeight(HeadSize);
        var top = 6 + (heads.Count == 0 ? 0 : heads.Max(h => h.Count)) * line + 8;
        var left = NameWidth + NameGap;
        var width = left + picture.Columns.Count * (CellWidth + Gap) + 6;
        var marks = new List<Mark>();
        for (var column = 0; column < heads.Count; column++)
        {
            // Column labels are aligned at the bottom, next to the first row.
            var y = top - 8 - (heads[column].Count - 1) * line;
            foreach (var text in heads[column])
            {
                marks.Add(new Label(left + column * (CellWidth + Gap) + CellWidth / 2, y, text, HeadSize, Anchor.Middle, Tone: Tone.Muted));
                y += line;
            }
        }
        for (var row = 0; row < picture.Rows.Count; row++)
        {
            var middle = top + row * (CellHeight + Gap) + CellHeight / 2;
            var lines = TextMeasure.Wrap(picture.Rows[row], NameWidth, NameSize, maxLines: 2);
            for (var i = 0; i < lines.Count; i++)
                marks.Add(new Label(NameWidth, middle + 4.5 + (i - (lines.Count - 1) / 2d) * 15, lines[i], NameSize, Anchor.End));
            marks.Add(new Stroke([new(left, middle), new(width - 6 - Gap, middle)], Smooth: false, Tone.Line, 0.6));
        }
        foreach (var cell in picture.Cells.OrderBy(c => c.Row).ThenBy(c => c.Column))
        {
            ArgumentOutOfRangeException.ThrowIfNegative(cell.Row);
            ArgumentOutOfRangeException.ThrowIfNegative(cell.Column);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cell.Row, picture.Rows.Count);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cell.Column, picture.Columns.Count);
            marks.Add(Draw(cell, left + cell.Column * (CellWidth + Gap), top + cell.Row * (CellHeight + Gap)));
        }
        var bottom = Key(marks, picture, left, top + picture.Rows.Count * (CellHeight + Gap) + 8, width);
        return new Drawing(Math.Max(width, left + 260), bottom + 4, picture.Title, picture.Description, marks);
    }

    private static Group Draw(HeatMapCell cell, double x, double y)
    {
        var marks = new List<Mark>
        {
            Frame(cell.Level, x, y, CellWidth, CellHeight),
            new Label(x + CellWidth / 2, y + (cell.Note is null ? 21.5 : 16),
                TextMeasure.Fit(cell.Text, CellWidth - 4, TextSize, bold: true), TextSize, Anchor.Middle,
                Bold: cell.Level != HeatMapLevel.Given),
        };
        if (cell.Note is { } note)
            marks.Add(new Label(x + CellWidth / 2, y + 28, TextMeasure.Fit(note, CellWidth - 4, NoteSize), NoteSize, Anchor.Middle));
        return new Group(cell.Title, cell.Href, marks);
    }

    private static Box Frame(HeatMapLevel level, double x, double y, double width, double height) => level switch
    {
        HeatMapLevel.Given => new(x, y, width, height, 3, Tone.Ground, Tone.Muted, 1, Dashed: true),
        HeatMapLevel.Low => new(x, y, width, height, 3, Tone.Low, Tone.Line),
        HeatMapLevel.Medium => new(x, y, width, height, 3, Tone.Medium, Tone.Muted),
        HeatMapLevel.High => new(x + 1, y + 1, width - 2, height - 2, 3, Tone.High, Tone.Ink, 2),
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "A level this picture does not know."),
    };

    private static double Key(List<Mark> marks, HeatMapPicture picture, double left, double top, double width)
    {
        var legend = new Legend();
        foreach (var (level, word) in new[]
        {
            (HeatMapLevel.High, picture.Words.High), (HeatMapLevel.Medium, picture.Words.Medium), (HeatMapLevel.Low, picture.Words.Low),
            (HeatMapLevel.Given, picture.Words.Given),
        })
        {
            if (word.Length > 0)
                legend.Add(word, 26, (x, y) => [Frame(level, x, y - 8, 26, 16)]);
        }
        if (picture.Words.Nothing.Length > 0)
            legend.Add(picture.Words.Nothing, 26, (x, y) => [new Stroke([new(x, y), new(x + 26, y)], Smooth: false, Tone.Line, 0.6)]);
        return legend.Write(marks, left, top, Math.Max(width - left, 250));
    }
}
