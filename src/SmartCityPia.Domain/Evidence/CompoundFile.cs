using System.Buffers.Binary;
using System.Text;

namespace SmartCityPia.Domain.Evidence;

/// <summary>One entry in the directory of a compound file. A path names its storages: "Macros/VBA/dir".</summary>
public sealed record CompoundEntry(string Path, bool IsStream, uint First, long Size)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}

/// <summary>
/// Reads the container of old Office documents, of Outlook's messages and of protected new ones ([MS-CFB]): its directory and the beginnings of
/// streams. Everything is bounded by the file's own size.
/// </summary>
/// <exception cref="InvalidDataException">It is no compound file, or a damaged one.</exception>
public sealed class CompoundFile
{
    private const uint LastSector = 0xFFFFFFFA;
    private const int MostEntries = 20_000;
    private const int MostDepth = 32;

    private readonly Stream file;
    private readonly int sector;
    private readonly uint cutoff;
    private readonly List<uint> next = [];
    private readonly List<uint> nextMini = [];
    private readonly uint miniStream;

    public CompoundFile(Stream file)
    {
        this.file = file;
        var header = At(0, 512);
        if (!header.AsSpan().StartsWith(Mark))
            throw new InvalidDataException("CFB");
        sector = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30)) switch { 9 => 512, 12 => 4096, _ => throw new InvalidDataException("CFB") };
        cutoff = UInt32(header, 56);
        var tables = new List<uint>();
        for (var at = 76; at < 512; at += 4)
            tables.Add(UInt32(header, at));
        var (more, seen) = (UInt32(header, 68), 0);
        while (more < LastSector && seen++ < Sectors)
        {
            var block = Sector(more);
            for (var at = 0; at < sector - 4; at += 4)
                tables.Add(UInt32(block, at));
            more = UInt32(block, sector - 4);
        }
        foreach (var table in tables.Where(t => t < LastSector).Take((int)(Sectors / (sector / 4)) + 2))
        {
            var block = Sector(table);
            for (var at = 0; at < sector; at += 4)
                next.Add(UInt32(block, at));
        }
        // What no table speaks of is appended.
        if (Sectors > next.Count)
            throw new RefusedFileException("FileAppended");
        var directory = Chain(UInt32(header, 48), MostEntries * 128L);
        var root = Entry(directory, 0);
        miniStream = root.First;
        MiniLength = root.Size;
        var minis = Chain(UInt32(header, 60), int.MaxValue);
        for (var at = 0; at + 4 <= minis.Length; at += 4)
            nextMini.Add(UInt32(minis, at));
        var entries = new List<CompoundEntry>();
        Walk(directory, UInt32(directory, 76), "", 0, entries, []);
        Entries = entries;
    }

    public static ReadOnlySpan<byte> Mark => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public IReadOnlyList<CompoundEntry> Entries { get; }

    private long MiniLength { get; }

    private long Sectors => Math.Max(0, (file.Length - sector + sector - 1) / sector);

    public CompoundEntry? Find(string path) => Entries.FirstOrDefault(e => e.Path.Equals(path, StringComparison.OrdinalIgnoreCase));

    /// <summary>The first bytes of a stream.</summary>
    public byte[] Read(CompoundEntry entry, int most)
    {
        var length = Math.Min(most, entry.Size);
        if (entry.Size >= cutoff)
            return Chain(entry.First, length);
        var mini = Chain(miniStream, MiniLength);
        using var found = new MemoryStream();
        for (var (at, steps) = (entry.First, 0); found.Length < length; at = at < nextMini.Count ? nextMini[(int)at] : LastSector)
        {
            if (at >= LastSector || (at + 1L) * 64 > mini.Length + 63 || steps++ > nextMini.Count)
                throw new InvalidDataException("CFB");
            var from = (int)at * 64;
            found.Write(mini.AsSpan(from, Math.Min(64, mini.Length - from)));
        }
        return found.ToArray()[..(int)length];
    }

    private static void Walk(byte[] directory, uint id, string under, int depth, List<CompoundEntry> found, HashSet<uint> seen)
    {
        // The tree of siblings is walked as a list: it may be as deep as a directory is long.
        var open = new Stack<uint>([id]);
        while (open.TryPop(out var at))
        {
            if (at >= LastSector)
                continue;
            if ((at + 1L) * 128 > directory.Length || !seen.Add(at) || depth > MostDepth)
                throw new InvalidDataException("CFB");
            var entry = Entry(directory, (int)at);
            var path = under + entry.Path;
            found.Add(entry with { Path = path });
            open.Push(UInt32(directory, ((int)at * 128) + 68));
            open.Push(UInt32(directory, ((int)at * 128) + 72));
            if (!entry.IsStream)
                Walk(directory, UInt32(directory, ((int)at * 128) + 76), path + "/", depth + 1, found, seen);
        }
    }

    private static CompoundEntry Entry(byte[] directory, int id)
    {
        var at = id * 128;
        if (at + 128 > directory.Length)
            throw new InvalidDataException("CFB");
        var letters = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(directory.AsSpan(at + 64)) - 2, 0, 62);
        return new(Encoding.Unicode.GetString(directory, at, letters), directory[at + 66] == 2, UInt32(directory, at + 116), UInt32(directory, at + 120));
    }

    private byte[] Chain(uint first, long most)
    {
        using var found = new MemoryStream();
        for (var (at, steps) = (first, 0); at < LastSector && found.Length < most; at = next[(int)at])
        {
            if (at >= next.Count || steps++ > next.Count)
                throw new InvalidDataException("CFB");
            found.Write(Sector(at));
        }
        return found.Length > most ? found.ToArray()[..(int)most] : found.ToArray();
    }

    private byte[] Sector(uint number)
    {
        var at = (number + 1L) * sector;
        if (at >= file.Length)
            throw new InvalidDataException("CFB");
        var bytes = new byte[sector];
        file.Position = at;
        // The last one may be cut short.
        _ = file.ReadAtLeast(bytes, sector, throwOnEndOfStream: false);
        return bytes;
    }

    private byte[] At(long position, int length)
    {
        var bytes = new byte[length];
        file.Position = position;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static uint UInt32(byte[] bytes, int at) => at + 4 <= bytes.Length ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)) : throw new InvalidDataException("CFB");
}
