using System.Buffers.Binary;

namespace SmartCityPia.Domain.Evidence;

/// <summary>
/// Removes metadata from images: place, time, device, author and appended data. The compressed pixels are copied unchanged. Only chunks
/// known to be needed for display are kept.
/// </summary>
internal static class ImageFiles
{
    /// <summary>JPEG (ITU-T T.81, Annex B). Keeps JFIF, the ICC profile, Adobe's colour transform and the orientation.</summary>
    /// <exception cref="InvalidDataException">The file isn't a valid JPEG.</exception>
    public static List<FilePart> Jpeg(Stream file)
    {
        var input = new BufferedStream(file, 64 * 1024) { Position = 2 };
        List<FilePart> parts = [new(0, 2)];
        var pictures = 0;
        while (true)
        {
            var start = input.Position;
            if (Byte(input) != 0xFF)
                throw Malformed("JPEG");
            int marker;
            while ((marker = Byte(input)) == 0xFF)
                start++;
            if (marker == 0xD9)
            {
                Keep(parts, start, 2);
                break;
            }
            if (marker < 0xC0 || marker is >= 0xD0 and <= 0xD8)
                throw Malformed("JPEG");
            var length = (Byte(input) << 8) | Byte(input);
            var end = start + 2 + length;
            if (length < 2 || end > input.Length)
                throw Malformed("JPEG");
            // The frame header has precision, height and width. DHT, JPG and DAC lie in the same marker range and are skipped.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) && length >= 7)
            {
                var size = Read(input, 5);
                RequirePixelLimit(BinaryPrimitives.ReadUInt16BigEndian(size.AsSpan(3)),
                    BinaryPrimitives.ReadUInt16BigEndian(size.AsSpan(1)));
            }
            if (marker is 0xE1)
            {
                var data = Read(input, length - 2);
                // Orientation is stored in EXIF only. EXIF is dropped, so this value is written into a new, minimal EXIF block.
                if (data.AsSpan().StartsWith("Exif\0\0"u8) && Orientation(data.AsSpan(6)) is { } way && parts.Count == 1)
                    parts.Add(FilePart.Of(OrientationSegment(way)));
            }
            else if (marker switch
            {
                < 0xE0 => true,
                0xE0 => length == 16 && Read(input, 5).AsSpan().SequenceEqual("JFIF\0"u8),
                0xE2 => length > 14 && Read(input, 12).AsSpan().SequenceEqual("ICC_PROFILE\0"u8),
                0xEE => length == 14 && Read(input, 5).AsSpan().SequenceEqual("Adobe"u8),
                _ => false,
            })
            {
                Keep(parts, start, end - start);
            }
            input.Position = end;
            if (marker != 0xDA)
                continue;
            pictures++;
            // Scan data ends at a marker that is neither a stuffed byte nor a restart marker.
            for (var before = Byte(input); ;)
            {
                var now = Byte(input);
                if (before == 0xFF && now != 0 && now is not (>= 0xD0 and <= 0xD7) && now != 0xFF)
                    break;
                before = now;
            }
            input.Position -= 2;
            Keep(parts, end, input.Position - end);
        }
        return pictures > 0 ? parts : throw Malformed("JPEG");
    }

    /// <summary>PNG (W3C PNG, third edition). Keeps only the chunks that affect display.</summary>
    /// <exception cref="InvalidDataException">The file isn't a valid PNG.</exception>
    public static List<FilePart> Png(Stream file)
    {
        var input = new BufferedStream(file, 4096) { Position = 8 };
        List<FilePart> parts = [new(0, 8)];
        var (first, pictures) = (true, 0);
        while (true)
        {
            var start = input.Position;
            var head = Read(input, 8);
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var type = System.Text.Encoding.ASCII.GetString(head, 4, 4);
            var end = start + 12 + length;
            if (length > int.MaxValue || end > input.Length || first != (type == "IHDR"))
                throw Malformed("PNG");
            if (first && Read(input, 8) is var size)
                RequirePixelLimit(BinaryPrimitives.ReadUInt32BigEndian(size), BinaryPrimitives.ReadUInt32BigEndian(size.AsSpan(4)));
            first = false;
            if (type is "IHDR" or "PLTE" or "IDAT" or "IEND" or "tRNS" or "gAMA" or "cHRM" or "sRGB" or "iCCP" or "cICP" or "mDCV"
                or "cLLI" or "sBIT" or "bKGD" or "pHYs" or "acTL" or "fcTL" or "fdAT")
                Keep(parts, start, end - start);
            else if (char.IsAsciiLetterUpper(type[0]) || !type.All(char.IsAsciiLetter))
                throw Malformed("PNG");
            pictures += type == "IDAT" ? 1 : 0;
            if (type == "IEND")
                return pictures > 0 ? parts : throw Malformed("PNG");
            input.Position = end;
        }
    }

