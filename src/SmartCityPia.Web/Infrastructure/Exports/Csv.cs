using System.Buffers;
using System.Text;

namespace SmartCityPia.Web.Infrastructure.Exports;

/// <summary>A table as comma-separated values (RFC 4180), UTF-8 with a byte order mark so that spreadsheets read it as such.</summary>
internal static class Csv
{
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n;\t");

    public static byte[] Of(IEnumerable<IReadOnlyList<string?>> rows)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A spreadsheet would run a cell that begins like a formula; an apostrophe in front makes it text.</summary>
    private static string Cell(string? value)
    {
        value ??= "";
        var start = value.AsSpan().TrimStart();
        if (start is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] || value is ['\t' or '\r' or '\n', ..])
            value = "'" + value;
        return value.AsSpan().ContainsAny(Quoted) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }
}
