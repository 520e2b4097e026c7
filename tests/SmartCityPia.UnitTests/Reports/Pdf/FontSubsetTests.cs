using System.Buffers.Binary;
using System.Text;
using SmartCityPia.Reports.Pdf;
using Xunit;

namespace SmartCityPia.UnitTests.Reports.Pdf;

public sealed class FontSubsetTests
{
    [Fact]
    public void ToTrueType_CompositeGlyph_NamesPartsInsideTheSubset()
    {
        var subset = new FontSubset(Typefaces.Main(Weight.Regular));
        foreach (var rune in "Ǻéĳỗ".EnumerateRunes()) subset.CodeOf(Typefaces.Find(rune.Value, Weight.Regular));
        var font = subset.ToTrueType();

        var count = BinaryPrimitives.ReadUInt16BigEndian(Table(font, "maxp").AsSpan(4));
        var (glyf, loca) = (Table(font, "glyf"), Table(font, "loca"));
        var composites = 0;
        for (var glyph = 0; glyph < count; glyph++)
        {
            var at = BinaryPrimitives.ReadInt32BigEndian(loca.AsSpan(4 * glyph));
            var length = BinaryPrimitives.ReadInt32BigEndian(loca.AsSpan(4 * glyph + 4)) - at;
            if (length == 0 || BinaryPrimitives.ReadInt16BigEndian(glyf.AsSpan(at)) >= 0) continue;
            composites++;
            var part = BinaryPrimitives.ReadUInt16BigEndian(glyf.AsSpan(at + 12));
            Assert.InRange(part, 1, count - 1);
            Assert.NotEqual(glyph, part);
        }
        Assert.True(composites > 0);
        Assert.True(count < 20, "Only the glyphs used and their parts belong in the subset.");
    }

    [Fact]
    public void CodeOf_CharactersThatShareAGlyph_StayApart()
    {
        var subset = new FontSubset(Typefaces.Main(Weight.Regular));
        var codes = new[] { 0xB5, 0x3BC }.Select(c => subset.CodeOf(Typefaces.Find(c, Weight.Regular))).ToList();
        Assert.Equal([0xB5, 0x3BC], codes.Select(c => subset.Text[c]));
    }

    [Fact]
    public void ToTrueType_SameGlyphs_GivesSameBytes() => Assert.Equal(Small(), Small());

    private static byte[] Small()
    {
        var subset = new FontSubset(Typefaces.Main(Weight.Bold));
        foreach (var c in "Privacy") subset.CodeOf(Typefaces.Find(c, Weight.Bold));
        return subset.ToTrueType();
    }

    private static byte[] Table(byte[] font, string tag)
    {
        for (var record = 12; ; record += 16)
        {
            if (Encoding.ASCII.GetString(font, record, 4) != tag) continue;
            var (offset, length) = (BinaryPrimitives.ReadInt32BigEndian(font.AsSpan(record + 8)), BinaryPrimitives.ReadInt32BigEndian(font.AsSpan(record + 12)));
            return font[offset..(offset + length)];
        }
    }
}
