using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SmartCityPia.Reports.Pdf;

/// <summary>Makes user input safe to typeset: invisible characters must not affect the layout or a screen reader.</summary>
internal static partial class PlainText
{
    /// <summary>Composes accents (NFC), turns tabs into spaces and all line ends into <c>
    /// </c>, and drops invisible characters: controls, direction overrides, joiners, variation selectors. Broken surrogates become
    /// U+FFFD.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\n' or '\r' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029:
                    clean.Append('\n');
                    break;
                case '\t' or >= 0x2000 and <= 0x200A or 0x3000:
                    clean.Append(' ');
                    break;
                default:
                    if (!Invisible(rune))
                        clean.Append(rune);
                    break;
            }
        }
        // Several empty lines become one, so that they don't fill pages.
        var result = ManyEmptyLines().Replace(clean.ToString(), "\n\n\n");
        return result.IsNormalized(NormalizationForm.FormC) ? result : result.Normalize(NormalizationForm.FormC);
    }

    /// <summary>Like <see cref="Clean"/>, on one line: for headings, titles and metadata.</summary>
    public static string OneLine(string? text) => Clean(text).Replace('\n', ' ').Trim();

    [GeneratedRegex(@"\n{4,}", RegexOptions.None, 1000)]
    private static partial Regex ManyEmptyLines();

    /// <summary>Drops non-characters, because normalisation throws on them.</summary>
    private static bool Invisible(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF
        || rune.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
}
