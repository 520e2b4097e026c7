using System.Text;

namespace SmartCityPia.Reports.Pdf;

/// <summary>The style of a text. Lengths are in points; <paramref name="Tracking"/> is in em.</summary>
internal sealed record TextStyle(double Size, double Leading, Weight Weight, Ink Ink, double Tracking = 0, bool Tabular = false)
{
    public double Advance(Glyph glyph) => (glyph.Advance + glyph.Kern + Tracking) * Size;
}

/// <summary>A line of glyphs that fits its column. A trailing space is kept for text extraction.</summary>
internal readonly record struct Line(ReadOnlyMemory<Glyph> Glyphs, double Width);

/// <summary>Breaks text into lines. Each character is measured once, with the fonts' own tables.</summary>
internal static class LineBreaker
{
    public static List<Line> Break(string text, TextStyle style, double width)
    {
        var lines = new List<Line>();
        foreach (var paragraph in text.Split('\n'))
            Break(Shape(paragraph, style), style, width, lines);
        return lines;
    }

    public static Line Single(string text, TextStyle style)
    {
        var glyphs = Shape(text, style);
        return new Line(glyphs, WidthOf(glyphs, style));
    }

    /// <summary>One line, shortened with an ellipsis if it is wider than <paramref name="width"/>.</summary>
    public static Line Fitted(string text, TextStyle style, double width)
    {
        var line = Single(text, style);
        if (line.Width <= width)
            return line;
        var ellipsis = Typefaces.Find('…', style.Weight);
        var used = style.Advance(ellipsis);
        var kept = 0;
        foreach (var glyph in line.Glyphs.Span)
        {
            if (used + style.Advance(glyph) > width)
                break;
            used += style.Advance(glyph);
            kept++;
        }
        return new Line((Glyph[])[.. line.Glyphs.Span[..kept], ellipsis], used);
    }

    /// <summary>A line with a trailing space, so that text extraction doesn't join its last word with the next text.</summary>
    public static Line WithSpace(Line line, TextStyle style)
        => line with { Glyphs = (Glyph[])[.. line.Glyphs.Span, Typefaces.Find(' ', style.Weight)] };

    /// <summary>The widths of the pieces between possible line breaks.</summary>
    public static IEnumerable<double> Words(string text, TextStyle style)
    {
        var glyphs = Shape(text, style);
        var width = 0.0;
        for (var i = 0; i < glyphs.Length; i++)
        {
            if (glyphs[i].CodePoint is not (' ' or '\n'))
                width += style.Advance(glyphs[i]);
            if (glyphs[i].CodePoint != '\n' && !BreaksAfter(glyphs, i) && i < glyphs.Length - 1)
                continue;
            yield return width;
            width = 0;
        }
    }

    private static Glyph[] Shape(string text, TextStyle style)
    {
        var glyphs = new List<Glyph>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var glyph = Typefaces.Find(rune.Value, style.Weight, style.Tabular);
            // Tabular figures have a fixed width and are not kerned.
            if (!style.Tabular && glyphs.Count > 0 && glyphs[^1] is var last && last.Face == glyph.Face
                && glyph.Face.Kerning.Between(last.Id, glyph.Id) is var units and not 0)
                glyphs[^1] = last with { Kern = (float)units / glyph.Face.UnitsPerEm };
            glyphs.Add(glyph);
        }
        return [.. glyphs];
    }

    private static double WidthOf(ReadOnlySpan<Glyph> glyphs, TextStyle style)
    {
        var width = 0.0;
        foreach (var glyph in glyphs)
            width += style.Advance(glyph);
        return width;
    }

    private static void Break(Glyph[] glyphs, TextStyle style, double width, List<Line> lines)
    {
        var start = 0;
        var opportunity = -1;
        var used = 0.0;
        for (var i = 0; i < glyphs.Length; i++)
        {
            var glyph = glyphs[i];
            used += style.Advance(glyph);
            // A space may extend beyond the edge. Anything else starts the next line or is split.
            while (glyph.CodePoint != ' ' && used > width + 0.01 && i > start)
            {
                var end = opportunity > start ? opportunity : i;
                Add(start, end);
                start = end;
                opportunity = -1;
                used = WidthOf(glyphs.AsSpan(start..(i + 1)), style);
            }
            if (BreaksAfter(glyphs, i))
                opportunity = i + 1;
        }
        Add(start, glyphs.Length);

        void Add(int from, int to)
        {
            var ink = to;
            while (ink > from && glyphs[ink - 1].CodePoint == ' ')
                ink--;
            lines.Add(new Line(glyphs.AsMemory(from..Math.Min(to, ink + 1)), WidthOf(glyphs.AsSpan(from..ink), style)));
        }
    }

    private static bool BreaksAfter(Glyph[] glyphs, int i) => glyphs[i].CodePoint switch
    {
        ' ' or '–' or '—' => true,
        '-' or '/' => i >= 3 && i + 3 < glyphs.Length && Letters(glyphs, i - 3) && Letters(glyphs, i + 1),
        _ => false,
    };

    /// <summary>Three letters in a row. A hyphen between shorter pieces, as in Wi-Fi, is no place for a line break.</summary>
    private static bool Letters(Glyph[] glyphs, int from)
    {
        for (var i = from; i < from + 3; i++)
        {
            if (!Rune.IsValid(glyphs[i].CodePoint) || !Rune.IsLetter(new Rune(glyphs[i].CodePoint)))
                return false;
        }
        return true;
    }
}
