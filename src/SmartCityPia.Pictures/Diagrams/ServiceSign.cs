namespace SmartCityPia.Pictures.Diagrams;

/// <summary>A4, A5, and a square of ten centimetres.</summary>
public enum SignSize { A4, A5, Sticker }

/// <summary>What a sign in the street says.</summary>
/// <param name="Lines">A label and what it stands for; the sticker has none.</param>
/// <param name="Scan">What the code is for.</param>
/// <param name="Address">Where it leads, to be typed.</param>
public sealed record SignText(string City, string Title, IReadOnlyList<(string Label, string Text)> Lines, string Scan, string Address);

/// <summary>A sign beside a sensor: what it is, in words, and a code that leads to its entry in the public register.</summary>
public static class ServiceSign
{
    private const double Millimetre = 96 / 25.4;

    /// <summary>The lines that a text takes at most; the entry has the rest.</summary>
    private const int MostLines = 3;

    /// <param name="code">Rows of the code's modules, the dark ones true, with their quiet zone.</param>
    public static Drawing Draw(SignText text, IReadOnlyList<IReadOnlyList<bool>> code, SignSize size)
    {
        var (width, height) = size switch
        {
            SignSize.A4 => (210 * Millimetre, 297 * Millimetre),
            SignSize.A5 => (148 * Millimetre, 210 * Millimetre),
            _ => (100 * Millimetre, 100 * Millimetre),
        };
        // Letters grow with the sheet: they are read from as far away as the sign is large.
        var unit = size == SignSize.Sticker ? width / 500 : width / 700;
        var margin = 40 * unit;
        var inner = width - (2 * margin);
        var marks = new List<Mark> { new Box(0, 0, width, height, 0, Tone.Ground, Tone.None) };
        var y = margin;

        Say(text.City, 20, Tone.Muted);
        Say(text.Title, size == SignSize.Sticker ? 34 : 44, Tone.Ink, bold: true);
        if (size != SignSize.Sticker)
        {
            y += 14 * unit;
            foreach (var (label, what) in text.Lines)
            {
                Say(label, 20, Tone.Accent, bold: true);
                Say(what, 24, Tone.Ink);
                y += 8 * unit;
            }
        }
        var foot = (TextMeasure.LineHeight(20 * unit) * (1 + TextMeasure.Wrap(text.Address, inner, 16 * unit).Count)) + (10 * unit);
        var side = Math.Min(size == SignSize.Sticker ? inner : inner * 0.5, height - margin - foot - y);
        marks.AddRange(Code(code, margin, y, side));
        y += side;
        Say(text.Scan, 20, Tone.Ink, bold: true);
        Say(text.Address, 16, Tone.Ink);
        return new(Math.Round(width, 2), Math.Round(height, 2), PictureText.Clean(text.Title), PictureText.Clean(string.Join(' ', [text.City + ".", .. text.Lines.Select(l => $"{l.Label}: {l.Text}"), text.Scan, text.Address])), marks);

        void Say(string what, double points, Tone tone, bool bold = false)
        {
            foreach (var line in TextMeasure.Wrap(PictureText.Clean(what), inner, points * unit, bold, MostLines))
            {
                y += TextMeasure.LineHeight(points * unit);
                marks.Add(new Label(margin, y - (points * unit * 0.25), line, points * unit, Bold: bold, Tone: tone));
            }
        }
    }

    /// <summary>The code alone, for a document that has the words beside it.</summary>
    public static Drawing Alone(IReadOnlyList<IReadOnlyList<bool>> code, string title, string description)
    {
        const double Side = 240;
        return new(Side, Side, title, description, [new Box(0, 0, Side, Side, 0, Tone.Ground, Tone.None), .. Code(code, 0, 0, Side)]);
    }

    /// <summary>Neighbouring modules of a row are one box, so that no hairline shows between them.</summary>
    private static IEnumerable<Mark> Code(IReadOnlyList<IReadOnlyList<bool>> code, double left, double top, double side)
    {
        var module = side / code.Count;
        for (var row = 0; row < code.Count; row++)
        {
            for (var from = 0; from < code.Count; from++)
            {
                if (!code[row][from])
                    continue;
                var to = from;
                while (to + 1 < code.Count && code[row][to + 1])
                    to++;
                yield return new Box(left + (from * module), top + (row * module), (to - from + 1) * module, module, 0, Tone.Ink, Tone.None);
                from = to;
            }
        }
    }
}
