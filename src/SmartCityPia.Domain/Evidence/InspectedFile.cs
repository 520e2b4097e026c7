using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Evidence;

/// <summary>An uploaded file that passed inspection and may be stored.</summary>
/// <param name="MetadataRemoved">True if metadata was stripped, so the stored content differs from the upload.</param>
public sealed record InspectedFile(string MediaType, FileContent Content, bool MetadataRemoved)
{
    /// <summary>The accepted file extensions, each with the content type that the bytes must match.</summary>
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = "application/pdf",
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".webp"] = "image/webp",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".odt"] = "application/vnd.oasis.opendocument.text",
        [".ods"] = "application/vnd.oasis.opendocument.spreadsheet",
        [".txt"] = "text/plain",
        [".csv"] = "text/csv",
        [".json"] = "application/json",
        [".eml"] = "message/rfc822",
    };

    /// <summary>Most entries in an office file (a ZIP). Real documents have far fewer.</summary>
    private const int MaxZipEntries = 5000;

    /// <summary>
    /// Largest unpacked size an office file may declare. Nothing is unpacked here; the limit protects whoever opens the file.
    /// </summary>
    private const long LargestUnpacked = 500L * 1024 * 1024;

    public static IReadOnlyCollection<string> Endings => Types.Keys;

    /// <summary>Detects the file type from the content and checks that the file may be stored.</summary>
    /// <param name="file">Must be seekable.</param>
    /// <exception cref="RefusedFileException">The file is not accepted; the exception carries the reason.</exception>
    public static InspectedFile Of(Stream file, string name)
    {
        if (file.Length == 0)
            throw new RefusedFileException("FileEmpty");
        if (!Types.TryGetValue(Path.GetExtension(name), out var expected))
            throw new RefusedFileException("FileNotListed", string.Join(", ", Endings));
        var head = new byte[Math.Min(64, file.Length)];
        file.Position = 0;
        file.ReadExactly(head);
        try
        {
            IReadOnlyList<FilePart> whole = [new(0, file.Length)];
            (string Found, IReadOnlyList<FilePart> Parts) = head.AsSpan() switch
            {
                var h when h.StartsWith("%PDF-"u8) => (Pdf(file), whole),
                [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, ..] => ("image/png", ImageFiles.Png(file)),
                [0xFF, 0xD8, 0xFF, ..] => ("image/jpeg", ImageFiles.Jpeg(file)),
                var h when h.StartsWith("RIFF"u8) && h.Length >= 12 && h[8..12].SequenceEqual("WEBP"u8) =>
                    ("image/webp", ImageFiles.WebP(file)),
                var h when h.StartsWith("PK\x03\x04"u8) => (Office(file), whole),
                _ => (Text(file, expected), whole),
            };
            if (Found != expected)
                throw new RefusedFileException("FileIsOther", Path.GetExtension(name), Found);
            return new(Found, new(file, Parts), Parts is not [{ Offset: 0, Bytes: null } only] || only.Length != file.Length);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or JsonException)
        {
            throw new RefusedFileException("FileMalformed", Path.GetExtension(name));
        }
    }

    /// <summary>Requires the PDF header at the first byte and the end marker at the last, so that no second file can be appended.</summary>
    private static string Pdf(Stream file)
    {
        // ZIP readers search from the end of the file, so a ZIP comment can make one file both a ZIP and a PDF.
        var tail = Tail(file, 65557);
        for (var rest = tail.AsSpan(); rest.LastIndexOf("PK\x05\x06"u8) is >= 0 and var at; rest = rest[..at])
        {
            if (at + 22 <= tail.Length && at + 22 + BitConverter.ToUInt16(tail.AsSpan(at + 20)) == tail.Length)
                throw new RefusedFileException("FileAppended");
        }
        var end = tail.AsSpan(Math.Max(0, tail.Length - 1024)).LastIndexOf("%%EOF"u8);
        end = end < 0 ? end : end + Math.Max(0, tail.Length - 1024);
        if (end < 0)
            throw new InvalidDataException("PDF");
        if (tail.AsSpan(end + 5).ContainsAnyExcept("\r\n \0\t"u8))
            throw new RefusedFileException("FileAppended");
        ActiveContent.RefusePdf(file);
        return "application/pdf";
    }

    private static string Office(Stream file)
    {
        // The entry count in the ZIP directory is checked before the entries are read, so a hostile file costs little.
        var tail = Tail(file, 65557);
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || at + 22 > tail.Length)
            throw new InvalidDataException("ZIP");
        var end = tail.AsSpan(at);
        var (count, size, offset, comment) = (BitConverter.ToUInt16(end[10..]), BitConverter.ToUInt32(end[12..]),
            BitConverter.ToUInt32(end[16..]), BitConverter.ToUInt16(end[20..]));
        var position = file.Length - tail.Length + at;
        if (count > MaxZipEntries)
            throw new RefusedFileException("FileBomb");
        if (offset + (long)size != position || position + 22 + comment != file.Length || comment != 0)
            throw new RefusedFileException("FileAppended");
        file.Position = 0;
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Count > MaxZipEntries || archive.Entries.Sum(e => Math.Min(e.Length, LargestUnpacked)) > LargestUnpacked)
            throw new RefusedFileException("FileBomb");
        if (archive.Entries.Any(e => e.IsEncrypted))
            throw new RefusedFileException("FileEncrypted");
        if (archive.Entries.Any(e => e.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
            || e.FullName.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase)
                || e.FullName.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase)))
            throw new RefusedFileException("FileMacros");
        bool Has(string name) => archive.GetEntry(name) is not null;
        if (Has("mimetype"))
        {
            if (ReadText(archive.GetEntry("META-INF/manifest.xml"), 1024 * 1024).Contains("encryption-data", StringComparison.Ordinal))
                throw new RefusedFileException("FileEncrypted");
            ActiveContent.RefuseOffice(archive);
            return ReadText(archive.GetEntry("mimetype"), 100).Trim();
        }
        ActiveContent.RefuseOffice(archive);
        if (!Has("[Content_Types].xml"))
            return "application/zip";
        return Has("word/document.xml") ? Types[".docx"] : Has("xl/workbook.xml") ? Types[".xlsx"] : "application/zip";
    }

    /// <summary>Reads a small text entry. A wrong declared size does no harm: no more than <paramref name="most"/> + 1 bytes are read.</summary>
    private static string ReadText(ZipArchiveEntry? entry, int most)
    {
        if (entry is null || entry.Length > most)
            throw new InvalidDataException("ZIP");
        using var content = entry.Open();
        var bytes = new byte[most + 1];
        return Encoding.UTF8.GetString(bytes, 0, content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }

    /// <summary>Text must be UTF-8 without control characters, and must not start like HTML or a program.</summary>
    private static string Text(Stream file, string expected)
    {
        if (!expected.StartsWith("text/", StringComparison.Ordinal) && expected is not ("application/json" or "message/rfc822"))
            throw new RefusedFileException("FileIsNot", expected);
        var buffer = new byte[64 * 1024];
        var (kept, first) = (0, true);
        file.Position = 0;
        for (int read; (read = file.ReadAtLeast(buffer.AsSpan(kept), 1, throwOnEndOfStream: false)) > 0 || kept > 0;)
        {
            var text = buffer.AsSpan(0, kept + read);
            if (text.IndexOfAny(Controls) >= 0)
                throw new RefusedFileException("FileNotText");
            // A character may be split across two blocks; its first bytes are carried over to the next block.
            var whole = read == 0 ? text.Length : text.Length - Unfinished(text);
            if (!Utf8.IsValid(text[..whole]))
                throw new RefusedFileException("FileNotText");
            if (first)
                Begins(Encoding.UTF8.GetString(text[..Math.Min(whole, 16 * 1024)]).TrimStart('\uFEFF').TrimStart(), expected);
            first = false;
            kept = text.Length - whole;
            text[whole..].CopyTo(buffer);
        }
        if (expected == "application/json")
            Json(file);
        return expected;
    }

    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(b => b is not (9 or 10 or 12 or 13)).Select(b => (byte)b), 0x7F]);

    private static int Unfinished(ReadOnlySpan<byte> text)
    {
        for (var back = 1; back <= Math.Min(3, text.Length); back++)
        {
            var lead = text[^back];
            if ((lead & 0xC0) != 0x80)
                return (lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1) > back ? back : 0;
        }
        return 0;
    }

    private static void Begins(string head, string expected)
    {
        if (head is ['<', char next, ..] && (char.IsAsciiLetter(next) || next is '!' or '?' or '%')
            || head.StartsWith("#!", StringComparison.Ordinal) || head.StartsWith("%!", StringComparison.Ordinal))
            throw new RefusedFileException("FileMarkup");
        if (expected == "message/rfc822" && !(head.Contains("\nFrom:", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("From:", StringComparison.OrdinalIgnoreCase)))
            throw new InvalidDataException("EML");
    }

    private static void Json(Stream file)
    {
        var buffer = new byte[64 * 1024];
        var (state, kept) = (new JsonReaderState(), 0);
        file.Position = 0;
        file.Position = file.ReadByte() == 0xEF ? 3 : 0;
        for (var last = false; !last;)
        {
            if (kept == buffer.Length)
            {
                if (kept > 4 * 1024 * 1024)
                    throw new JsonException("One value is too long.");
                Array.Resize(ref buffer, kept * 2);
            }
            var read = file.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
            last = kept + read < buffer.Length;
            var reader = new Utf8JsonReader(buffer.AsSpan(0, kept + read), last, state);
            while (reader.Read())
            {
            }
            state = reader.CurrentState;
            var done = (int)reader.BytesConsumed;
            buffer.AsSpan(done, kept + read - done).CopyTo(buffer);
            kept += read - done;
        }
    }

    private static byte[] Tail(Stream file, int most)
    {
        var tail = new byte[Math.Min(most, file.Length)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        return tail;
    }
}

/// <summary>The file is refused. Carries the rule's key and the arguments of its sentence.</summary>
public sealed class RefusedFileException(string rule, params string[] arguments) : Exception($"The file is refused: {rule}.")
{
    public FieldError ErrorAt(string field) => new(field, rule, arguments);
}
