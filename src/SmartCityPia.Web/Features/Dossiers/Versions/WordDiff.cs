using DiffPlex;
using DiffPlex.Chunkers;
using Microsoft.AspNetCore.Html;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>A changed row with its fields side by side.</summary>
/// <param name="Before">Label of the earlier state.</param>
/// <param name="After">Label of the later state.</param>
/// <param name="RestoreUrl">The restore address of a field.</param>
public sealed record ChangeTable(RowChange Change, string Before, string After, Func<string, string?>? RestoreUrl = null);

/// <summary>Marks removed and added words.</summary>
public static class WordDiff
{
    private static readonly DelimiterChunker Words = new([' ', '\t', '\n', '\r', ',', ';', '.', ':', '(', ')', '/', '–']);

    /// <summary>Both texts with marks: <c>del</c> for words in the first only, <c>ins</c> for words in the second only.</summary>
    /// <remarks>Texts with less than a third in common are marked as a whole; single common words would be distracting.</remarks>
    public static (IHtmlContent Before, IHtmlContent After) Of(string before, string after)
    {
        var diff = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, Words);
        var (old, now) = (Parts(diff.PiecesOld, diff.DiffBlocks.Select(b => (b.DeleteStartA, b.DeleteCountA))),
            Parts(diff.PiecesNew, diff.DiffBlocks.Select(b => (b.InsertStartB, b.InsertCountB))));
        if (Letters(old.Where(p => !p.Marked)) * 3 < Math.Min(Letters(old), Letters(now)))
            (old, now) = ([(before, true)], [(after, true)]);
        return (Html(old, "del"), Html(now, "ins"));
    }

    private static int Letters(IEnumerable<(string Text, bool Marked)> parts) => parts.Sum(p => p.Text.Count(char.IsLetterOrDigit));

    private static List<(string Text, bool Marked)> Parts(IReadOnlyList<string> pieces, IEnumerable<(int Start, int Count)> blocks)
    {
        List<(string, bool)> parts = [];
        var at = 0;
        void Take(int until, bool marked)
        {
            if (until > at)
                parts.Add((string.Concat(pieces.Skip(at).Take(until - at)), marked));
            at = until;
        }
        foreach (var (start, count) in blocks)
        {
            Take(start, false);
            Take(start + count, true);
        }
        Take(pieces.Count, false);
        return parts;
    }

    private static HtmlContentBuilder Html(List<(string Text, bool Marked)> parts, string tag)
    {
        var html = new HtmlContentBuilder();
        foreach (var (text, marked) in parts)
        {
            if (marked)
                html.AppendHtml($"<{tag}>").Append(text).AppendHtml($"</{tag}>");
            else
                html.Append(text);
        }
        return html;
    }
}
