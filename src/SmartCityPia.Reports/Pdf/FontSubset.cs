using System.Buffers.Binary;
using System.Text;

namespace SmartCityPia.Reports.Pdf;

/// <summary>The glyphs of one font that a file uses, numbered in order of first use, and the TrueType file with only these.</summary>
internal sealed class FontSubset(FontFace face)
{
    private const ushort ArgsAreWords = 0x0001, HasScale = 0x0008, MoreComponents = 0x0020, HasTwoScales = 0x0040, HasMatrix = 0x0080;

    private const int Part = -1;

    private readonly List<ushort> _glyphs = [0];
    private readonly Dictionary<(ushort Glyph, int CodePoint), ushort> _codes = [];
    private readonly SortedDictionary<ushort, int> _text = [];

    public FontFace Face { get; } = face;

    /// <summary>The code of each glyph and the code point it represents.</summary>
    public IReadOnlyDictionary<ushort, int> Text => _text;

    /// <summary>
    /// The code of a glyph. Characters that share a glyph, such as the micro sign and mu, get separate codes, so that both can be
    /// extracted.
    /// </summary>
    public ushort CodeOf(Glyph glyph)
    {
        var point = glyph.Missing ? Typefaces.Box : glyph.CodePoint;
        var code = Take(glyph.Id, point);
        _text[code] = point;
        return code;
    }

    /// <summary>Advance width of a code in thousandths of an em, the unit of PDF widths.</summary>
    public int WidthOf(ushort code) => (int)Math.Round(Face.Advance(_glyphs[code]) * 1000.0 / Face.UnitsPerEm);

    private ushort Take(ushort glyph, int codePoint)
    {
        if (_codes.TryGetValue((glyph, codePoint), out var code))
            return code;
        code = (ushort)_glyphs.Count;
        _glyphs.Add(glyph);
        return _codes[(glyph, codePoint)] = code;
    }

    /// <summary>Writes the subset as a TrueType file with the tables that PDF requires.</summary>
    public byte[] ToTrueType()
    {
        using var glyf = new MemoryStream();
        var offsets = new List<int>();
        for (var i = 0; i < _glyphs.Count; i++) // grows while composite glyphs bring their parts
        {
            offsets.Add((int)glyf.Length);
            glyf.Write(Renumbered(Face.Outline(_glyphs[i])));
            while (glyf.Length % 4 != 0)
                glyf.WriteByte(0);
        }
        offsets.Add((int)glyf.Length);

        var loca = new byte[4 * offsets.Count];
        for (var i = 0; i < offsets.Count; i++)
            BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(4 * i), offsets[i]);
        var hmtx = new byte[4 * _glyphs.Count];
        for (var i = 0; i < _glyphs.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(hmtx.AsSpan(4 * i), (ushort)Face.Advance(_glyphs[i]));
            BinaryPrimitives.WriteInt16BigEndian(hmtx.AsSpan(4 * i + 2), Face.LeftSideBearing(_glyphs[i]));
        }
        var head = Face.TableBytes("head").ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(50), 1);
        var hhea = Face.TableBytes("hhea").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)_glyphs.Count);
        var maxp = Face.TableBytes("maxp").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)_glyphs.Count);

        return Assemble([("glyf", glyf.ToArray()), ("head", head), ("hhea", hhea), ("hmtx", hmtx), ("loca", loca), ("maxp", maxp)]);
    }

    /// <summary>Renumbers the parts of a composite glyph for the subset.</summary>
    private byte[] Renumbered(ReadOnlySpan<byte> outline)
    {
        var copy = outline.ToArray();
        if (copy.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(copy) >= 0)
            return copy;
        var at = 10;
        ushort flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(at));
            var part = BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(at + 2));
            BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(at + 2), Take(part, Part));
            at += 4 + ((flags & ArgsAreWords) != 0 ? 4 : 2);
            at += (flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0;
        }
        while ((flags & MoreComponents) != 0);
        return copy;
    }

    private static byte[] Assemble(List<(string Tag, byte[] Data)> tables)
    {
        var size = 12 + 16 * tables.Count;
        var file = new byte[size + tables.Sum(t => (t.Data.Length + 3) / 4 * 4)];
        var power = (int)Math.Log2(tables.Count);
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(10), (ushort)(16 * tables.Count - (16 << power)));
        var at = size;
        for (var i = 0; i < tables.Count; i++)
        {
            var (tag, data) = tables[i];
            var record = file.AsSpan(12 + 16 * i);
            Encoding.ASCII.GetBytes(tag, record);
            data.CopyTo(file, at);
            var padded = (data.Length + 3) / 4 * 4;
            BinaryPrimitives.WriteUInt32BigEndian(record[4..], Checksum(file.AsSpan(at, padded)));
            BinaryPrimitives.WriteUInt32BigEndian(record[8..], (uint)at);
            BinaryPrimitives.WriteUInt32BigEndian(record[12..], (uint)data.Length);
            at += padded;
        }
        var head = 12 + 16 * tables.FindIndex(t => t.Tag == "head");
        var adjustmentAt = (int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(head + 8)) + 8;
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(adjustmentAt), 0xB1B0AFBA - Checksum(file));
        return file;
    }

    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        for (var i = 0; i < data.Length; i += 4)
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(data[i..]));
        return sum;
    }
}
