using System.Text;

namespace SmartCityPia.Reports.Tables;

/// <summary>A table as comma-separated text (RFC 4180), safe to open in a spreadsheet.</summary>
public static class CsvText
{
    /// <param name="rows">Header first. Every field is quoted; lines end in CR LF.</param>
    /// <returns>UTF-8 with a byte order mark, so that spreadsheets detect the encoding.</returns>
    public static byte[] Write(IEnumerable<IReadOnlyList<string?>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Count; i++)
                text.Append(i == 0 ? "\"" : ",\"").Append(Inert(row[i] ?? "").Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            text.Append("\r\n");
        }
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>
    /// A spreadsheet evaluates a field that looks like a formula, even after blanks. An apostrophe in front makes it text.
    /// </summary>
    internal static string Inert(string field)
    {
        var start = field.AsSpan().TrimStart();
        return field is ['\t' or '\r' or '\n', ..] || start is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..]
            ? "'" + field
            : field;
    }
}
