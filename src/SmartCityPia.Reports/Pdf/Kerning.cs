using System.Buffers.Binary;

namespace SmartCityPia.Reports.Pdf;

/// <summary>
/// Kerning from a font's GPOS table (pair adjustments, OpenType 1.9, lookup type 2, formats 1 and 2). The report's fonts have no other
/// positioning lookups. Immutable.
/// </summary>
internal sealed class Kerning
{
    private readonly byte[] _data;
    private readonly List<Func<ushort, ushort, int?>> _tables = [];

    /// <param name="table">The GPOS table; may be empty.</param>
    /// <param name="glyphCount">Number of glyphs in the font.</param>
    public Kerning(ReadOnlySpan<byte> table, int glyphCount)
    {
        _data = table.ToArray();
        if (_data.Length == 0)
            return;
        var lookups = UInt16(8);
        for (var i = 0; i < UInt16(lookups); i++)
        {
            var lookup = lookups + UInt16(lookups + 2 + 2 * i);
            for (var j = 0; j < UInt16(lookup + 4); j++)
            {
                var at = lookup + UInt16(lookup + 6 + 2 * j);
                var type = UInt16(lookup);
                if (type == 9)
                    (type, at) = (UInt16(at + 2), at + (int)BinaryPrimitives.ReadUInt32BigEndian(_data.AsSpan(at + 4)));
                if (type == 2)
                    _tables.Add(UInt16(at) == 1 ? Pairs(at) : Classes(at, glyphCount));
            }
        }
    }

    /// <summary>The adjustment between two glyphs in font units; usually 0.</summary>
    public int Between(ushort left, ushort right)
    {
        foreach (var table in _tables)
        {
            if (table(left, right) is { } value)
                return value;
        }
        return 0;
    }

    private Func<ushort, ushort, int?> Pairs(int table)
    {
        var (advance, size) = Record(table);
        var pairs = new Dictionary<(ushort, ushort), int>();
        foreach (var (left, index) in Coverage(table + UInt16(table + 2)))
        {
            var set = table + UInt16(table + 10 + 2 * index);
            for (var i = 0; i < UInt16(set); i++)
            {
                var pair = set + 2 + i * (2 + size);
                pairs[(left, UInt16(pair))] = Int16(pair + 2 + advance);
            }
        }
        var lefts = pairs.Keys.Select(p => p.Item1).ToHashSet();
        return (left, right) => lefts.Contains(left) && pairs.TryGetValue((left, right), out var value) ? value : null;
    }

    private Func<ushort, ushort, int?> Classes(int table, int glyphCount)
    {
        var (advance, size) = Record(table);
        var first = ClassesOf(table + UInt16(table + 8), glyphCount);
        var second = ClassesOf(table + UInt16(table + 10), glyphCount);
        var covered = new bool[glyphCount];
        foreach (var (glyph, _) in Coverage(table + UInt16(table + 2)))
            covered[glyph] = true;
        int rows = UInt16(table + 12), columns = UInt16(table + 14);
        var values = new short[rows * columns];
        for (var i = 0; i < values.Length; i++)
            values[i] = Int16(table + 16 + i * size + advance);
        return (left, right) => covered[left] ? values[first[left] * columns + second[right]] : null;
    }

    /// <summary>The offset of the first glyph's horizontal advance in a pair's values, and the length of both values.</summary>
    private (int Advance, int Size) Record(int table)
    {
        const uint horizontalAdvance = 0x0004;
        uint first = UInt16(table + 4), second = UInt16(table + 6);
        if ((first & horizontalAdvance) == 0)
            throw new InvalidOperationException("A pair adjustment without an advance is not kerning.");
        return (2 * System.Numerics.BitOperations.PopCount(first & (horizontalAdvance - 1)),
            2 * (System.Numerics.BitOperations.PopCount(first) + System.Numerics.BitOperations.PopCount(second)));
    }

    private IEnumerable<(ushort Glyph, int Index)> Coverage(int table)
    {
        var count = UInt16(table + 2);
        for (var i = 0; i < count; i++)
        {
            if (UInt16(table) == 1)
            {
                yield return (UInt16(table + 4 + 2 * i), i);
                continue;
            }
            var range = table + 4 + 6 * i;
            for (int glyph = UInt16(range); glyph <= UInt16(range + 2); glyph++)
                yield return ((ushort)glyph, UInt16(range + 4) + glyph - UInt16(range));
        }
    }

    private ushort[] ClassesOf(int table, int glyphCount)
    {
        var classes = new ushort[glyphCount];
        if (UInt16(table) == 1)
        {
            for (var i = 0; i < UInt16(table + 4); i++)
                classes[UInt16(table + 2) + i] = UInt16(table + 6 + 2 * i);
            return classes;
        }
        for (var i = 0; i < UInt16(table + 2); i++)
        {
            var range = table + 4 + 6 * i;
            for (int glyph = UInt16(range); glyph <= UInt16(range + 2); glyph++)
                classes[glyph] = UInt16(range + 4);
        }
        return classes;
    }

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(at));
    private short Int16(int at) => BinaryPrimitives.ReadInt16BigEndian(_data.AsSpan(at));
}
