using System.Globalization;
using System.Text;
using System.Xml;

namespace SmartCityPia.Pictures;

/// <summary>
/// Writes a drawing as inline SVG. The page's content security policy forbids inline styles and scripts, so colours come from classes
/// (<c>tone-fill-…</c>, <c>tone-line-…</c>) in <c>drawings.css</c>.
/// </summary>
public sealed class SvgWriter
{
    private const double HeadLength = 8;
    private const double HeadHalfWidth = 3.4;
    private const double RingGap = 3;

    private readonly XmlWriter _xml;
    private readonly string _idPrefix;
    private readonly bool _alone;
    private int _groups;

    private SvgWriter(XmlWriter xml, string idPrefix, bool alone) => (_xml, _idPrefix, _alone) = (xml, idPrefix, alone);

    /// <param name="idPrefix">Prefix of every id in the picture, unique on the page: a letter, then letters, digits and hyphens.</param>
    /// <exception cref="ArgumentException">The prefix can't be part of an id.</exception>
    public static string Write(Drawing drawing, string idPrefix) => Write(drawing, idPrefix, alone: false);

    /// <summary>As a file of its own: with its colours and its font, which no style sheet gives it.</summary>
    public static string WriteFile(Drawing drawing) => Write(drawing, "picture", alone: true);

