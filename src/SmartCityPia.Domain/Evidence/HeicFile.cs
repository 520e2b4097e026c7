using System.Buffers.Binary;

namespace SmartCityPia.Domain.Evidence;

/// <summary>
/// Empties what a HEIC picture says beside the picture: place, time, device. Its boxes (ISO 14496-12, ISO 23008-12) name the parts of the file by
/// their places, so that nothing is cut: the bytes of the EXIF and XMP items become zeros. Where they stand in a way that is not known here, the file
/// is refused.
/// </summary>
internal static class HeicFile
{
    private const int MostMeta = 4 * 1024 * 1024;

    private const int MostItems = 20_000;

    private sealed record Box(string Type, long From, long End);

    /// <exception cref="RefusedFileException">Where the file says something that cannot be taken away.</exception>
    public static List<FilePart> Parts(Stream file)
    {
        // A film beside the picture has places of its own.
        var boxes = Boxes(file, 0, file.Length).ToList();
        if (boxes.Exists(b => b.Type is "moov" or "uuid" or "udta"))
            throw new RefusedFileException("FileHeicData");
        var empty = new SortedSet<(long From, long End)>();
        foreach (var meta in boxes.Where(b => b.Type == "meta"))
        {
            if (meta.End - meta.From > MostMeta)
                throw new RefusedFileException("FileHeicData");
            var inside = Boxes(file, meta.From + 4, meta.End).ToList();
            if (inside.Exists(b => b.Type is "uuid" or "udta"))
                throw new RefusedFileException("FileHeicData");
            var (beside, found) = (inside.Where(b => b.Type == "iinf").SelectMany(b => Beside(file, b)).ToHashSet(), new HashSet<uint>());
            if (beside.Count == 0)
                continue;
            var places = inside.Find(b => b.Type == "iloc") ?? throw new InvalidDataException("HEIC");
            foreach (var (item, method, from, length) in Places(Read(file, places)))
            {
                if (!beside.Contains(item))
                    continue;
                var at = method switch
                {
                    0 => from,
                    1 when inside.Find(b => b.Type == "idat") is { } data => data.From + from,
                    _ => throw new RefusedFileException("FileHeicData"),
                };
                if (length <= 0 || at < 0 || at + length > file.Length)
                    throw new RefusedFileException("FileHeicData");
                empty.Add((at, at + length));
                found.Add(item);
            }
            // An item without a place was not found.
            if (found.Count < beside.Count)
                throw new RefusedFileException("FileHeicData");
        }
        return Emptied(file.Length, empty);
    }

    private static List<FilePart> Emptied(long length, SortedSet<(long From, long End)> empty)
    {
        List<FilePart> parts = [];
        var at = 0L;
        foreach (var (from, end) in empty)
        {
            if (from > at)
                parts.Add(new(at, from - at));
            if (end <= at)
                continue;
            for (at = Math.Max(at, from); at < end;)
            {
                var zeros = new byte[(int)Math.Min(end - at, FileContent.BlockSize)];
                parts.Add(FilePart.Of(zeros));
                at += zeros.Length;
            }
        }
        if (at < length)
            parts.Add(new(at, length - at));
        return parts;
    }

    private static IEnumerable<Box> Boxes(Stream file, long at, long end)
    {
        var head = new byte[16];
        while (at < end)
        {
            file.Position = at;
            if (file.ReadAtLeast(head, (int)Math.Min(16, end - at), throwOnEndOfStream: false) < 8)
                throw new InvalidDataException("HEIC");
            var (size, begin) = ((long)BinaryPrimitives.ReadUInt32BigEndian(head), 8);
            if (size == 1)
                (size, begin) = ((long)Math.Min(long.MaxValue, BinaryPrimitives.ReadUInt64BigEndian(head.AsSpan(8))), 16);
            if (size < begin || size > end - at)
                throw new InvalidDataException("HEIC");
            yield return new(System.Text.Encoding.Latin1.GetString(head, 4, 4), at + begin, at + size);
            at += size;
        }
    }

    /// <summary>The items that are no picture: EXIF, XMP and whatever else is text about it.</summary>
    private static IEnumerable<uint> Beside(Stream file, Box list)
    {
        var head = new byte[4];
        file.Position = list.From;
        file.ReadExactly(head);
        var from = list.From + 4 + (head[0] == 0 ? 2 : 4);
        foreach (var entry in Boxes(file, from, list.End).Where(b => b.Type == "infe").Take(MostItems))
        {
            var bytes = Read(file, entry);
            // Earlier versions say no kind.
            if (bytes.Length < 12 || bytes[0] is not (2 or 3))
                throw new RefusedFileException("FileHeicData");
            var wide = bytes[0] == 3 ? 2 : 0;
            if (bytes.Length < 12 + wide)
                throw new InvalidDataException("HEIC");
            var id = wide == 0 ? BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(4)) : BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4));
            if (System.Text.Encoding.Latin1.GetString(bytes, 8 + wide, 4) is "Exif" or "mime" or "uri ")
                yield return id;
        }
    }

    private static IEnumerable<(uint Item, int Method, long From, long Length)> Places(byte[] box)
    {
        var (at, version) = (4, (int)box[0]);
        if (version > 2)
            throw new RefusedFileException("FileHeicData");
        var (offsets, lengths, bases, indexes) = (box[at] >> 4, box[at] & 15, box[at + 1] >> 4, version > 0 ? box[at + 1] & 15 : 0);
        at += 2;
        var items = Number(version < 2 ? 2 : 4);
        for (var i = 0L; i < items && i < MostItems; i++)
        {
            var item = (uint)Number(version < 2 ? 2 : 4);
            var method = version > 0 ? (int)Number(2) & 15 : 0;
            // Data in another file.
            if (Number(2) != 0)
                method = -1;
            var begin = Number(bases);
            for (var extents = Number(2); extents > 0; extents--)
            {
                _ = Number(indexes);
                var offset = Number(offsets);
                yield return (item, method, begin + offset, Number(lengths));
            }
        }

        long Number(int bytes)
        {
            if (at + bytes > box.Length)
                throw new InvalidDataException("HEIC");
            var number = bytes switch
            {
                0 => 0,
                2 => BinaryPrimitives.ReadUInt16BigEndian(box.AsSpan(at)),
                4 => BinaryPrimitives.ReadUInt32BigEndian(box.AsSpan(at)),
                8 => (long)Math.Min(long.MaxValue / 4, BinaryPrimitives.ReadUInt64BigEndian(box.AsSpan(at))),
                _ => throw new InvalidDataException("HEIC"),
            };
            at += bytes;
            return number;
        }
    }

    private static byte[] Read(Stream file, Box box)
    {
        if (box.End - box.From is < 6 or > MostMeta)
            throw new InvalidDataException("HEIC");
        var bytes = new byte[box.End - box.From];
        file.Position = box.From;
        file.ReadExactly(bytes);
        return bytes;
    }
}
