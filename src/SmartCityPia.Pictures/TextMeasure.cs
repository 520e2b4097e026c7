using System.Buffers;
using System.Globalization;
using System.Text;

namespace SmartCityPia.Pictures;

/// <summary>
/// Estimates the width of text without a font. The values are advance widths in em, grouped into classes and rounded up from measurements
/// of Inter, so that a line fits in Inter and in the narrower system fonts; all digits have one width, as tabular figures do. A wider
/// fallback font may exceed the estimate by a few per cent.
/// </summary>
internal static class TextMeasure
{
    private static readonly SearchValues<char> Narrow = SearchValues.Create(" '!,.:;|ijlI");
    private static readonly SearchValues<char> Slim = SearchValues.Create("()/[]\\{}\"-_frt`");
    private static readonly SearchValues<char> Medium = SearchValues.Create("*^?sJkxzLacvy");
    private static readonly SearchValues<char> Wide = SearchValues.Create("ACDGHNOQUVX&");
    private static readonly SearchValues<char> Widest = SearchValues.Create("%@mwMW");
    private static readonly SearchValues<char> WideCyrillic = SearchValues.Create("ЖМФШЩЫЮжмфшщыюЉЊљњЂЋЄ");

    private const double BoldFactor = 1.06;

    /// <summary>Distance between baselines for a font size.</summary>
    public static double LineHeight(double size) => Math.Round(size * 1.32);

    /// <summary>Estimated width in CSS pixels; 0 for an empty text.</summary>
    public static double Width(string text, double size, bool bold = false)
    {
        var em = 0.0;
        foreach (var rune in text.EnumerateRunes())
            em += Em(rune);
        return em * size * (bold ? BoldFactor : 1);
    }

    /// <summary>
    /// Breaks a text into at most <paramref name="maxLines"/> lines no wider than <paramref name="maxWidth"/> and ends it with an ellipsis
    /// if it is too long. Words longer than a line are broken between user-perceived characters.
    /// </summary>
    public static IReadOnlyList<string> Wrap(string? text, double maxWidth, double size, bool bold = false, int maxLines = int.MaxValue)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        var used = 0.0;
        var space = Width(" ", size, bold);

        foreach (var (word, glued) in Words())
        {
            var width = Width(word, size, bold);
            var gap = line.Length > 0 && !glued ? space : 0;
            if (used + gap + width <= maxWidth)
            {
                Append(gap > 0 ? " " + word : word, gap + width);
                continue;
            }
            // A word wider than a line starts in the space that is left; any other word starts a new line.
            var breaks = width > maxWidth;
            if (line.Length > 0 && (!breaks || used > maxWidth * 0.7))
                EndLine();
            if (!breaks)
            {
                Append(word, width);
            }
            else
            {
                if (line.Length > 0 && !glued)
                    Append(" ", space);
                var letters = StringInfo.GetTextElementEnumerator(word);
                while (letters.MoveNext() && lines.Count <= maxLines)
                {
                    var letter = letters.GetTextElement();
                    var letterWidth = Width(letter, size, bold);
                    if (line.Length > 0 && used + letterWidth > maxWidth)
                        EndLine();
                    Append(letter, letterWidth);
                }
            }
            if (lines.Count > maxLines)
                break;
        }
        if (line.Length > 0)
            EndLine();
        if (lines.Count <= maxLines)
            return lines;

        lines.RemoveRange(maxLines, lines.Count - maxLines);
        lines[^1] = WithEllipsis(lines[^1], maxWidth, size, bold);
        return lines;

        // A hyphenated word that is too wide for a line is broken at the hyphen.
        IEnumerable<(string Word, bool Glued)> Words()
        {
            foreach (var word in PictureText.Clean(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var from = 0;
                if (Width(word, size, bold) > maxWidth)
                {
                    for (var at = word.IndexOf('-', StringComparison.Ordinal); at > 0 && at < word.Length - 1; at = word.IndexOf('-', from))
                    {
                        yield return (word[from..(at + 1)], from > 0);
                        from = at + 1;
                    }
                }
                yield return (word[from..], from > 0);
            }
        }

        void Append(string part, double width)
        {
            line.Append(part);
            used += width;
        }

        void EndLine()
        {
            lines.Add(line.ToString().TrimEnd());
            line.Clear();
            used = 0;
        }
    }

    /// <summary>The text on one line, cut with an ellipsis if it is wider than <paramref name="maxWidth"/>.</summary>
    public static string Fit(string? text, double maxWidth, double size, bool bold = false) =>
        Wrap(text, maxWidth, size, bold, maxLines: 1) is [var only] ? only : "";

    private static string WithEllipsis(string line, double maxWidth, double size, bool bold)
    {
        var room = maxWidth - Width("…", size, bold);
        var starts = StringInfo.ParseCombiningCharacters(line);
        var keep = starts.Length;
        while (keep > 0 && Width(line[..EndOf(keep)], size, bold) > room)
            keep--;
        return line[..EndOf(keep)].TrimEnd(' ', ',', ';', '.', ':', '-') + "…";

        int EndOf(int count) => count == starts.Length ? line.Length : starts[count];
    }

    private static double Em(Rune rune)
    {
        var value = rune.Value;
        if (value < 0x80)
            return Ascii((char)value);
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control:
                return 0;
        }
        return value switch
        {
            <= 0x24F => Accented(rune),
            0x2013 or 0x2018 or 0x2019 or 0x201C or 0x201D or 0x2022 => 0.6,
            0x2014 or 0x2026 or 0x2190 or 0x2192 => 0.95,
            >= 0x370 and <= 0x3FF => Rune.IsUpper(rune) || value is 'ω' or 'ψ' or 'φ' ? 0.85 : 0.66,
            >= 0x400 and <= 0x52F => WideCyrillic.Contains((char)value) ? 1.0 : Rune.IsUpper(rune) ? 0.8 : 0.68,
            >= 0x590 and <= 0x5FF => 0.7,
            >= 0x600 and <= 0x6FF or >= 0x750 and <= 0x77F => 0.78,
            >= 0x1E00 and <= 0x1EFF => Accented(rune),
            >= 0x1100 and <= 0x11FF or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7AF or >= 0xF900 and <= 0xFAFF
                or >= 0xFF01 and <= 0xFF60 or >= 0x20000 and <= 0x3FFFF => 1.04,
            >= 0xFF61 and <= 0xFFDC => 0.6,
            >= 0x1F000 and <= 0x1FAFF => 1.4,
            _ => 1.2,
        };
    }

    private static double Ascii(char letter) => letter switch
    {
        _ when Narrow.Contains(letter) => 0.30,
        _ when Slim.Contains(letter) => 0.44,
        _ when Medium.Contains(letter) => 0.57,
        _ when Wide.Contains(letter) => 0.77,
        _ when Widest.Contains(letter) => 0.94,
        _ when char.IsAsciiLetterLower(letter) => 0.62,
        _ => 0.66,
    };

    /// <summary>An accented Latin letter is as wide as its base. Ligatures and letters without a base count as wide.</summary>
    private static double Accented(Rune rune) =>
        rune.ToString().Normalize(NormalizationForm.FormD)[0] is < '\u0080' and var letter
            ? Math.Max(0.32, Ascii(letter)) : rune.Value switch
            {
                0xA0 or 0xB7 or 0xB0 or 0xB9 or 'ı' => 0.44,
                'Æ' or 'Œ' or 'æ' or 'œ' or '™' or '¼' or '½' or '¾' => 1.04,
                _ => 0.8,
            };
}
