using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Pictures.Layout;
using Xunit;
using static System.FormattableString;

namespace SmartCityPia.UnitTests.Pictures;

/// <summary>Invariants of every layout.</summary>
internal static class Geometry
{
    /// <summary>A sentence per overlap; empty if there is none.</summary>
    public static List<string> Faults(Arrangement drawn, IReadOnlyList<LayoutEdge> edges, bool shared = false)
    {
        var faults = new List<string>();
        var labels = drawn.Routes.Select((route, i) => (route.Label, i)).Where(l => l.Label is not null).Select(l => (Area: l.Label!.Value, l.i)).ToList();
        for (var a = 0; a < drawn.Nodes.Count; a++)
            for (var b = a + 1; b < drawn.Nodes.Count; b++)
                if (drawn.Nodes[a].Overlaps(drawn.Nodes[b])) faults.Add(Invariant($"nodes {a} and {b} overlap"));
        for (var a = 0; a < labels.Count; a++)
        {
            for (var b = a + 1; b < labels.Count; b++)
                if (labels[a].Area.Overlaps(labels[b].Area)) faults.Add(Invariant($"labels of {labels[a].i} and {labels[b].i} overlap"));
            for (var n = 0; n < drawn.Nodes.Count; n++)
                if (labels[a].Area.Overlaps(drawn.Nodes[n])) faults.Add(Invariant($"label of {labels[a].i} lies on node {n}"));
        }
        for (var e = 0; e < edges.Count; e++)
        {
            var points = drawn.Routes[e].Points;
            for (var n = 0; n < drawn.Nodes.Count; n++)
            {
                if (RunsThrough(points, drawn.Nodes[n])) faults.Add(Invariant($"connection {e} runs through node {n}"));
            }
            // A shared trunk passes under its own label.
            foreach (var (area, i) in labels)
                if (i != e && !(shared && edges[i].From == edges[e].From) && edges[i].From != edges[i].To && RunsThrough(points, area)) faults.Add(Invariant($"connection {e} runs through the label of {i}"));
            if (!Touches(drawn.Nodes[edges[e].From], drawn.Routes[e].Points[0])) faults.Add(Invariant($"connection {e} does not begin at its node"));
            if (!Touches(drawn.Nodes[edges[e].To], drawn.Routes[e].Points[^1])) faults.Add(Invariant($"connection {e} does not end at its node"));
        }
        foreach (var area in drawn.Nodes.Concat(labels.Select(l => l.Area)))
            if (area.X < -0.01 || area.Y < -0.01 || area.Right > drawn.Width + 0.01 || area.Bottom > drawn.Height + 0.01) faults.Add(Invariant($"{area} lies outside the picture"));
        return faults;
    }

    /// <summary>Whether a chain of Bézier segments enters the area by more than half a pixel.</summary>
    public static bool RunsThrough(IReadOnlyList<Spot> points, Area area)
    {
        Assert.Equal(1, points.Count % 3);
        var inside = Shrunk(area);
        for (var i = 0; i + 3 < points.Count; i += 3)
        {
            // A segment lies in the hull of its four points.
            Spot[] four = [points[i], points[i + 1], points[i + 2], points[i + 3]];
            if (four.Max(p => p.X) <= inside.X || four.Min(p => p.X) >= inside.Right || four.Max(p => p.Y) <= inside.Y || four.Min(p => p.Y) >= inside.Bottom) continue;
            if (Sample(four).Any(p => Contains(inside, p))) return true;
        }
        return false;
    }

    /// <summary>Points along the chain of Bézier segments, dense enough to notice a label.</summary>
    private static IEnumerable<Spot> Sample(Spot[] points)
    {
        for (var i = 0; i + 3 < points.Length; i += 3)
        {
            var steps = 8 + (int)((Math.Abs(points[i + 3].X - points[i].X) + Math.Abs(points[i + 3].Y - points[i].Y)) / 4);
            for (var s = 0; s <= steps; s++)
            {
                var t = (double)s / steps;
                var (u, v) = (1 - t, t);
                double At(Func<Spot, double> c) =>
                    u * u * u * c(points[i]) + 3 * u * u * v * c(points[i + 1]) + 3 * u * v * v * c(points[i + 2]) + v * v * v * c(points[i + 3]);
                yield return new Spot(At(p => p.X), At(p => p.Y));
            }
        }
    }

    private static Area Shrunk(Area area) => new(area.X + 0.5, area.Y + 0.5, area.Width - 1, area.Height - 1);

    private static bool Contains(Area area, Spot p) => p.X > area.X && p.X < area.Right && p.Y > area.Y && p.Y < area.Bottom;

    private static bool Touches(Area area, Spot p) =>
        Contains(new Area(area.X - 0.1, area.Y - 0.1, area.Width + 0.2, area.Height + 0.2), p) && !Contains(Shrunk(area), p);
}
