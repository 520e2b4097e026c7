using System.Globalization;
using System.Text;

namespace SmartCityPia.Reports.Pdf;

/// <summary>
/// Replaces PDFsharp's XMP packet by ours. PDFsharp writes its own last, with two random identifiers and an unescaped title, and has no
/// option against it. The packet is the last object of the file; only the cross-reference table follows, so no other offset changes.
/// </summary>
internal static class MetadataPatch
{
    public static void Write(ReadOnlySpan<byte> file, byte[] xmp, Stream output)
    {
        var (table, last) = LastObject(file);
        var start = file[last..table];
        var headerEnd = start.IndexOf(" obj"u8);
        if (headerEnd < 0 || start.IndexOf("/Metadata"u8) < 0)
            throw new InvalidOperationException("The PDF library no longer writes the metadata last; MetadataPatch must follow it.");
        var number = Encoding.ASCII.GetString(start[..headerEnd]);
        var header = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{number} obj\n<</Type /Metadata /Subtype /XML /Length {xmp.Length}>>\nstream\n"));
        var end = "\nendstream\nendobj\n"u8;

        output.Write(file[..last]);
        output.Write(header);
        output.Write(xmp);
        output.Write(end);
        var moved = last + header.Length + xmp.Length + end.Length;
        var trailer = file[table..file.LastIndexOf("startxref"u8)];
        output.Write(trailer);
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"startxref\n{moved}\n%%EOF\n")));
    }

    /// <summary>The offset of the cross-reference table, and the object before it.</summary>
    private static (int Table, int Last) LastObject(ReadOnlySpan<byte> file)
    {
        var mark = file.LastIndexOf("startxref"u8);
        var digits = Encoding.ASCII.GetString(file[(mark + "startxref"u8.Length)..])
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[0];
        var table = int.Parse(digits, CultureInfo.InvariantCulture);
        var last = 0;
        foreach (var row in Encoding.ASCII.GetString(file[table..mark]).Split('\n'))
        {
            // A used entry has the form "nnnnnnnnnn ggggg n".
            if (row.Length >= 18 && row[17] == 'n' && row[10] == ' ')
                last = Math.Max(last, int.Parse(row.AsSpan(0, 10), CultureInfo.InvariantCulture));
        }
        return (table, last);
    }
}
