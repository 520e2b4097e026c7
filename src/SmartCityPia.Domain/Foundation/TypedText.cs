using System.Buffers;
using System.Globalization;
using System.Text;

namespace SmartCityPia.Domain.Foundation;

/// <summary>Text as people type, paste or send it, and what of it can be stored.</summary>
public static class TypedText
{
    /// <summary>A text of several lines: every line ends with U+000A, whatever ended it (Word: U+000B, PDF: U+000C, Unicode: U+2028).</summary>
    public static string Lines(string text)
    {
        if (text.AsSpan().IndexOfAny(OtherLineEnds) < 0)
            return text;
        var lines = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                continue;
            lines.Append(OtherLineEnds.Contains(text[i]) ? '\n' : text[i]);
        }
        return lines.ToString();
    }

    /// <summary>A text of one line: composed (NFC), nothing around it, one blank between two words. Text that cannot be stored is returned as it is.</summary>
    public static string Line(string text)
    {
        if (!IsStorable(Lines(text)))
            return text;
        var line = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormC))
        {
            if (!char.IsWhiteSpace(c))
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        return line.ToString().TrimEnd();
    }

    /// <summary>
    /// Text that can be stored and printed: no control characters except tab and line ends, no lone surrogates, and no non-characters (such as
    /// U+FFFE), on which Unicode normalisation fails.
    /// </summary>
    public static bool IsStorable(string text) => Clean(text, IsStorable).Length == text.Length;

    /// <summary>A line of text that can be told from another by looking at it: storable, nothing in it that is not seen, and something that is.</summary>
    public static bool IsVisibleLine(string text) => text.Length == 0 || (Clean(text, IsSeen).Length == text.Length && text.EnumerateRunes().Any(HasInk));

    /// <summary>The text without what cannot be stored; of a line also without what is not seen.</summary>
    public static string Clean(string text, bool isLine) => Clean(text, isLine ? IsSeen : IsStorable);

    /// <summary>What <see cref="Clean(string, bool)"/> takes out, each once, as U+hhhh.</summary>
    public static IReadOnlyList<string> TakenOut(string text, bool isLine)
    {
        var taken = new List<string>();
        Clean(text, isLine ? IsSeen : IsStorable, code => taken.Add(string.Create(CultureInfo.InvariantCulture, $"U+{(code == StandIn ? 0 : code):X4}")));
        return [.. taken.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A Unicode non-character; stands for U+0000, which the framework would refuse together with the whole form.</summary>
    public const char StandIn = '\uFFFF';

    private static readonly SearchValues<char> OtherLineEnds = SearchValues.Create("\r\u000B\u000C\u0085\u2028\u2029");

    private static string Clean(string text, Func<int, bool> keep, Action<int>? taken = null)
    {
        StringBuilder? clean = null;
        for (var at = 0; at < text.Length;)
        {
            var valid = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) == OperationStatus.Done;
            if (valid && keep(rune.Value))
            {
                clean?.Append(text, at, length);
            }
            else
            {
                clean ??= new StringBuilder(text.Length).Append(text, 0, at);
                taken?.Invoke(valid ? rune.Value : text[at]);
            }
            at += length;
        }
        return clean?.ToString() ?? text;
    }

    private static bool IsStorable(int code) =>
        (code >= ' ' || code is '\t' or '\n' or '\r') && code is not (>= 0x7F and < 0xA0 and not 0x85)
        && (code & 0xFFFE) != 0xFFFE && code is not (>= 0xFDD0 and <= 0xFDEF);

    /// <summary>
    /// Not the characters that Unicode says to ignore in display (DerivedCoreProperties, Default_Ignorable_Code_Point), those that turn the
    /// reading direction, and the empty Braille cell. Joiners and variation selectors belong to the letters of some scripts and to emoji.
    /// </summary>
    internal static bool IsSeen(int code) => IsStorable(code) && (IsJoiner(code) || code is not (0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5
        or (>= 0x180B and <= 0x180F) or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0x2800 or 0x3164 or 0xFEFF or 0xFFA0
        or (>= 0xFFF0 and <= 0xFFFB) or (>= 0x1BCA0 and <= 0x1BCA3) or (>= 0x1D173 and <= 0x1D17A) or (>= 0xE0000 and <= 0xE0FFF)));

    internal static bool IsJoiner(int code) => code is 0x200C or 0x200D or (>= 0x180B and <= 0x180D) or (>= 0xFE00 and <= 0xFE0F);

    private static bool HasInk(Rune rune) => !IsJoiner(rune.Value) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.SpaceSeparator
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
}