    private static string Write(Drawing drawing, string idPrefix, bool alone)
    {
        if (idPrefix.Length == 0 || !char.IsAsciiLetter(idPrefix[0]) || !idPrefix.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            throw new ArgumentException("An id prefix is a letter followed by letters, digits and hyphens.", nameof(idPrefix));
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text,
            new XmlWriterSettings { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment }))
            new SvgWriter(xml, idPrefix, alone).Picture(drawing);
        return text.ToString();
    }

    /// <summary>
    /// Whether a link stays on this site: a path of this host or a fragment of this page. Browsers drop tabs and line breaks and read a
    /// backslash as a slash, so none of these may occur.
    /// </summary>
    public static bool IsLocal(string? href) =>
        href is ['#', _, ..] or ['/'] or ['/', not ('/' or '\\'), ..]
            && !href.Any(c => c is '\\' || char.IsControl(c) || char.IsSurrogate(c));

    private void Picture(Drawing drawing)
    {
        var (titleId, textId) = ($"{_idPrefix}-title", $"{_idPrefix}-desc");
        _xml.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        Attribute("class", "drawing");
        Attribute("viewBox", $"0 0 {Number(drawing.Width)} {Number(drawing.Height)}");
        Attribute("width", drawing.Width);
        Attribute("height", drawing.Height);
        // role="group", because role="img" would hide the links inside from assistive technology.
        Attribute("role", "group");
        Attribute("aria-labelledby", titleId);
        Attribute("aria-describedby", textId);
        Attribute("direction", "ltr");
        if (_alone)
            Attribute("font-family", "Inter, Liberation Sans, Arial, sans-serif");
        Text("title", titleId, drawing.Title);
        Text("desc", textId, drawing.Description);
        Marks(drawing.Marks);
        _xml.WriteEndElement();
    }

    private void Marks(IEnumerable<Mark> marks)
    {
        foreach (var mark in marks)
        {
            switch (mark)
            {
                case Box box: Rectangle(box); break;
                case Disc disc: Circle(disc); break;
                case Label label: Line(label); break;
                case Stroke stroke: Path(stroke); break;
                case Group group: Grouped(group); break;
                default:
                    throw new ArgumentException($"A picture holds a mark this writer does not know: {mark.GetType().Name}.",
                    nameof(marks));
            }
        }
    }

    private void Grouped(Group group)
    {
        var titleId = string.Create(CultureInfo.InvariantCulture, $"{_idPrefix}-{++_groups}");
        var link = IsLocal(group.Href);
        _xml.WriteStartElement(link ? "a" : "g");
        Attribute("class", "drawing-part");
        if (link)
        {
            // The accessible name is the title element, which contains the visible text.
            Attribute("href", group.Href!);
        }
        else
        {
            Attribute("tabindex", "0");
            Attribute("role", group.Marks.Any(m => m is Group) ? "group" : "img");
            Attribute("aria-labelledby", titleId);
        }
        Text("title", titleId, group.Title);
        Marks(group.Marks);
        Ring(group.Marks);
        _xml.WriteEndElement();
    }

    /// <summary>The keyboard-focus frame around the boxes and discs of a group. The stylesheet hides it otherwise.</summary>
    private void Ring(IEnumerable<Mark> marks)
    {
        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        foreach (var mark in marks)
        {
            var (x, y, width, height) = mark switch
            {
                Box b => (b.X, b.Y, b.Width, b.Height),
                Disc d => (d.X - d.Radius, d.Y - d.Radius, 2 * d.Radius, 2 * d.Radius),
                _ => (0, 0, -1, -1),
            };
            if (width < 0)
                continue;
            (left, top) = (Math.Min(left, x), Math.Min(top, y));
            (right, bottom) = (Math.Max(right, x + width), Math.Max(bottom, y + height));
        }
        if (right < left)
            return;
        _xml.WriteStartElement("rect");
        Attribute("class", "drawing-ring");
        Attribute("x", left - RingGap);
        Attribute("y", top - RingGap);
        Attribute("width", right - left + 2 * RingGap);
        Attribute("height", bottom - top + 2 * RingGap);
        Attribute("rx", 6);
        _xml.WriteEndElement();
    }

    private void Rectangle(Box box)
    {
        _xml.WriteStartElement("rect");
        Paint(box.Fill, box.Stroke, box.Thickness, box.Dashed);
        Attribute("x", box.X);
        Attribute("y", box.Y);
        Attribute("width", box.Width);
        Attribute("height", box.Height);
        if (box.Radius > 0)
            Attribute("rx", box.Radius);
        _xml.WriteEndElement();
    }

    private void Circle(Disc disc)
    {
        _xml.WriteStartElement("circle");
        Paint(disc.Fill, disc.Stroke, disc.Thickness, dashed: false);
        Attribute("cx", disc.X);
        Attribute("cy", disc.Y);
        Attribute("r", disc.Radius);
        _xml.WriteEndElement();
    }

    private void Line(Label label)
    {
        _xml.WriteStartElement("text");
        Fill(label.Tone, label.Bold ? " strong" : "");
        if (_alone && label.Bold)
            Attribute("font-weight", "600");
        Attribute("x", label.X);
        Attribute("y", label.Y);
        Attribute("font-size", label.Size);
        if (label.Anchor != Anchor.Start)
            Attribute("text-anchor", label.Anchor == Anchor.Middle ? "middle" : "end");
        Attribute("unicode-bidi", "isolate");
        _xml.WriteString(PictureText.ForXml(label.Text));
        _xml.WriteEndElement();
    }

    private void Path(Stroke stroke)
    {
        var points = stroke.Points;
        if (points.Count < 2)
            return;
        var tip = points[^1];
        var (dx, dy) = stroke.Arrow ? Direction(points) : (0, 0);
        var head = HeadLength * Math.Max(1, stroke.Thickness / 1.5);
        // The line ends inside the arrow head; at the tip its square end would be visible.
        var end = new Spot(tip.X - dx * head * 0.7, tip.Y - dy * head * 0.7);

        var path = new StringBuilder().Append('M').Append(Pair(points[0]));
        for (var i = 1; i < points.Count; i++)
        {
            if (!stroke.Smooth)
                path.Append('L');
            else
                path.Append(i % 3 == 1 ? 'C' : ' ');
            path.Append(Pair(i == points.Count - 1 ? end : points[i]));
        }
        _xml.WriteStartElement("path");
        Paint(Tone.None, stroke.Tone, stroke.Thickness, stroke.Dashed);
        Attribute("d", path.ToString());
        _xml.WriteEndElement();
        if (!stroke.Arrow)
            return;

        var half = HeadHalfWidth * head / HeadLength;
        var foot = new Spot(tip.X - dx * head, tip.Y - dy * head);
        _xml.WriteStartElement("path");
        Fill(stroke.Tone, " head");
        Attribute("d", $"M{Pair(tip)}L{Pair(new(foot.X - dy * half, foot.Y + dx * half))}L{Pair(new(foot.X + dy * half, foot.Y - dx * half))}Z");
        _xml.WriteEndElement();
    }

    /// <summary>Unit vector of the path's direction at its end.</summary>
    private static (double X, double Y) Direction(IReadOnlyList<Spot> points)
    {
        for (var i = points.Count - 2; i >= 0; i--)
        {
            var (x, y) = (points[^1].X - points[i].X, points[^1].Y - points[i].Y);
            var length = Math.Sqrt(x * x + y * y);
            if (length > 0.01)
                return (x / length, y / length);
        }
        return (1, 0);
    }

    private void Paint(Tone fill, Tone line, double thickness, bool dashed)
    {
        Fill(fill, $" tone-line-{Name(line)}");
        if (_alone)
            Attribute("stroke", Colour(line));
        if (line == Tone.None)
            return;
        Attribute("stroke-width", thickness);
        if (dashed)
            Attribute("stroke-dasharray", "5 3.5");
    }

    private void Fill(Tone tone, string more)
    {
        if (_alone)
            Attribute("fill", Colour(tone));
        else
            Attribute("class", $"tone-fill-{Name(tone)}{more}");
    }

    private static string Colour(Tone tone) => PaperTones.Of(tone) is { } colour ? string.Create(CultureInfo.InvariantCulture, $"#{colour:x6}") : "none";

    private void Text(string element, string id, string text)
    {
        _xml.WriteStartElement(element);
        Attribute("id", id);
        _xml.WriteString(PictureText.ForXml(text));
        _xml.WriteEndElement();
    }

    private void Attribute(string name, string value) => _xml.WriteAttributeString(name, value);

    private void Attribute(string name, double value) => _xml.WriteAttributeString(name, Number(value));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Pair(Spot spot) => $"{Number(spot.X)} {Number(spot.Y)}";

    private static string Name(Tone tone) => tone switch
    {
        Tone.None => "none",
        Tone.Ground => "ground",
        Tone.Surface => "surface",
        Tone.Line => "line",
        Tone.Ink => "ink",
        Tone.Muted => "muted",
        Tone.Accent => "accent",
        Tone.AccentSoft => "accent-soft",
        Tone.Low => "low",
        Tone.Medium => "medium",
        Tone.High => "high",
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, "A tone this writer does not know."),
    };
}
