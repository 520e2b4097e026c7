using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
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
        [".msg"] = "application/vnd.ms-outlook",
        [".heic"] = "image/heic",
    };

    /// <summary>Taken only where a city allows it.</summary>
    private static readonly Dictionary<string, string> More = new(StringComparer.OrdinalIgnoreCase)
    {
        [".doc"] = "application/msword",
        [".xls"] = "application/vnd.ms-excel",
        [".ppt"] = "application/vnd.ms-powerpoint",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        [".odp"] = "application/vnd.oasis.opendocument.presentation",
    };

    /// <summary>Documents that say by their name that they have macros, where a city takes them. Under other names macros are refused everywhere.</summary>
    private static readonly Dictionary<string, string> WithMacros = new(StringComparer.OrdinalIgnoreCase)
    {
        [".docm"] = "application/vnd.ms-word.document.macroEnabled.12",
        [".xlsm"] = "application/vnd.ms-excel.sheet.macroEnabled.12",
        [".pptm"] = "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
    };

    private static readonly Dictionary<string, string> MainParts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"] = Types[".docx"],
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"] = Types[".xlsx"],
        ["application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"] = More[".pptx"],
        ["application/vnd.ms-word.document.macroEnabled.main+xml"] = WithMacros[".docm"],
        ["application/vnd.ms-excel.sheet.macroEnabled.main+xml"] = WithMacros[".xlsm"],
        ["application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"] = WithMacros[".pptm"],
    };

    /// <summary>Most entries in an office file (a ZIP). Real documents have far fewer.</summary>
    private const int MaxZipEntries = 5000;

    /// <summary>
    /// Largest unpacked size an office file may declare. Nothing is unpacked here; the limit protects whoever opens the file.
    /// </summary>
    private const long LargestUnpacked = 500L * 1024 * 1024;

    /// <summary>How far from its first byte a PDF may begin, and how much may follow its end: readers look no further.</summary>
    private const int AroundPdf = 1024;

    /// <param name="more">With old Office documents and presentations.</param>
    /// <param name="macros">With documents that have macros.</param>
    public static IReadOnlyCollection<string> Endings(bool more, bool macros = false) => [.. Types.Keys, .. More.Keys.Where(_ => more), .. WithMacros.Keys.Where(_ => macros)];

    /// <summary>Detects the file type from the content and checks that the file may be stored.</summary>
    /// <param name="file">Must be seekable.</param>
    /// <exception cref="RefusedFileException">The file is not accepted; the exception carries the reason.</exception>
    /// <param name="more">Old Office documents and presentations are taken too.</param>
    /// <param name="macros">Documents with macros are taken too, where their name says so.</param>
    public static InspectedFile Of(Stream file, string name, bool more = false, bool macros = false)
    {
        if (file.Length == 0)
            throw new RefusedFileException("FileEmpty");
        var saysMacros = macros && WithMacros.ContainsKey(Path.GetExtension(name));
        if (!Types.TryGetValue(Path.GetExtension(name), out var expected) && !(more && More.TryGetValue(Path.GetExtension(name), out expected)) && !(saysMacros && WithMacros.TryGetValue(Path.GetExtension(name), out expected)))
            throw new RefusedFileException("FileNotListed", string.Join(", ", Endings(more, macros)));
        var head = new byte[Math.Min(AroundPdf, file.Length)];
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
                var h when h.StartsWith("PK\x03\x04"u8) => (Office(file, saysMacros), whole),
                var h when h.StartsWith(CompoundFile.Mark) => (OldOffice.TypeOf(file), whole),
                var h when h.Length >= 12 && h[4..8].SequenceEqual("ftyp"u8) => Heif(file, h) is "image/heic" ? ("image/heic", HeicFile.Parts(file)) : (Heif(file, h), whole),
                var h when expected == "application/pdf" && h.IndexOf("%PDF-"u8) is > 0 and var begin => (Pdf(file, h[..begin]), whole),
                _ => (Text(file, expected), whole),
            };
            if (Found.Split(';')[0] != expected)
                throw EndingOf(Found) is { } right ? new RefusedFileException("FileIsOther", Path.GetExtension(name), right) : new RefusedFileException("FileIsNotTaken", Path.GetExtension(name), Found);
            return new(Found, new(file, Parts), Parts is not [{ Offset: 0, Bytes: null } only] || only.Length != file.Length);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or JsonException)
        {
            throw new RefusedFileException("FileMalformed", Path.GetExtension(name));
        }
    }

    private static string? EndingOf(string type) => Types.Concat(More).Concat(WithMacros).Where(t => t.Value == type).Select(t => t.Key).FirstOrDefault();

    /// <summary>
    /// Before the header and after the end marker there may be something within the reach of readers, such as what a mail program or a printer
    /// added, but not the beginning of a file of another kind.
    /// </summary>
    private static string Pdf(Stream file, ReadOnlySpan<byte> before = default)
    {
        if (BeginsAnother(before))
            throw new RefusedFileException("FileAppended");
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
        if (BeginsAnother(tail.AsSpan(end + 5)))
            throw new RefusedFileException("FileAppended");
        ActiveContent.RefusePdf(file);
        return "application/pdf";
    }

    private static bool BeginsAnother(ReadOnlySpan<byte> text)
    {
        var start = text.TrimStart("\r\n \0\t\xEF\xBB\xBF"u8);
        if (ActiveContent.IsProgram(start) || text.IndexOf("PK\x03\x04"u8) >= 0 || text.IndexOf("PK\x05\x06"u8) >= 0 || text.IndexOf("%PDF-"u8) >= 0 || text.IndexOf("Rar!"u8) >= 0
            || text.IndexOf(CompoundFile.Mark) >= 0 || start is [(byte)'%', (byte)'!', ..] or [0x37, 0x7A, 0xBC, 0xAF, ..] or [0x1F, 0x8B, ..] or [0xFF, 0xD8, 0xFF, ..] or [0x89, 0x50, 0x4E, 0x47, ..] or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..])
            return true;
        for (int at; (at = text.IndexOf((byte)'<')) >= 0; text = text[(at + 1)..])
        {
            if (at + 1 < text.Length && (char.IsAsciiLetter((char)text[at + 1]) || text[at + 1] is (byte)'!' or (byte)'?' or (byte)'%' or (byte)'/'))
                return true;
        }
        return false;
    }

    /// <summary>By its brand. Its boxes have to fill the file, so that nothing hides behind them.</summary>
    private static string Heif(Stream file, ReadOnlySpan<byte> head)
    {
        var length = (int)Math.Min(head.Length, BinaryPrimitives.ReadUInt32BigEndian(head));
        var brands = new List<string>();
        for (var at = 8; at + 4 <= length; at += at == 8 ? 8 : 4)
            brands.Add(Encoding.Latin1.GetString(head.Slice(at, 4)));
        var box = new byte[16];
        for (long at = 0, boxes = 0; at < file.Length; boxes++)
        {
            file.Position = at;
            var read = file.ReadAtLeast(box, box.Length, throwOnEndOfStream: false);
            long size = read < 8 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(box);
            if (size == 1 && read == 16)
                size = (long)Math.Min(long.MaxValue, BinaryPrimitives.ReadUInt64BigEndian(box.AsSpan(8)));
            if (size < 8 || size > file.Length - at || boxes > 1000)
                throw boxes == 0 ? new InvalidDataException("HEIF") : new RefusedFileException("FileAppended");
            at += size;
        }
        return brands.Exists(b => b is "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx") ? "image/heic" : brands.Exists(b => b is "avif" or "avis") ? "image/avif" : "video/mp4";
    }

    private static string Office(Stream file, bool macros)
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
        if (!macros && archive.Entries.Any(e => e.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
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
        ActiveContent.RefuseOffice(archive, macros);
        // Which part is the document its relationships say, whatever it is called.
        if (ActiveContent.MainTypeOf(archive) is { } main)
            return MainParts.GetValueOrDefault(main, "application/zip");
        return !Has("[Content_Types].xml") ? "application/zip" : Has("word/document.xml") ? Types[".docx"] : Has("xl/workbook.xml") ? Types[".xlsx"] : "application/zip";
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

    /// <summary>
    /// Text is kept byte for byte, in whatever encoding. What makes it text is that it has no control characters, and that it does not start like
    /// a web page or a program.
    /// </summary>
    /// <returns>The content type, with the encoding where it is not UTF-8.</returns>
    private static string Text(Stream file, string expected)
    {
        if (!expected.StartsWith("text/", StringComparison.Ordinal) && expected is not ("application/json" or "message/rfc822"))
            throw new RefusedFileException("FileIsNot", expected);
        var head = new byte[Math.Min(16 * 1024, file.Length)];
        file.Position = 0;
        file.ReadExactly(head);
        if (Wide(head, file.Length) is { } wide)
            return WideText(file, wide, expected);
        var buffer = new byte[64 * 1024];
        var (kept, isUtf8) = (0, true);
        file.Position = 0;
        for (int read; (read = file.ReadAtLeast(buffer.AsSpan(kept), 1, throwOnEndOfStream: false)) > 0 || kept > 0;)
        {
            var text = buffer.AsSpan(0, kept + read);
            // The end mark of DOS may be the last byte.
            RefuseControls(file.Position == file.Length && text[^1] == 0x1A ? text[..^1] : text, last: read == 0);
            // A character may be split across two blocks; its first bytes are carried over to the next block.
            var whole = read == 0 ? text.Length : text.Length - Math.Max(Unfinished(text), text[^1] == Escape ? 1 : text.Length > 1 && text[^2] == Escape ? 2 : 0);
            isUtf8 = isUtf8 && Utf8.IsValid(text[..whole]);
            kept = text.Length - whole;
            text[whole..].CopyTo(buffer);
        }
        Begins((isUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetString(head), expected);
        if (expected == "application/json")
        {
            if (!isUtf8)
                throw new RefusedFileException("FileNotText");
            Json(file);
        }
        return isUtf8 || expected == "message/rfc822" ? expected : expected + "; charset=unknown-8bit";
    }

    private const byte Escape = 0x1B;

    /// <summary>Control characters are no text, but for the shifts of ISO-2022, with which older mails in Japanese, Korean and Chinese are written.</summary>
    private static void RefuseControls(ReadOnlySpan<byte> text, bool last)
    {
        for (int at; (at = text.IndexOfAny(Controls)) >= 0; text = text[(at + 1)..])
        {
            var after = text[(at + 1)..];
            if (text[at] != Escape || !(after is [(byte)'$' or (byte)'(' or (byte)')' or (byte)'*' or (byte)'.', _, ..] || (!last && after.Length < 2)))
                throw new RefusedFileException("FileNotText");
        }
    }

    /// <summary>UTF-16 or UTF-32, with a mark at the beginning or, of UTF-16, without: then a byte is zero, and the rest reads as text.</summary>
    private static Encoding? Wide(ReadOnlySpan<byte> head, long length)
    {
        if (head is [0xFF, 0xFE, 0, 0, ..] && length % 4 == 0)
            return new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true);
        if (head is [0, 0, 0xFE, 0xFF, ..] && length % 4 == 0)
            return new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true);
        if (length % 2 != 0 || head.Length < 4)
            return null;
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return new UnicodeEncoding(bigEndian: head[0] == 0xFE, byteOrderMark: true, throwOnInvalidBytes: true);
        if (!head.Contains((byte)0) || ActiveContent.IsProgram(head))
            return null;
        // Where more of the first bytes of characters are zero, those come first.
        var (even, odd) = (0, 0);
        for (var at = 0; at + 1 < head.Length; at += 2)
            (even, odd) = (even + (head[at] == 0 ? 1 : 0), odd + (head[at + 1] == 0 ? 1 : 0));
        foreach (var bigEndian in even > odd ? new[] { true, false } : [false, true])
        {
            var text = (bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(head[..(head.Length & ~1)]);
            // The last character may be cut.
            if (text[..^1].All(IsPlain))
                return new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true);
        }
        return null;
    }

    /// <summary>A character that stands in texts: no control, nothing unassigned, nothing private. Bytes of a program read as such are soon none.</summary>
    private static bool IsPlain(char c) => c is '\t' or '\n' or '\r' or '\f' || CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    private static string WideText(Stream file, Encoding encoding, string expected)
    {
        file.Position = 0;
        using var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var (block, first) = (new char[16 * 1024], true);
        try
        {
            for (int read; (read = reader.ReadBlock(block)) > 0; first = false)
            {
                if (!block.Take(read).All(IsPlain))
                    throw new RefusedFileException("FileNotText");
                if (first)
                    Begins(new string(block, 0, read), expected);
            }
        }
        catch (DecoderFallbackException)
        {
            throw new RefusedFileException("FileNotText");
        }
        if (expected is "application/json" or "message/rfc822")
            throw new RefusedFileException("FileNotText");
        return $"{expected}; charset={encoding.WebName}";
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

    private static void Begins(string start, string expected)
    {
        var head = start.TrimStart('\uFEFF').TrimStart();
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
