using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Pictures.Dossiers;

namespace SmartCityPia.Reports.Pdf;

/// <summary>
/// Draws a <see cref="Drawing"/> with PDF operators. One unit is one CSS pixel. Coordinates are flipped here one by one; a mirrored y axis
/// would turn letters upside down.
/// </summary>
internal static class DrawingPainter
{
    // A quarter circle as one Bézier segment: 4/3 · (√2 − 1).
    private const double Quarter = 0.5522847498;

    public static void Paint(ContentStream page, Painter painter, PlacedDrawing placed)
    {
        page.Save();
        page.Place(placed.X, placed.Y - placed.From * placed.Scale, placed.Scale);
        if (placed.From > 0 || placed.To < placed.Drawing.Height)
            page.Clip(0, -placed.To, placed.Drawing.Width, placed.To - placed.From);
        foreach (var mark in placed.Drawing.Marks.Where(m => TopOf(m) is not { } top || (top >= placed.From && top < placed.To)))
            Paint(page, painter, mark);
        page.Restore();
    }

    /// <summary>Null for a stroke, which may go on over a page.</summary>
    private static double? TopOf(Mark mark) => mark switch
    {
        Box box => box.Y,
        Disc disc => disc.Y - disc.Radius,
        Label label => label.Y - label.Size,
        Group group => group.Marks.Min(TopOf),
        _ => null,
    };

    public static Ink? InkOf(Tone tone) => PaperTones.Of(tone) is { } colour ? Ink.Hex(colour) : null;

    private static void Paint(ContentStream page, Painter painter, Mark mark)
    {
        switch (mark)
        {
            case Box box: Paint(page, box); break;
            case Disc disc: Paint(page, disc); break;
            case Label label: Paint(page, painter, label); break;
            case Stroke stroke: Paint(page, stroke); break;
            case Group group:
                foreach (var inner in group.Marks)
                    Paint(page, painter, inner);
                break;
            default: throw new ArgumentException($"The PDF writer does not know the mark {mark.GetType().Name}.");
        }
    }

    private static void Paint(ContentStream page, Box box)
    {
        if (!Begin(page, box.Fill, box.Stroke, box.Thickness, box.Dashed))
            return;
        var (left, right, top, bottom) = (box.X, box.X + box.Width, -box.Y, -box.Y - box.Height);
        var r = Math.Clamp(box.Radius, 0, Math.Min(box.Width, box.Height) / 2);
        var k = r * (1 - Quarter);
        page.MoveTo(left + r, top);
        page.LineTo(right - r, top);
        if (r > 0)
            page.CurveTo(right - k, top, right, top - k, right, top - r);
        page.LineTo(right, bottom + r);
        if (r > 0)
            page.CurveTo(right, bottom + k, right - k, bottom, right - r, bottom);
        page.LineTo(left + r, bottom);
        if (r > 0)
            page.CurveTo(left + k, bottom, left, bottom + k, left, bottom + r);
        page.LineTo(left, top - r);
        if (r > 0)
            page.CurveTo(left, top - k, left + k, top, left + r, top);
        page.ClosePath();
        page.Paint(Operation(box.Fill, box.Stroke));
    }

    private static void Paint(ContentStream page, Disc disc)
    {
        if (!Begin(page, disc.Fill, disc.Stroke, disc.Thickness, false))
            return;
        var (x, y, r) = (disc.X, -disc.Y, disc.Radius);
        var k = r * Quarter;
        page.MoveTo(x + r, y);
        page.CurveTo(x + r, y + k, x + k, y + r, x, y + r);
        page.CurveTo(x - k, y + r, x - r, y + k, x - r, y);
        page.CurveTo(x - r, y - k, x - k, y - r, x, y - r);
        page.CurveTo(x + k, y - r, x + r, y - k, x + r, y);
        page.ClosePath();
        page.Paint(Operation(disc.Fill, disc.Stroke));
    }

    private static void Paint(ContentStream page, Painter painter, Label label)
    {
        if (InkOf(label.Tone) is not { } ink)
            return;
        var style = new TextStyle(label.Size, label.Size, label.Bold ? Weight.Bold : Weight.Regular, ink);
        var line = LineBreaker.Single(PlainText.OneLine(label.Text), style);
        var x = label.Anchor switch
        {
            Anchor.Start => label.X,
            Anchor.Middle => label.X - line.Width / 2,
            Anchor.End => label.X - line.Width,
            _ => throw new ArgumentException($"The PDF writer does not know the anchor {label.Anchor}."),
        };
        painter.Text(page, line.Glyphs.Span, style, x, -label.Y);
    }

    private static void Paint(ContentStream page, Stroke stroke)
    {
        if (InkOf(stroke.Tone) is not { } ink || stroke.Points.Count < 2)
            return;
        page.Pen(ink, stroke.Thickness, stroke.Dashed);
        var points = stroke.Points;
        var used = points.Count;
        page.MoveTo(points[0].X, -points[0].Y);
        if (stroke.Smooth)
        {
            used = 1 + (points.Count - 1) / 3 * 3;
            for (var i = 1; i + 2 < points.Count; i += 3)
                page.CurveTo(points[i].X, -points[i].Y, points[i + 1].X, -points[i + 1].Y, points[i + 2].X, -points[i + 2].Y);
        }
        else
        {
            for (var i = 1; i < points.Count; i++)
                page.LineTo(points[i].X, -points[i].Y);
        }
        page.Paint("S");
        if (stroke.Arrow)
            Arrow(page, points, used, ink, stroke.Thickness);
    }

    /// <summary>A filled arrow head with its tip at the last point, in the direction of the path's end.</summary>
    private static void Arrow(ContentStream page, IReadOnlyList<Spot> points, int used, Ink ink, double thickness)
    {
        var tip = points[used - 1];
        var from = used - 2;
        while (from > 0 && points[from] == tip)
            from--;
        if (from < 0 || points[from] == tip)
            return;
        var (dx, dy) = (tip.X - points[from].X, tip.Y - points[from].Y);
        var length = Math.Sqrt(dx * dx + dy * dy);
        (dx, dy) = (dx / length, dy / length);
        var size = 5 + 2 * thickness;
        var half = size * 0.45;
        page.Fill(ink);
        page.MoveTo(tip.X, -tip.Y);
        page.LineTo(tip.X - size * dx + half * dy, -(tip.Y - size * dy - half * dx));
        page.LineTo(tip.X - size * dx - half * dy, -(tip.Y - size * dy + half * dx));
        page.ClosePath();
        page.Paint("f");
    }

    private static bool Begin(ContentStream page, Tone fill, Tone stroke, double thickness, bool dashed)
    {
        if (InkOf(fill) is { } ground)
            page.Fill(ground);
        if (InkOf(stroke) is { } line)
            page.Pen(line, thickness, dashed);
        return fill != Tone.None || stroke != Tone.None;
    }

    private static string Operation(Tone fill, Tone stroke) => fill == Tone.None ? "S" : stroke == Tone.None ? "f" : "B";
}
