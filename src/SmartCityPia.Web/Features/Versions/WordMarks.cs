using DiffPlex;
using DiffPlex.Chunkers;
using SmartCityPia.Domain.Assessments;

namespace SmartCityPia.Web.Features.Versions;

/// <param name="Marked">In this text only.</param>
public sealed record MarkedText(string Text, bool Marked);

/// <summary>A changed row with its fields side by side.</summary>
/// <param name="Before">What the earlier state is called.</param>
/// <param name="After">What the later state is called.</param>
/// <param name="RestoreUrl">Where a field is put back as it was.</param>
public sealed record ChangeTable(RowChange Change, string Before, string After, Func<string, string?>? RestoreUrl = null);

/// <summary>Which words of a text were taken out, and which came in.</summary>
public static class WordMarks
{
    private static readonly DelimiterChunker Words = new([' ', '\t', '\n', '\r', ',', ';', '.', ':', '(', ')', '/', '–']);

    public static (IReadOnlyList<MarkedText> Before, IReadOnlyList<MarkedText> After) Of(string before, string after)
    {
        var diff = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, Words);
        return (Marked(diff.PiecesOld, diff.DiffBlocks.Select(b => (b.DeleteStartA, b.DeleteCountA))), Marked(diff.PiecesNew, diff.DiffBlocks.Select(b => (b.InsertStartB, b.InsertCountB))));
    }

    private static List<MarkedText> Marked(IReadOnlyList<string> pieces, IEnumerable<(int Start, int Count)> blocks)
    {
        List<MarkedText> texts = [];
        var at = 0;
        void Take(int until, bool marked)
        {
            if (until > at)
                texts.Add(new(string.Concat(pieces.Skip(at).Take(until - at)), marked));
            at = until;
        }
        foreach (var (start, count) in blocks)
        {
            Take(start, false);
            Take(start + count, true);
        }
        Take(pieces.Count, false);
        return texts;
    }
}
