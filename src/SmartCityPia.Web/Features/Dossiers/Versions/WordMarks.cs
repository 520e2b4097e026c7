using DiffPlex;
using DiffPlex.Chunkers;
using Microsoft.AspNetCore.Html;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>A changed row with its fields side by side.</summary>
/// <param name="Before">What the earlier state is called.</param>
/// <param name="After">What the later state is called.</param>
/// <param name="RestoreUrl">Where a field is put back as it was.</param>
public sealed record ChangeTable(RowChange Change, string Before, string After, Func<string, string?>? RestoreUrl = null);

/// <summary>Which words of a text were taken out, and which came in.</summary>
public static class WordMarks
{
    private static readonly DelimiterChunker Words = new([' ', '\t', '\n', '\r', ',', ';', '.', ':', '(', ')', '/', '–']);

    /// <summary>Both texts with their marks: words in <c>del</c> are in the first alone, words in <c>ins</c> in the second.</summary>
    /// <remarks>Of two texts that share less than a third, the few common words would only disturb: each is marked as a whole.</remarks>
    public static (IHtmlContent Before, IHtmlContent After) Of(string before, string after)
    {
        var diff = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, Words);
        var (old, now) = (Parts(diff.PiecesOld, diff.DiffBlocks.Select(b => (b.DeleteStartA, b.DeleteCountA))), Parts(diff.PiecesNew, diff.DiffBlocks.Select(b => (b.InsertStartB, b.InsertCountB))));
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
