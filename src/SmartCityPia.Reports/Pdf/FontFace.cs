using System.Buffers.Binary;
using System.Text;

namespace SmartCityPia.Reports.Pdf;

/// <summary>
/// The characters and glyph widths of one TrueType font. Immutable and shared by all threads. Lengths are in font units; divide by <see
/// cref="UnitsPerEm"/>.
/// </summary>
internal sealed class FontFace
{
    private readonly byte[] _data;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ushort> _glyphs = [];
    private readonly ushort[] _advances;
    private readonly bool _longOffsets;

    public FontFace(string name, byte[] data)
    {
        Name = name;
        _data = data;
        for (var i = 0; i < UInt16(4); i++)
        {
            var record = 12 + 16 * i;
            _tables[Encoding.ASCII.GetString(data, record, 4)] = ((int)UInt32(record + 8), (int)UInt32(record + 12));
        }
        var head = _tables["head"].Offset;
        UnitsPerEm = UInt16(head + 18);
        Bounds = [Int16(head + 36), Int16(head + 38), Int16(head + 40), Int16(head + 42)];
        _longOffsets = UInt16(head + 50) == 1;
        var os2 = _tables["OS/2"].Offset;
        Ascent = Int16(os2 + 68);
        Descent = Int16(os2 + 70);
        CapHeight = UInt16(os2) >= 2 ? Int16(os2 + 88) : Ascent;
        ItalicAngle = Int16(_tables["post"].Offset + 4);
        GlyphCount = UInt16(_tables["maxp"].Offset + 4);
        _advances = ReadAdvances();
        ReadCharacters();
        Kerning = new Kerning(TableBytes("GPOS"), GlyphCount);
    }

    public string Name { get; }
    public int UnitsPerEm { get; }
    public int Ascent { get; }
    public int Descent { get; }
    public int CapHeight { get; }
    public int ItalicAngle { get; }
    public int GlyphCount { get; }
    public IReadOnlyList<int> Bounds { get; }
    public Kerning Kerning { get; }

    /// <summary>The glyph of a code point; 0 if the font lacks it.</summary>
    public ushort GlyphOf(int codePoint) => _glyphs.GetValueOrDefault(codePoint);

    public int Advance(ushort glyph) => _advances[glyph];

    public short LeftSideBearing(ushort glyph)
    {
        var hmtx = _tables["hmtx"].Offset;
        var metrics = UInt16(_tables["hhea"].Offset + 34);
        return Int16(glyph < metrics ? hmtx + 4 * glyph + 2 : hmtx + 4 * metrics + 2 * (glyph - metrics));
    }

    /// <summary>The stored outline; empty for blank glyphs such as the space.</summary>
    public ReadOnlySpan<byte> Outline(ushort glyph)
    {
        var loca = _tables["loca"].Offset;
        var (start, end) = _longOffsets
            ? ((int)UInt32(loca + 4 * glyph), (int)UInt32(loca + 4 * glyph + 4))
            : (2 * UInt16(loca + 2 * glyph), 2 * UInt16(loca + 2 * glyph + 2));
        return _data.AsSpan(_tables["glyf"].Offset + start, end - start);
    }

    /// <summary>A stored table; empty if the font lacks it.</summary>
    public ReadOnlySpan<byte> TableBytes(string tag)
        => _tables.TryGetValue(tag, out var at) ? _data.AsSpan(at.Offset, at.Length) : [];

    private ushort[] ReadAdvances()
    {
        var metrics = UInt16(_tables["hhea"].Offset + 34);
        var advances = new ushort[GlyphCount];
        for (var i = 0; i < GlyphCount; i++)
            advances[i] = (ushort)UInt16(_tables["hmtx"].Offset + 4 * Math.Min(i, metrics - 1));
        return advances;
    }

    /// <summary>Reads Unicode character maps of formats 4 and 12. Other formats add nothing.</summary>
    private void ReadCharacters()
    {
        var cmap = _tables["cmap"].Offset;
        for (var i = 0; i < UInt16(cmap + 2); i++)
        {
            var table = cmap + (int)UInt32(cmap + 4 + 8 * i + 4);
            if (UInt16(table) == 4)
                ReadSegments(table);
            else if (UInt16(table) == 12)
                ReadGroups(table);
        }
    }

    private void ReadSegments(int table)
    {
        var doubled = UInt16(table + 6);
        for (var i = 0; i < doubled; i += 2)
        {
            var end = UInt16(table + 14 + i);
            var start = UInt16(table + 16 + doubled + i);
            var delta = UInt16(table + 16 + 2 * doubled + i);
            var rangeAt = table + 16 + 3 * doubled + i;
            var range = UInt16(rangeAt);
            for (var c = start; c <= end && c != 0xFFFF; c++)
            {
                var glyph = range == 0 ? c + delta : UInt16(rangeAt + range + 2 * (c - start)) is var g and not 0 ? g + delta : 0;
                if ((ushort)glyph != 0)
                    _glyphs[c] = (ushort)glyph;
            }
        }
    }

    private void ReadGroups(int table)
    {
        for (var i = 0; i < UInt32(table + 12); i++)
        {
            var group = table + 16 + 12 * i;
            var first = (int)UInt32(group);
            for (var c = first; c <= UInt32(group + 4); c++)
                _glyphs[c] = (ushort)(UInt32(group + 8) + (uint)(c - first));
        }
    }

    private int UInt16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(at));
    private short Int16(int at) => BinaryPrimitives.ReadInt16BigEndian(_data.AsSpan(at));
    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_data.AsSpan(at));
}
