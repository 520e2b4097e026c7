namespace SmartCityPia.Reports.Pdf;

internal enum Weight { Regular, Bold, Italic }

/// <summary>One glyph of a font, with the text it represents and its advance width in em.</summary>
internal readonly record struct Glyph(FontFace Face, ushort Id, int CodePoint, float Advance)
{
    /// <summary>Kerning to the next glyph in em; usually 0, negative for less space.</summary>
    public float Kern { get; init; }

    /// <summary>True if no font has the character and a box is drawn instead.</summary>
    public bool Missing { get; init; }
}

/// <summary>
/// The report's fonts, read once from the assembly. A character uses the first font of its weight that has it; if none has it, a visible
/// box is drawn.
/// </summary>
internal static class Typefaces
{
    /// <summary>The box for a missing character.</summary>
    public const int Box = 0x25A1;

    private const int TabularZero = 0xF730;

    // One font for all weights, so that it is embedded once.
    private static readonly Lazy<FontFace[]> SymbolFaces = new(() => Load("NotoSansSymbols2-Regular"));
    private static readonly Lazy<FontFace[]> RegularFaces = new(() =>
        [.. Load("Inter-Regular", "NotoSansArmenian-Regular", "NotoSansGeorgian-Regular", "NotoSans-Regular"), .. SymbolFaces.Value]);
    private static readonly Lazy<FontFace[]> BoldFaces = new(() =>
        [.. Load("Inter-SemiBold", "NotoSansArmenian-SemiBold", "NotoSansGeorgian-SemiBold", "NotoSans-SemiBold"), .. SymbolFaces.Value]);
    private static readonly Lazy<FontFace[]> ItalicFaces = new(() => [.. Load("Inter-Italic"), .. RegularFaces.Value[1..]]);

    /// <summary>The glyph of a code point in a weight.</summary>
    /// <param name="tabular">Uses figures of equal width, so that columns of numbers are aligned.</param>
    public static Glyph Find(int codePoint, Weight weight, bool tabular = false)
    {
        var faces = FacesOf(weight);
        if (tabular && codePoint is >= '0' and <= '9')
            return Of(faces[0], faces[0].GlyphOf(TabularZero + codePoint - '0'), codePoint);
        foreach (var face in faces)
        {
            if (face.GlyphOf(codePoint) is var id and not 0)
                return Of(face, id, codePoint);
        }
        return Of(faces[0], faces[0].GlyphOf(Box), codePoint) with { Missing = true };
    }

    public static FontFace Main(Weight weight) => FacesOf(weight)[0];

    private static Glyph Of(FontFace face, ushort id, int codePoint) => new(face, id, codePoint, (float)face.Advance(id) / face.UnitsPerEm);

    private static FontFace[] FacesOf(Weight weight) => weight switch
    {
        Weight.Regular => RegularFaces.Value,
        Weight.Bold => BoldFaces.Value,
        Weight.Italic => ItalicFaces.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(weight)),
    };

    private static FontFace[] Load(params string[] names) => Array.ConvertAll(names, name =>
    {
        using var stream = typeof(Typefaces).Assembly.GetManifestResourceStream($"Fonts/{name}.ttf")
            ?? throw new InvalidOperationException($"The font {name} is not in the assembly.");
        var data = new byte[stream.Length];
        stream.ReadExactly(data);
        return new FontFace(name, data);
    });
}
