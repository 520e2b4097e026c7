using System.Buffers;
using System.Globalization;
using System.Text;

namespace SmartCityPia.Reports.Sealing;

/// <summary>What a seal covers, taken from a file.</summary>
/// <param name="Length">Of the document before it was sealed.</param>
/// <param name="Content">The bytes that were signed: all of the file but the signature itself.</param>
/// <param name="Signature">A CMS message.</param>
public sealed record SealedPart(int Length, byte[] Content, byte[] Signature);

/// <summary>
/// Appends a signature to a PDF of our own writer as an incremental update, and finds it again. The document before it stays as it is, byte for
/// byte. Nothing else is understood: PDFs of others have no seal.
/// </summary>
public static class PdfSeal
{
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789ABCDEF"u8);

    /// <summary>Room for the signature with its certificates and a time stamp, in bytes.</summary>
    private const int Room = 24 * 1024;

    private static ReadOnlySpan<byte> Start => "/ByteRange[0 "u8;

    private static ReadOnlySpan<byte> BeforeContents => "/Contents<"u8;

    /// <param name="document">As <see cref="Pdf.PdfReportWriter"/> writes it.</param>
    /// <param name="name">Who seals.</param>
    /// <param name="sign">Makes a detached CMS message over the bytes.</param>
    /// <exception cref="InvalidOperationException">The document isn't one of ours, or the signature is larger than there is room for.</exception>
    public static byte[] Write(byte[] document, string name, string reason, DateTimeOffset at, Func<byte[], byte[]> sign)
    {
        var (table, size, rootId, info, id) = Trailer(document);
        var root = Body(document, table, rootId);
        var pageId = NumberAfter(Body(document, table, NumberAfter(root, "/Pages ")), "/Kids[");
        var page = Body(document, table, pageId);
        if (root.Contains("/AcroForm", StringComparison.Ordinal) || page.Contains("/Annots", StringComparison.Ordinal))
            throw new InvalidOperationException("The document has a form, or links on its first page.");

        using var file = new MemoryStream();
        file.Write(document);
        var offsets = new SortedDictionary<int, long>();
        // The catalog and the first page once more, with what leads to the signature. It is not drawn, and stands outside of the page.
        Add(rootId, With(root, string.Create(CultureInfo.InvariantCulture, $"/AcroForm {size} 0 R")));
        Add(pageId, With(page, string.Create(CultureInfo.InvariantCulture, $"/Annots[{size + 1} 0 R]")));
        Add(size, string.Create(CultureInfo.InvariantCulture, $"<</Fields[{size + 1} 0 R]/SigFlags 3>>"));
        Add(size + 1, string.Create(CultureInfo.InvariantCulture, $"<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)/TU{Text(reason)}/Rect[-10 -10 -10 -10]/F 132/P {pageId} 0 R/V {size + 2} 0 R>>"));
        offsets[size + 2] = file.Position;
        Put(string.Create(CultureInfo.InvariantCulture, $"{size + 2} 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/Name{Text(name)}/Reason{Text(reason)}/M(D:{at.UtcDateTime:yyyyMMddHHmmss}+00'00')"));
        Put("/ByteRange[0 ");
        var range = file.Position;
        Put("0000000000 0000000000 0000000000]/Contents<");
        var contents = file.Position - 1;
        Put(new string('0', Room * 2));
        var rest = file.Position + 1;
        Put(">>>\nendobj\n");
        var xref = file.Position;
        Put("xref\n");
        foreach (var (number, offset) in offsets)
            Put(string.Create(CultureInfo.InvariantCulture, $"{number} 1\n{offset:D10} 00000 n \n"));
        Put(string.Create(CultureInfo.InvariantCulture, $"trailer\n<</Size {size + 3}/Root {rootId} 0 R/Info {info} 0 R/ID{id}/Prev {table}>>\nstartxref\n{xref}\n%%EOF\n"));

        var sealedFile = file.ToArray();
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{contents:D10} {rest:D10} {sealedFile.Length - rest:D10}"), sealedFile.AsSpan((int)range));
        var signature = Convert.ToHexString(sign([.. sealedFile.AsSpan(0, (int)contents), .. sealedFile.AsSpan((int)rest)]));
        if (signature.Length > Room * 2)
            throw new InvalidOperationException("The signature is larger than the room left for it.");
        Encoding.ASCII.GetBytes(signature, sealedFile.AsSpan((int)contents + 1));
        return sealedFile;

        void Add(int number, string body)
        {
            offsets[number] = file.Position;
            Put(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n"));
        }

        void Put(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }

    /// <summary>The seal at the end of a file, as <see cref="Write"/> leaves it: it covers the whole file, and nothing is hidden in what it leaves out.</summary>
    /// <returns>Null where there is none of that form.</returns>
    public static SealedPart? Read(ReadOnlySpan<byte> file)
    {
        var at = file.LastIndexOf(Start);
        if (at < 0 || file.Length < at + Start.Length + 33 || file[at + Start.Length + 32] != (byte)']'
            || !Number(file.Slice(at + Start.Length, 10), out var contents) || !Number(file.Slice(at + Start.Length + 11, 10), out var rest) || !Number(file.Slice(at + Start.Length + 22, 10), out var length)
            || contents != at + Start.Length + 33 + BeforeContents.Length - 1 || rest != contents + (Room * 2) + 2 || (long)rest + length != file.Length
            || !file.Slice(at + Start.Length + 33, BeforeContents.Length).SequenceEqual(BeforeContents) || file[rest - 1] != (byte)'>')
            return null;
        var hex = file[(contents + 1)..(rest - 1)];
        // Upper-case digits and zeros after the signature: every other way to write the same would be a change that no signature shows.
        if (hex.ContainsAnyExcept(Digits))
            return null;
        var padded = Convert.FromHexString(Encoding.ASCII.GetString(hex));
        if (!System.Formats.Asn1.AsnDecoder.TryReadEncodedValue(padded, System.Formats.Asn1.AsnEncodingRules.BER, out _, out _, out _, out var used) || padded.AsSpan(used).ContainsAnyExcept((byte)0))
            return null;
        // The document ends with its own end mark, before the first object of the update.
        var mark = file[..contents].LastIndexOf("%%EOF\n"u8);
        return mark < 0 ? null : new(mark + "%%EOF\n"u8.Length, [.. file[..contents], .. file[rest..]], padded[..used]);
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        return !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static (int Table, int Size, int Root, int Info, string Id) Trailer(ReadOnlySpan<byte> document)
    {
        var text = Encoding.Latin1.GetString(document[Math.Max(0, document.LastIndexOf("trailer\n"u8))..]);
        var id = text.IndexOf("/ID[", StringComparison.Ordinal);
        if (!text.StartsWith("trailer", StringComparison.Ordinal) || id < 0)
            throw Foreign();
        return (NumberAfter(text, "startxref\n"), NumberAfter(text, "/Size "), NumberAfter(text, "/Root "), NumberAfter(text, "/Info "), text[(id + 3)..(text.IndexOf(']', id) + 1)]);
    }

    /// <summary>An object's dictionary, by the cross-reference table that has one section.</summary>
    private static string Body(ReadOnlySpan<byte> document, int table, int number)
    {
        var head = Encoding.Latin1.GetString(document.Slice(table, 40)).Split('\n');
        var entry = table + head[0].Length + head[1].Length + 2 + (number * 20);
        if (head[0] != "xref" || !head[1].StartsWith("0 ", StringComparison.Ordinal) || !Number(document.Slice(entry, 10), out var offset))
            throw Foreign();
        var from = document[offset..];
        var text = Encoding.Latin1.GetString(from[..from.IndexOf("endobj"u8)]);
        var start = string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n<<");
        return text.StartsWith(start, StringComparison.Ordinal) ? text[(start.Length - 2)..].TrimEnd() : throw Foreign();
    }

    private static string With(string dictionary, string entry) => dictionary.EndsWith(">>", StringComparison.Ordinal) ? dictionary[..^2] + entry + ">>" : throw Foreign();

    private static int NumberAfter(string text, string key)
    {
        var at = text.LastIndexOf(key, StringComparison.Ordinal);
        var digits = at < 0 ? "" : string.Concat(text[(at + key.Length)..].TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Foreign();
    }

    private static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    private static InvalidOperationException Foreign() => new("The document is not one of our own writer.");
}
