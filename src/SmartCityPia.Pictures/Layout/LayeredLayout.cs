namespace SmartCityPia.Pictures.Layout;

/// <summary>
/// Lays out a directed graph in layers (Sugiyama's method): break cycles, assign layers, reduce crossings, place nodes, route connections.
/// Nodes never overlap, labels are in the free space behind the node that their connection leaves, and connections bend only between
/// layers, so they touch no node or label of another. The result is deterministic.
/// </summary>
internal static class LayeredLayout
{
    /// <exception cref="ArgumentOutOfRangeException">A connection refers to a missing node.</exception>
    public static Arrangement Arrange(IReadOnlyList<LayoutNode> nodes, IReadOnlyList<LayoutEdge> edges, LayoutStyle style)
    {
        foreach (var edge in edges)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(edge.From);
            ArgumentOutOfRangeException.ThrowIfNegative(edge.To);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(edge.From, nodes.Count);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(edge.To, nodes.Count);
        }
        if (style.TopDown)
        {
            nodes = [.. nodes.Select(n => new LayoutNode(n.Height, n.Width))];
            edges = [.. edges.Select(e => e with { LabelWidth = e.LabelHeight, LabelHeight = e.LabelWidth })];
        }

        var parts = Parts(nodes.Count, edges).Select(part => new Part(part.Nodes, part.Edges, nodes, edges, style)).ToList();
        var areas = new Area[nodes.Count];
        var routes = new Route[edges.Count];
        double x = 0, y = 0, shelf = 0, width = 0;
        var shelfWidth = Math.Max(style.ShelfWidth, parts.Select(p => style.TopDown ? p.Across : p.Along).DefaultIfEmpty().Max());
        // A stable sort: the part with most connections first, single nodes last, otherwise in input order.
        foreach (var part in parts.OrderByDescending(p => p.EdgeCount))
        {
            var (partWidth, partHeight) = style.TopDown ? (part.Across, part.Along) : (part.Along, part.Across);
            if (x > 0 && x + partWidth > shelfWidth)
            {
                (x, y, shelf) = (0, y + shelf + style.PartGap, 0);
            }
            part.Write(areas, routes, style.TopDown, x, y);
            width = Math.Max(width, x + partWidth);
            shelf = Math.Max(shelf, partHeight);
            x += partWidth + style.PartGap;
        }
        return new Arrangement(width, y + shelf, areas, routes);
    }

    /// <summary>The connected parts, in order of their first nodes.</summary>
    private static List<(List<int> Nodes, List<int> Edges)> Parts(int count, IReadOnlyList<LayoutEdge> edges)
    {
        var root = Enumerable.Range(0, count).ToArray();
        foreach (var edge in edges)
        {
            var (a, b) = (Root(edge.From), Root(edge.To));
            root[Math.Max(a, b)] = Math.Min(a, b);
        }
        var parts = new SortedDictionary<int, (List<int> Nodes, List<int> Edges)>();
        for (var node = 0; node < count; node++)
        {
            if (!parts.TryGetValue(Root(node), out var part))
                parts[Root(node)] = part = ([], []);
            part.Nodes.Add(node);
        }
        for (var edge = 0; edge < edges.Count; edge++)
            parts[Root(edges[edge].From)].Edges.Add(edge);
        return [.. parts.Values];

        int Root(int node)
        {
            while (root[node] != node)
                node = root[node] = root[root[node]];
            return node;
        }
    }
}
