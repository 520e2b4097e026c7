namespace SmartCityPia.Pictures.Layout;

/// <summary>
/// Orders the vertices within the layers to reduce crossings: barycentre sweeps in both directions with exchanges of neighbours; the best
/// order is kept (Sugiyama, Tagawa and Toda, 1981; Gansner et al., 1993).
/// </summary>
internal static class CrossingReduction
{
    private const int Sweeps = 12;
    private const int Patience = 4;

    public static void Order(Vertex[][] layers)
    {
        foreach (var layer in layers)
            Number(layer);
        var best = Snapshot(layers);
        var fewest = Crossings(layers);
        var withoutGain = 0;
        for (var sweep = 0; sweep < Sweeps && fewest > 0 && withoutGain < Patience; sweep++)
        {
            if (sweep % 2 == 0)
            {
                for (var i = 1; i < layers.Length; i++)
                    SortBy(layers[i], v => Mean(v.In, link => link.From));
            }
            else
            {
                for (var i = layers.Length - 2; i >= 0; i--)
                    SortBy(layers[i], v => Mean(v.Out, link => link.To));
            }
            Exchange(layers);
            var crossings = Crossings(layers);
            withoutGain++;
            if (crossings >= fewest)
                continue;
            fewest = crossings;
            withoutGain = 0;
            best = Snapshot(layers);
        }
        for (var i = 0; i < layers.Length; i++)
        {
            best[i].CopyTo(layers[i], 0);
            Number(layers[i]);
        }
    }

    /// <summary>Number of crossings between neighbouring layers.</summary>
    public static int Crossings(Vertex[][] layers)
    {
        var total = 0;
        for (var i = 0; i + 1 < layers.Length; i++)
        {
            var ends = layers[i].SelectMany(v => v.Out.Select(link => link.To.Order).Order()).ToArray();
            for (var a = 0; a < ends.Length; a++)
                for (var b = a + 1; b < ends.Length; b++)
                    if (ends[a] > ends[b])
                        total++;
        }
        return total;
    }

    private static Vertex[][] Snapshot(Vertex[][] layers) => [.. layers.Select(layer => layer.ToArray())];

    private static void Number(Vertex[] layer)
    {
        for (var i = 0; i < layer.Length; i++)
            layer[i].Order = i;
    }

    private static double? Mean(List<Link> links, Func<Link, Vertex> other) =>
        links.Count == 0 ? null : links.Average(link => (double)other(link).Order);

    private static void SortBy(Vertex[] layer, Func<Vertex, double?> key)
    {
        // A vertex without neighbours on that side keeps its position.
        var sorted = layer.OrderBy(v => key(v) ?? v.Order).ThenBy(v => v.Order).ToArray();
        sorted.CopyTo(layer, 0);
        Number(layer);
    }

    private static void Exchange(Vertex[][] layers)
    {
        var improved = true;
        for (var round = 0; improved && round < 8; round++)
        {
            improved = false;
            foreach (var layer in layers)
            {
                for (var i = 0; i + 1 < layer.Length; i++)
                {
                    var (first, second) = (layer[i], layer[i + 1]);
                    if (Gain(first, second) <= 0)
                        continue;
                    (layer[i], layer[i + 1]) = (second, first);
                    (first.Order, second.Order) = (second.Order, first.Order);
                    improved = true;
                }
            }
        }
    }

    private static int Gain(Vertex first, Vertex second)
    {
        var gain = 0;
        foreach (var a in first.In)
            foreach (var b in second.In)
                gain += Math.Sign(a.From.Order - b.From.Order);
        foreach (var a in first.Out)
            foreach (var b in second.Out)
                gain += Math.Sign(a.To.Order - b.To.Order);
        return gain;
    }
}
