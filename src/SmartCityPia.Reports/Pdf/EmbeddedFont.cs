using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PdfSharp.Pdf;

namespace SmartCityPia.Reports.Pdf;

/// <summary>Writes a font subset as a composite font (ISO 32000-1, 9.7), with widths and a map back to Unicode.</summary>
internal static class EmbeddedFont
{
    public static PdfDictionary Write(PdfObjects objects, FontSubset subset)
    {
        var face = subset.Face;
        var program = subset.ToTrueType();
        var name = $"/{Tag(program)}+{face.Name}";
        double Em(double units) => Math.Round(units * 1000.0 / face.UnitsPerEm);

        var file = objects.Stream(program);
        file.Elements.SetInteger("/Length1", program.Length);

        var descriptor = objects.Dictionary("/FontDescriptor");
        descriptor.Elements.SetName("/FontName", name);
        descriptor.Elements.SetInteger("/Flags", face.ItalicAngle == 0 ? 4 : 68);
        descriptor.Elements["/FontBBox"] = PdfObjects.Numbers([.. face.Bounds.Select(b => Em(b))]);
        descriptor.Elements.SetInteger("/ItalicAngle", face.ItalicAngle);
        descriptor.Elements.SetInteger("/Ascent", (int)Em(face.Ascent));
        descriptor.Elements.SetInteger("/Descent", (int)Em(face.Descent));
        descriptor.Elements.SetInteger("/CapHeight", (int)Em(face.CapHeight));
        descriptor.Elements.SetInteger("/StemV", 80);
        descriptor.Elements.SetReference("/FontFile2", file);

        var system = new PdfDictionary();
        system.Elements.SetString("/Registry", "Adobe");
        system.Elements.SetString("/Ordering", "Identity");
        system.Elements.SetInteger("/Supplement", 0);

        var glyphs = objects.Dictionary("/Font");
        glyphs.Elements.SetName("/Subtype", "/CIDFontType2");
        glyphs.Elements.SetName("/BaseFont", name);
        glyphs.Elements["/CIDSystemInfo"] = system;
        glyphs.Elements.SetReference("/FontDescriptor", descriptor);
        glyphs.Elements.SetName("/CIDToGIDMap", "/Identity");
        glyphs.Elements["/W"] = Widths(subset);

        var font = objects.Dictionary("/Font");
        font.Elements.SetName("/Subtype", "/Type0");
        font.Elements.SetName("/BaseFont", name);
        font.Elements.SetName("/Encoding", "/Identity-H");
        font.Elements["/DescendantFonts"] = PdfObjects.Array(PdfObjects.Ref(glyphs));
        font.Elements.SetReference("/ToUnicode", objects.Stream(ToUnicode(subset)));
        return font;
    }

    /// <summary>The six-letter prefix of a subset's name, derived from its content so that the file is reproducible.</summary>
    private static string Tag(byte[] program)
        => string.Concat(SHA256.HashData(program).Take(6).Select(b => (char)('A' + b % 26)));

    private static PdfArray Widths(FontSubset subset)
    {
        var widths = new PdfArray();
        foreach (var code in subset.Text.Keys)
            widths.Elements.Add(new PdfInteger(subset.WidthOf(code)));
        // Codes are numbered from 1 in order of first use. Parts of composite glyphs follow; they are never drawn directly.
        return PdfObjects.Array(new PdfInteger(1), widths);
    }

    private static byte[] ToUnicode(FontSubset subset)
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            + "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            + "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var block in subset.Text.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n");
            foreach (var (code, point) in block)
                map.Append(CultureInfo.InvariantCulture,
                    $"<{code:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(char.ConvertFromUtf32(point)))}>\n");
            map.Append("endbfchar\n");
        }
        map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        return Encoding.ASCII.GetBytes(map.ToString());
    }
}
