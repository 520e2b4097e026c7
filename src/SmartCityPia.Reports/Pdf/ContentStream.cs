using System.Globalization;
using System.Text;

namespace SmartCityPia.Reports.Pdf;

/// <summary>
/// Writes the drawing operators of one page (ISO 32000-1, 8 and 9). Input coordinates are points from the top left corner; they are
/// converted here to PDF's origin at the bottom left.
/// </summary>
internal sealed class ContentStream(double pageHeight)
{
    /// <summary>The page height in points.</summary>
    public double Height { get; } = pageHeight;

    private readonly StringBuilder _out = new();
    private Ink? _fill;

    public byte[] ToBytes() => Encoding.ASCII.GetBytes(_out.ToString());

    public void BeginMarked(string tag, int id) => _out.Append(CultureInfo.InvariantCulture, $"/{tag} <</MCID {id}>> BDC\n");
    public void BeginArtifact(string properties) => _out.Append(CultureInfo.InvariantCulture, $"/Artifact <<{properties}>> BDC\n");
    public void BeginSpan(string actualText) =>
        _out.Append(CultureInfo.InvariantCulture,
        $"/Span <</ActualText <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(actualText))}>>> BDC\n");
    public void EndMarked() => _out.Append("EMC\n");

    public void Save() => _out.Append("q\n");

    /// <summary>Paints nothing outside the rectangle until <see cref="Restore"/>.</summary>
    public void Clip(double x, double y, double width, double height) => Numbers(x, y, width, height).Append("re W n\n");

    public void Restore()
    {
        _out.Append("Q\n");
        _fill = null;
    }

    /// <summary>Moves the origin to a point on the page and sets the scale. The y axis points up.</summary>
    public void Place(double x, double y, double scale)
    {
        // The scale has more decimals than coordinates: over a wide drawing, a rounded scale would shift the far edge.
        _out.Append(CultureInfo.InvariantCulture, $"{scale:0.#######} 0 0 {scale:0.#######} ");
        Numbers(x, Height - y).Append("cm\n");
    }

    public void Fill(Ink ink)
    {
        if (_fill == ink)
            return;
        _fill = ink;
        Numbers(ink.Red, ink.Green, ink.Blue).Append("rg\n");
    }

    public void Pen(Ink ink, double thickness, bool dashed)
    {
        Numbers(ink.Red, ink.Green, ink.Blue).Append("RG ");
        Numbers(thickness).Append("w ");
        _out.Append(dashed ? "[4 3] 0 d\n" : "[] 0 d\n");
    }

    public void Rectangle(double x, double y, double width, double height)
        => Numbers(x, Height - y - height, width, height).Append("re f\n");

    public void Image(string name, double x, double y, double width, double height)
    {
        _out.Append("q ");
        Numbers(width).Append("0 0 ");
        Numbers(height, x, Height - y - height).Append("cm ");
        _out.Append(CultureInfo.InvariantCulture, $"/{name} Do Q\n");
    }

    public void MoveTo(double x, double y) => Numbers(x, y).Append("m\n");
    public void LineTo(double x, double y) => Numbers(x, y).Append("l\n");
    public void CurveTo(double x1, double y1, double x2, double y2, double x, double y) => Numbers(x1, y1, x2, y2, x, y).Append("c\n");
    public void ClosePath() => _out.Append("h\n");

    /// <summary>Ends the path with an operator: <c>f</c>, <c>S</c> or <c>B</c>.</summary>
    public void Paint(string operation) => _out.Append(operation).Append('\n');

    /// <summary>Draws glyphs of one font from a baseline point in page coordinates.</summary>
    /// <param name="codes">The glyph codes, each with its kerning to the next in em.</param>
    public void Glyphs(string font, double size, double tracking, double x, double y, IEnumerable<(ushort Code, float Kern)> codes)
    {
        _out.Append(CultureInfo.InvariantCulture, $"BT /{font} ");
        Numbers(size).Append("Tf ");
        if (tracking != 0)
            Numbers(tracking).Append("Tc ");
        Numbers(x, y).Append("Td [<");
        foreach (var (code, kern) in codes)
        {
            _out.Append(code.ToString("X4", CultureInfo.InvariantCulture));
            if (kern != 0)
                _out.Append(CultureInfo.InvariantCulture, $">{-1000 * kern:0.#}<");
        }
        _out.Append(tracking != 0 ? ">] TJ 0 Tc ET\n" : ">] TJ ET\n");
    }

    private StringBuilder Numbers(params ReadOnlySpan<double> numbers)
    {
        // Numbers far outside the page would be invalid in PDF, so they are clamped.
        foreach (var number in numbers)
            _out.Append((double.IsFinite(number) ? Math.Clamp(number, -30000, 30000) : 0).ToString("0.###", CultureInfo.InvariantCulture))
                .Append(' ');
        return _out;
    }
}
