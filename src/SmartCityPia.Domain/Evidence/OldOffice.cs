using System.Buffers.Binary;
using System.Text;

namespace SmartCityPia.Domain.Evidence;

/// <summary>What stands in a compound file: a document of old Office, a message of Outlook, or something that is refused.</summary>
internal static class OldOffice
{
    private const int MostRead = 64 * 1024 * 1024;

    private static readonly string[] Macros = ["Macros", "_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"];

    /// <summary>Of an attachment of a message: its long and its short name, and its bytes.</summary>
    private static readonly string[] AttachedNames = ["__substg1.0_3707001F", "__substg1.0_3704001F", "__substg1.0_3707001E", "__substg1.0_3704001E"];
    private const string AttachedBytes = "__substg1.0_37010102";

    /// <returns>The content type.</returns>
    /// <exception cref="RefusedFileException">Protected by a password, with macros, embedded objects or an attached program.</exception>
    public static string TypeOf(Stream file)
    {
        var compound = new CompoundFile(file);
        if (compound.Find("EncryptedPackage") is not null || compound.Find("EncryptionInfo") is not null || compound.Entries.Any(e => e.Name.Equals("EncryptedSummary", StringComparison.OrdinalIgnoreCase)))
            throw new RefusedFileException("FileEncrypted");
        if (compound.Entries.Any(e => !e.IsStream && Macros.Contains(e.Name, StringComparer.OrdinalIgnoreCase)) || compound.Entries.Any(e => e.IsStream && e.Name.Equals("_VBA_PROJECT", StringComparison.OrdinalIgnoreCase)))
            throw new RefusedFileException("FileMacros");
        if (compound.Find("__properties_version1.0") is not null)
        {
            RefuseAttachments(compound);
            return "application/vnd.ms-outlook";
        }
        if (compound.Entries.Any(e => e.Name is "ObjectPool" or "\u0001Ole10Native" or "\u0001Ole" || (!e.IsStream && e.Name.StartsWith("MBD", StringComparison.Ordinal))))
            throw new RefusedFileException("FileEmbedded");
        if (compound.Find("WordDocument") is { } word)
        {
            var head = compound.Read(word, 12);
            return head.Length < 12 ? throw new InvalidDataException("DOC") : (head[11] & 1) != 0 ? throw new RefusedFileException("FileEncrypted") : "application/msword";
        }
        if ((compound.Find("Workbook") ?? compound.Find("Book")) is { } book)
        {
            RefuseRecords(compound.Read(book, MostRead));
            return "application/vnd.ms-excel";
        }
        return compound.Find("PowerPoint Document") is null ? "application/x-ole-storage" : "application/vnd.ms-powerpoint";
    }

    /// <summary>A workbook's records up to its first sheet: FILEPASS is a password, a sheet of another kind than cells or charts holds macros of Excel 4.</summary>
    private static void RefuseRecords(ReadOnlySpan<byte> book)
    {
        for (var at = 0; at + 4 <= book.Length;)
        {
            var (record, length) = (BinaryPrimitives.ReadUInt16LittleEndian(book[at..]), BinaryPrimitives.ReadUInt16LittleEndian(book[(at + 2)..]));
            if (record == 0x002F)
                throw new RefusedFileException("FileEncrypted");
            if (record == 0x0085 && length >= 6 && at + 10 <= book.Length && book[at + 9] is 1 or 6)
                throw new RefusedFileException("FileMacros");
            // EOF: the sheets follow.
            if (record == 0x000A)
                return;
            at += 4 + length;
        }
    }

    private static void RefuseAttachments(CompoundFile message)
    {
        foreach (var entry in message.Entries.Where(e => e.IsStream))
        {
            var name = "";
            if (AttachedNames.Contains(entry.Name, StringComparer.OrdinalIgnoreCase))
                name = (entry.Name.EndsWith('F') ? Encoding.Unicode : Encoding.Latin1).GetString(message.Read(entry, 1024)).TrimEnd('\0');
            else if (!entry.Name.Equals(AttachedBytes, StringComparison.OrdinalIgnoreCase))
                continue;
            var head = name.Length > 0 ? [] : message.Read(entry, 8);
            if ((name.Length > 0 && ActiveContent.IsNameOfProgram(name)) || ActiveContent.IsProgram(head))
                throw name.Length > 0 ? new RefusedFileException("FileProgramAttached", name) : new RefusedFileException("FileEmbedded");
        }
    }
}