    /// <summary>WebP (RFC 9649). Keeps only the chunks that affect display and rewrites the sizes and flags of the header.</summary>
    /// <exception cref="InvalidDataException">The file isn't a valid WebP.</exception>
    public static List<FilePart> WebP(Stream file)
    {
        var input = new BufferedStream(file, 4096) { Position = 4 };
        var total = BinaryPrimitives.ReadUInt32LittleEndian(Read(input, 4)) + 8L;
        if (total > input.Length)
            throw Malformed("WebP");
        List<FilePart> parts = [];
        var pictures = 0;
        for (input.Position = 12; input.Position < total;)
        {
            var start = input.Position;
            var head = Read(input, 8);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            var type = System.Text.Encoding.ASCII.GetString(head, 0, 4);
            var end = start + 8 + length + (length & 1);
            if (end > total)
                throw Malformed("WebP");
            if (type == "VP8X")
            {
                if (length != 10 || start != 12)
                    throw Malformed("WebP");
                byte[] header = [.. head, .. Read(input, 10)];
                // Bits 8 and 4 announce EXIF and XMP chunks.
                header[8] &= 0xF3;
                parts.Add(FilePart.Of(header));
            }
            else if (type is "VP8 " or "VP8L" or "ALPH" or "ANIM" or "ANMF" or "ICCP")
            {
                if (type == "ANMF")
                    RequireImageChunks(input, start + 24, start + 8 + length);
                Keep(parts, start, end - start);
                pictures += type is "VP8 " or "VP8L" or "ANMF" ? 1 : 0;
            }
            input.Position = end;
        }
        if (pictures == 0)
            throw Malformed("WebP");
        var riff = new byte[12];
        "RIFF"u8.CopyTo(riff);
        BinaryPrimitives.WriteUInt32LittleEndian(riff.AsSpan(4), (uint)(parts.Sum(p => p.Length) + 4));
        "WEBP"u8.CopyTo(riff.AsSpan(8));
        return [FilePart.Of(riff), .. parts];
    }

    /// <summary>Checks the chunks inside an animation frame. Encoders write image data only, so any other chunk is refused.</summary>
    private static void RequireImageChunks(BufferedStream input, long from, long end)
    {
        for (input.Position = from; input.Position < end;)
        {
            var head = Read(input, 8);
            if (System.Text.Encoding.ASCII.GetString(head, 0, 4) is not ("VP8 " or "VP8L" or "ALPH"))
                throw Malformed("WebP");
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            input.Position += length + (length & 1);
        }
        if (input.Position > end)
            throw Malformed("WebP");
    }

    /// <summary>Upper limit in pixels, above any camera's. Nothing is decoded here; the limit protects whoever opens the file.</summary>
    private static void RequirePixelLimit(long width, long height)
    {
        if (width * height > 300_000_000)
            throw new RefusedFileException("FileBomb");
    }

    /// <summary>EXIF tag 0x0112 of the first directory; null if it is missing or 1 (not rotated).</summary>
    private static int? Orientation(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 14)
            return null;
        var little = tiff[0] == 'I';
        ushort Short(ReadOnlySpan<byte> at) =>
            little ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
        var directory = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
            return null;
        var entries = tiff[(int)directory..];
        var count = Short(entries);
        for (var i = 0; i < count && 14 + (12 * i) <= entries.Length; i++)
        {
            var entry = entries.Slice(2 + (12 * i), 12);
            if (Short(entry) == 0x0112)
                return Short(entry[8..]) is var way and >= 2 and <= 8 ? way : null;
        }
        return null;
    }

    private static byte[] OrientationSegment(int way) =>
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8,
        .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)way, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>
    /// Adds a part and merges it with the one before if they are adjacent, so that many tiny chunks don't make a long list.
    /// </summary>
    private static void Keep(List<FilePart> parts, long offset, long length)
    {
        if (parts is [.., { Bytes: null } last] && last.Offset + last.Length == offset)
            parts[^1] = last with { Length = last.Length + length };
        else
            parts.Add(new(offset, length));
    }

    private static int Byte(BufferedStream input) => input.ReadByte() is >= 0 and var value ? value : throw Malformed("image");

    private static byte[] Read(BufferedStream input, int count)
    {
        var bytes = new byte[count];
        return input.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : throw Malformed("image");
    }

    private static InvalidDataException Malformed(string kind) => new(kind);
}
