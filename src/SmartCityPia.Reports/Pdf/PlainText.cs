using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SmartCityPia.Reports.Pdf;

/// <summary>What people typed, made safe to set: nothing invisible may steer the page or what a reader hears.</summary>
internal static partial class PlainText
{
    /// <summary>
    /// Composes accents (NFC), turns tabs into spaces and every kind of line end into <c>\n</c>, and drops what has no ink of its own:
    /// control characters, direction overrides, joiners, variation selectors. Broken surrogates become U+FFFD.
    /// </summary>
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
        // A screenful of empty lines says no more than one does, and would fill pages.
        var result = ManyEmptyLines().Replace(clean.ToString(), "\n\n\n");
        return result.IsNormalized(NormalizationForm.FormC) ? result : result.Normalize(NormalizationForm.FormC);
    }

    /// <summary>As <see cref="Clean"/>, on one line: for headings, titles and metadata.</summary>
    public static string OneLine(string? text) => Clean(text).Replace('\n', ' ').Trim();

    [GeneratedRegex(@"\n{4,}", RegexOptions.None, 1000)]
    private static partial Regex ManyEmptyLines();

    /// <summary>Code points that will never be characters make normalising fail, so they go too.</summary>
    private static bool Invisible(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF || rune.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
}
