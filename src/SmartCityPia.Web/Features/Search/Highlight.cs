using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;

namespace SmartCityPia.Web.Features.Search;

/// <summary>Finds and marks words in a text, whatever their accents, case and ending.</summary>
public static class Highlight
{
    private const int Before = 60;
    private const int Length = 220;

    /// <summary>Of a word with this many letters the ending does not count.</summary>
    private const int Stem = 5;

    /// <summary>The part of a text around the first of the words; empty where none stands in it.</summary>
    public static string Around(string text, IReadOnlyList<string> words)
    {
        var at = Marks(text, words).Select(m => (int?)m.Start).FirstOrDefault();
        if (at is not { } start)
            return "";
        var from = Math.Max(0, start - Before);
        // Not within a word, nor within a character.
        while (from > 0 && !char.IsWhiteSpace(text[from - 1]) && start - from < Before + 30)
            from--;
        var to = Math.Min(text.Length, from + Length);
        while (to < text.Length && !char.IsWhiteSpace(text[to]) && to - from < Length + 30)
            to++;
        if (to < text.Length && char.IsLowSurrogate(text[to]))
            to++;
        if (from > 0 && char.IsLowSurrogate(text[from]))
            from--;
        return (from > 0 ? "… " : "") + text[from..to].Trim() + (to < text.Length ? " …" : "");
    }

    public static bool Contains(string text, string word) => Marks(text, [word]).Any();

    /// <summary>The text with the words marked; everything is encoded.</summary>
    public static IHtmlContent Marked(string text, string? search)
    {
        var html = new HtmlContentBuilder();
        var done = 0;
        foreach (var (start, length) in Marks(text, Infrastructure.Forms.SearchWords.Of(search)))
        {
            html.Append(text[done..start]).AppendHtml("<mark>").Append(text.Substring(start, length)).AppendHtml("</mark>");
            done = start + length;
        }
        return html.Append(text[done..]);
    }

    private static IEnumerable<(int Start, int Length)> Marks(string text, IReadOnlyList<string> words)
    {
        var wanted = words.SelectMany(Words).Select(w => w.Folded).Where(w => w.Length > 0).ToList();
        return Words(text).Where(w => wanted.Exists(x => Fits(w.Folded, x))).Select(w => (w.Start, w.Length));
    }

    private static bool Fits(string word, string wanted) => word.StartsWith(wanted, StringComparison.Ordinal) && (wanted.Length > 1 || word.Length == 1 || wanted[0] > '\u2E80')
        || (wanted.Length >= Stem && word.Length >= Stem && word.AsSpan().CommonPrefixLength(wanted) is var same && same >= Stem - 1 && same >= Math.Min(wanted.Length, word.Length) - 2);

    private static IEnumerable<(int Start, int Length, string Folded)> Words(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (!IsPart(text, at))
            {
                at += char.IsSurrogatePair(text, at) ? 2 : 1;
                continue;
            }
            var start = at;
            while (at < text.Length && IsPart(text, at))
                at += char.IsSurrogatePair(text, at) ? 2 : 1;
            yield return (start, at - start, Fold(text[start..at]));
        }
    }

    private static bool IsPart(string text, int at) => CharUnicodeInfo.GetUnicodeCategory(text, at) is <= UnicodeCategory.OtherLetter
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber;

    private static string Fold(string word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var c in word.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                folded.Append(c switch { 'ß' or 'ẞ' => "ss", 'ø' or 'Ø' => "o", 'ł' or 'Ł' => "l", 'æ' or 'Æ' => "ae", 'œ' or 'Œ' => "oe", 'đ' or 'Đ' => "d", 'ı' => "i", _ => char.ToLowerInvariant(c).ToString() });
        }
        return folded.ToString();
    }
}
