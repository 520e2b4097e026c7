using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace SmartCityPia.Domain.Evidence;

/// <summary>
/// Finds what a document could do by itself when somebody opens it. It goes by what a reader goes by, the declared types, the relationships
/// and the first bytes of the parts, and never by their names.
/// </summary>
public static class ActiveContent
{
    /// <summary>Of one part that is looked into. A declared list is never so long.</summary>
    private const int MostRead = 4 * 1024 * 1024;

    /// <summary>All that is unpacked of one PDF.</summary>
    private const int MostUnpacked = 64 * 1024 * 1024;

    private const int Window = 128 * 1024;
    private const int Overlap = 16 * 1024;

    private static readonly string[] Macros = ["macroenabled", "vbaproject", "vbadata", "macrosheet", "xlmacro", "xlintlmacro", "keymapcustomizations"];
    private static readonly string[] Embedded = ["oleobject", "activex", "/control", "/ctrlprop", "vnd.sun.star.oleobject"];
    private static readonly string[] Actions = ["JS", "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "ImportData", "SubmitForm"];

    /// <exception cref="RefusedFileException">An office document with macros, embedded objects or parts that are fetched from elsewhere.</exception>
    /// <param name="macros">The project of macros and what names it are taken; nothing else is.</param>
    public static void RefuseOffice(ZipArchive archive, bool macros = false)
    {
        foreach (var entry in archive.Entries)
        {
            var head = Read(entry, 8);
            // A compound file is how macros and objects are stored, whatever it is called.
            if ((head is [0xD0, 0xCF, 0x11, 0xE0, ..] && !(macros && IsProject(entry))) || IsProgram(head))
                throw new RefusedFileException("FileEmbedded");
            var name = entry.FullName.Replace('\\', '/');
            if (name.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase) || name.Equals("META-INF/manifest.xml", StringComparison.OrdinalIgnoreCase))
                RefuseTypes(Elements(entry, whole: true).SelectMany(e => e.Values), macros);
            else if (name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))
                RefuseRelationships(Elements(entry, whole: true), macros);
            else if (name.StartsWith("xl/externalLinks/", StringComparison.OrdinalIgnoreCase) && Elements(entry, whole: false).Any(e => e.GetValueOrDefault("") is "ddeLink"))
                throw new RefusedFileException("FileActive");
            else if (name is "content.xml" && Elements(entry, whole: false).Any(e => e.GetValueOrDefault("") is "event-listener" or "dde-source" or "dde-connection-decl"))
                throw new RefusedFileException("FileActive");
        }
    }

    /// <exception cref="RefusedFileException">A PDF with a script, a command to start something, or another file inside.</exception>
    public static void RefusePdf(Stream file)
    {
        file.Position = 0;
        var (buffer, filled, last, inside, budget) = (new byte[Window], 0, false, false, MostUnpacked);
        MemoryStream? packed = null;
        while (!last || filled > 0)
        {
            var read = last ? 0 : file.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            (last, filled) = (filled + read < buffer.Length, filled + read);
            var text = buffer.AsSpan(0, filled);
            var mark = inside ? text.IndexOf("endstream"u8) : text.IndexOf("stream"u8);
            // What may go on in the next window is looked at again with it.
            var used = mark >= 0 ? mark + (inside ? "endstream" : "stream").Length : last ? filled : filled - Overlap;
            var content = text[..(mark >= 0 ? mark : used)];
            if (!inside)
            {
                RefuseNames(mark >= 0 ? content : text, whole: last || mark >= 0);
                // What stands in a stream is no name; the objects that are packed into one are looked at unpacked.
                var dictionary = Encoding.Latin1.GetString(content[Math.Max(0, content.LastIndexOf("obj"u8))..]);
                packed = mark >= 0 && Unescaped(dictionary).Contains("/ObjStm", StringComparison.Ordinal) ? new() : null;
                inside = mark >= 0;
            }
            else
            {
                packed?.Write(content);
                if (packed?.Length > MostRead)
                    throw new RefusedFileException("FileBomb");
                if (packed is not null && (mark >= 0 || last))
                    RefuseNames(Unpack(packed.GetBuffer().AsSpan(0, (int)packed.Length).TrimStart("\r\n"u8), ref budget), whole: true);
                inside = mark < 0;
            }
            text[used..].CopyTo(buffer);
            filled -= used;
        }
    }

    private static readonly HashSet<string> Programs = new(
        ["exe", "scr", "com", "pif", "bat", "cmd", "ps1", "psm1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "hta", "msi", "msp", "cpl", "dll", "jar", "lnk", "reg", "chm", "iso", "img", "vhd", "scf", "url", "one",
            "docm", "dotm", "xlsm", "xltm", "xlam", "xll", "pptm", "potm", "ppam", "sh", "app", "dmg", "pkg", "apk", "deb", "rpm", "html", "htm", "svg"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file of this name is opened as a program, or as a document with macros.</summary>
    public static bool IsNameOfProgram(string name) => Programs.Contains(Path.GetExtension(name.TrimEnd('.', ' ')).TrimStart('.'));

    /// <summary>The part that an Office document begins with, by its relationships, and the type that is declared for it.</summary>
    /// <returns>Null where there is none.</returns>
    public static string? MainTypeOf(ZipArchive archive)
    {
        if (archive.GetEntry("_rels/.rels") is not { } relationships || archive.GetEntry("[Content_Types].xml") is not { } types)
            return null;
        var target = Elements(relationships, whole: true).Where(e => e.GetValueOrDefault("Type", "").EndsWith("/officeDocument", StringComparison.Ordinal) && e.GetValueOrDefault("TargetMode") is not "External")
            .Select(e => "/" + e.GetValueOrDefault("Target", "").Replace('\\', '/').TrimStart('/')).FirstOrDefault();
        if (target is null || archive.Entries.All(e => !("/" + e.FullName).Equals(target, StringComparison.OrdinalIgnoreCase)))
            return null;
        var declared = Elements(types, whole: true);
        return declared.Where(e => e.GetValueOrDefault("PartName", "").Equals(target, StringComparison.OrdinalIgnoreCase)).Concat(
            declared.Where(e => ("." + e.GetValueOrDefault("Extension", "")).Equals(Path.GetExtension(target), StringComparison.OrdinalIgnoreCase))).Select(e => e.GetValueOrDefault("ContentType")).FirstOrDefault();
    }

    /// <summary>A program for Windows, Linux or macOS, or a script with a first line that says what runs it.</summary>
    public static bool IsProgram(ReadOnlySpan<byte> head) =>
        head is [(byte)'M', (byte)'Z', ..] or [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] or [(byte)'#', (byte)'!', ..] or [0xCF, 0xFA, 0xED, 0xFE, ..] or [0xCA, 0xFE, 0xBA, 0xBE, ..];

    private static bool IsProject(ZipArchiveEntry entry) => entry.FullName.Split('/', '\\')[^1] is { } name && name.StartsWith("vbaProject", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase);

    private static void RefuseTypes(IEnumerable<string> declared, bool macros)
    {
        foreach (var type in declared.Select(d => d.ToLowerInvariant()))
        {
            if (!macros && Macros.Any(m => type.Contains(m, StringComparison.Ordinal)))
                throw new RefusedFileException("FileMacros");
            if (Embedded.Any(m => type.Contains(m, StringComparison.Ordinal)))
                throw new RefusedFileException("FileEmbedded");
        }
    }

    private static void RefuseRelationships(IEnumerable<Dictionary<string, string>> relationships, bool macros)
    {
        foreach (var relationship in relationships)
        {
            var (type, target) = (relationship.GetValueOrDefault("Type", ""), relationship.GetValueOrDefault("Target", ""));
            RefuseTypes([type], macros);
            var kind = type[(type.LastIndexOf('/') + 1)..];
            if (relationship.GetValueOrDefault("TargetMode", "").Equals("External", StringComparison.OrdinalIgnoreCase)
                && kind.ToLowerInvariant() is "attachedtemplate" or "subdocument" or "frame" && IsElsewhere(target))
                throw new RefusedFileException("FileFetches");
        }
    }

    /// <summary>On another machine: by a protocol, or by a share. A template on the writer's own disk is not.</summary>
    private static bool IsElsewhere(string target)
    {
        var path = Uri.UnescapeDataString(target.Trim()).Replace('\\', '/');
        if (path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            path = path["file:".Length..] is ['/', '/', '/', not '/', ..] local ? local[3..] : path["file:".Length..];
        return path.StartsWith("//", StringComparison.Ordinal) || (path.IndexOf(':', StringComparison.Ordinal) is > 1 and var colon && path[..colon].All(char.IsAsciiLetter));
    }

    /// <summary>The attributes of each element by their local names, and its own name by "".</summary>
    /// <param name="whole">A list, which is refused if it is too long; of a text the beginning is looked at.</param>
    private static List<Dictionary<string, string>> Elements(ZipArchiveEntry entry, bool whole)
    {
        var found = new List<Dictionary<string, string>>();
        var text = Read(entry, MostRead + 1);
        if (whole && text.Length > MostRead)
            throw new RefusedFileException("FileBomb");
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(text), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 0 });
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element)
                    continue;
                var element = new Dictionary<string, string>(StringComparer.Ordinal) { [""] = reader.LocalName };
                while (reader.MoveToNextAttribute())
                    element[reader.LocalName] = reader.Value;
                found.Add(element);
            }
        }
        catch (XmlException e)
        {
            if (whole || text.Length <= MostRead)
                throw new InvalidDataException("XML", e);
        }
        return found;
    }

    private static byte[] Read(ZipArchiveEntry entry, int most)
    {
        using var content = entry.Open();
        var bytes = new byte[(int)Math.Min(most, Math.Max(64, entry.Length))];
        return bytes[..content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static readonly SearchValues<byte> EndsOfNames = SearchValues.Create("()<>[]{}/% \t\r\n\f\0"u8);

    /// <param name="whole">Nothing follows: the last name ends where the text does.</param>
    private static void RefuseNames(ReadOnlySpan<byte> outside, bool whole)
    {
        for (int at; (at = outside.IndexOf((byte)'/')) >= 0; outside = outside[(at + 1)..])
        {
            var name = outside[(at + 1)..];
            var length = name.IndexOfAny(EndsOfNames);
            if (length < 0 && !whole)
                return;
            name = name[..Math.Min(length < 0 ? name.Length : length, 60)];
            if (Actions.Contains(Unescaped(Encoding.Latin1.GetString(name)), StringComparer.Ordinal))
                throw new RefusedFileException("FileActive");
        }
    }

    /// <summary>A name may be written with the numbers of its characters: <c>/J#53</c>.</summary>
    private static string Unescaped(string name)
    {
        if (!name.Contains('#', StringComparison.Ordinal))
            return name;
        var text = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '#' && i + 2 < name.Length && byte.TryParse(name.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                (_, i) = (text.Append((char)code), i + 2);
            else
                text.Append(name[i]);
        }
        return text.ToString();
    }

    private static byte[] Unpack(ReadOnlySpan<byte> packed, ref int budget)
    {
        try
        {
            using var unpacking = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            using var unpacked = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; (read = unpacking.Read(buffer)) > 0;)
            {
                if ((budget -= read) < 0)
                    throw new RefusedFileException("FileBomb");
                unpacked.Write(buffer, 0, read);
            }
            return unpacked.ToArray();
        }
        catch (InvalidDataException)
        {
            // Encrypted, or packed in another way: nothing can be said of it.
            return packed.ToArray();
        }
    }
}
