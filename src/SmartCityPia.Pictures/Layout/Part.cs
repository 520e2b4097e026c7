namespace SmartCityPia.Pictures.Layout;

/// <summary>One connected part of the graph, laid out "along" (layer after layer) and "across" (within a layer).</summary>
internal sealed class Part
{
    private const double LabelGap = 6;
    private const double CornerRoom = 8;

    private readonly IReadOnlyList<LayoutEdge> _edges;
    private readonly LayoutStyle _style;
    private readonly Dictionary<int, Vertex> _vertices = [];
    private readonly Dictionary<int, (List<Link> Chain, bool Reversed)> _chains = [];
    private readonly List<(int Edge, int Rank)> _loops = [];
    private readonly Vertex[][] _layers;
    private readonly double[] _layerStart;
    private readonly double[] _bendStart;

    public Part(List<int> members, List<int> edgeIds, IReadOnlyList<LayoutNode> nodes, IReadOnlyList<LayoutEdge> edges, LayoutStyle style)
    {
        _edges = edges;
        _style = style;
        EdgeCount = edgeIds.Count;
        _layers = Build(members, edgeIds, nodes);
        CrossingReduction.Order(_layers);
        foreach (var vertex in _layers.SelectMany(l => l))
            AssignPorts(vertex);
        Placement.Place(_layers, style);
        foreach (var vertex in _vertices.Values)
            StraightenArrivals(vertex);
        (_layerStart, _bendStart) = Stations();
        Along = _layerStart[^1] + LayerWidth(_layers[^1]);
        Across = _layers.SelectMany(l => l).Max(v => v.Start + v.Across);
    }

    public int EdgeCount { get; }

    public double Along { get; }

    public double Across { get; }

    public void Write(Area[] areas, Route[] routes, bool transposed, double x, double y)
    {
        foreach (var (node, vertex) in _vertices)
        {
            var area = AreaOf(vertex);
            areas[node] = (transposed ? area.Transposed() : area).Moved(x, y);
        }
        foreach (var (edge, (chain, reversed)) in _chains)
            routes[edge] = Finished(RouteOf(edge, chain, reversed));
        foreach (var (edge, rank) in _loops)
            routes[edge] = Finished(LoopOf(edge, rank));

        Route Finished(Route route) => (transposed ? route.Transposed() : route).Moved(x, y);
    }

    private Vertex[][] Build(List<int> members, List<int> edgeIds, IReadOnlyList<LayoutNode> nodes)
    {
        var local = members.Select((node, index) => (node, index)).ToDictionary(p => p.node, p => p.index);
        var between = edgeIds.Where(e => _edges[e].From != _edges[e].To).ToList();
        var position = Layering.Sequence(members.Count, [.. between.Select(e => (local[_edges[e].From], local[_edges[e].To]))]);
        var arcs = between.Select(e =>
        {
            var (from, to) = (local[_edges[e].From], local[_edges[e].To]);
            var reversed = position[from] > position[to];
            return (Edge: e, From: reversed ? to : from, To: reversed ? from : to, Reversed: reversed);
        }).ToList();
        var layerOf = Layering.Assign(members.Count, [.. arcs.Select(a => (a.From, a.To))], _style.MaxPerLayer);

        var head = new double[members.Count];
        var ranks = new int[members.Count];
        foreach (var edge in edgeIds.Where(e => _edges[e].From == _edges[e].To))
        {
            var node = local[_edges[edge].From];
            head[node] = LoopApex(edge, ranks[node]) + _edges[edge].LabelHeight / 2 + 2;
            _loops.Add((edge, ranks[node]++));
        }

        var layers = Enumerable.Range(0, layerOf.Max() + 1).Select(_ => new List<Vertex>()).ToArray();
        for (var i = 0; i < members.Count; i++)
        {
            var size = nodes[members[i]];
            var vertex = new Vertex(members[i], size.Width, size.Height, head[i], layerOf[i]);
            _vertices[members[i]] = vertex;
            layers[layerOf[i]].Add(vertex);
        }
        foreach (var (edge, from, to, reversed) in arcs)
        {
            var chain = new List<Link>();
            var at = _vertices[members[from]];
            for (var layer = layerOf[from] + 1; layer <= layerOf[to]; layer++)
            {
                var next = _vertices[members[to]];
                if (layer < layerOf[to])
                {
                    next = new Vertex(-1, 0, 0, 0, layer);
                    layers[layer].Add(next);
                }
                var link = new Link(at, next, edge);
                at.Out.Add(link);
                next.In.Add(link);
                chain.Add(link);
                at = next;
            }
            _chains[edge] = (chain, reversed);
        }
        return [.. layers.Select(l => l.ToArray())];
    }

    /// <summary>Distributes the connections over a side in the order of their targets and enlarges the node if needed.</summary>
    private void AssignPorts(Vertex vertex)
    {
        if (vertex.IsPass)
            return;
        vertex.In.Sort((a, b) => (a.From.Order, a.Edge).CompareTo((b.From.Order, b.Edge)));
        vertex.Out.Sort((a, b) => (a.To.Order, a.Edge).CompareTo((b.To.Order, b.Edge)));
        var label = vertex.Out.Select(link => _edges[link.Edge].LabelHeight).DefaultIfEmpty().Max();
        var outGap = label > 0 ? Math.Max(label + LabelGap, _style.PortGap) : _style.PortGap;
        vertex.Body = Math.Max(vertex.Body, _style.SharedPorts
            ? label
            : Math.Max(vertex.Out.Count * outGap, vertex.In.Count * _style.PortGap) + CornerRoom);
        for (var i = 0; i < vertex.In.Count; i++)
            vertex.In[i].ToPort = Port(i, vertex.In.Count, _style.PortGap);
        for (var i = 0; i < vertex.Out.Count; i++)
            vertex.Out[i].FromPort = Port(i, vertex.Out.Count, outGap);

        double Port(int index, int count, double gap) =>
            vertex.Head + vertex.Body / 2 + (_style.SharedPorts ? 0 : (index - (count - 1) / 2.0) * gap);
    }

    /// <summary>
    /// Avoids small kinks. If a connection misses its port by a little, the incoming ports of the node move together, as far as its side
    /// allows, until the nearest connection is straight.
    /// </summary>
    private void StraightenArrivals(Vertex vertex)
    {
        if (_style.SharedPorts || vertex.In.Count == 0)
            return;
        var slack = (vertex.Body - CornerRoom - vertex.In.Count * _style.PortGap) / 2;
        var shift = vertex.In.Select(link => link.From.Start + link.FromPort - vertex.Start - link.ToPort).MinBy(Math.Abs);
        if (Math.Abs(shift) > slack)
            return;
        foreach (var link in vertex.In)
            link.ToPort += shift;
    }

    /// <summary>The start of each layer and of the bends behind it.</summary>
    private (double[] Layers, double[] Bends) Stations()
    {
        var layers = new double[_layers.Length];
        var bends = new double[_layers.Length];
        for (var i = 0; i < _layers.Length; i++)
        {
            var links = _layers[i].SelectMany(v => v.Out).ToList();
            var labels = links.Where(l => !l.From.IsPass && _edges[l.Edge].LabelWidth > 0)
                .Select(l => l.From.Along + _style.ArrowRoom + _edges[l.Edge].LabelWidth + LabelGap);
            bends[i] = layers[i] + labels.Append(LayerWidth(_layers[i])).Max();
            if (i + 1 == _layers.Length)
                break;
            // A steep connection needs more space, or it would run almost parallel to the layers.
            var climb = links.Max(l => Math.Abs(l.From.Start + l.FromPort - l.To.Start - l.ToPort));
            layers[i + 1] = bends[i] + Math.Clamp(climb * 0.3, _style.Bend, _style.Bend * 2.5) + _style.ArrowRoom;
        }
        return (layers, bends);
    }

    private static double LayerWidth(Vertex[] layer) => layer.Max(v => v.Along);

    private Area AreaOf(Vertex vertex) => new(_layerStart[vertex.Layer], vertex.Start + vertex.Head, vertex.Along, vertex.Body);

    private Route RouteOf(int edge, List<Link> chain, bool reversed)
    {
        var first = chain[0];
        var points = new List<Spot> { new(_layerStart[first.From.Layer] + first.From.Along, first.From.Start + first.FromPort) };
        foreach (var link in chain)
        {
            var bend = _bendStart[link.From.Layer];
            var end = _layerStart[link.To.Layer] - _style.ArrowRoom;
            var level = link.To.Start + link.ToPort;
            Straight(points, bend);
            Curve(points, end, level);
        }
        Straight(points, _layerStart[chain[^1].To.Layer]);
        if (reversed)
            points.Reverse();

        Area? label = null;
        var (width, height) = (_edges[edge].LabelWidth, _edges[edge].LabelHeight);
        if (width > 0)
        {
            var at = _layerStart[first.From.Layer] + first.From.Along + _style.ArrowRoom;
            label = new Area(at, first.From.Start + first.FromPort - height / 2, width, height);
        }
        return new Route(points, label);
    }

    private static void Straight(List<Spot> points, double along) => Curve(points, along, points[^1].Y);

    private static void Curve(List<Spot> points, double along, double across)
    {
        var from = points[^1];
        if (Math.Abs(from.X - along) < 0.01 && Math.Abs(from.Y - across) < 0.01)
            return;
        var middle = (from.X + along) / 2;
        var straight = Math.Abs(from.Y - across) < 0.01;
        // Join straight segments that continue each other.
        if (straight && points.Count >= 4 && points[^4].Y == from.Y && points[^2].Y == from.Y && points[^3].Y == from.Y)
        {
            points.RemoveRange(points.Count - 3, 3);
            from = points[^1];
            middle = (from.X + along) / 2;
        }
        points.AddRange([new(middle, from.Y), new(middle, across), new(along, across)]);
    }

    /// <summary>Height of the rank-th self-connection before the node.</summary>
    private double LoopApex(int edge, int rank) =>
        (rank + 1) * (_edges[edge].LabelHeight + LabelGap) - _edges[edge].LabelHeight / 2 + LabelGap;

    private Route LoopOf(int edge, int rank)
    {
        var node = AreaOf(_vertices[_edges[edge].From]);
        var apex = LoopApex(edge, rank);
        // A cubic reaches three quarters of the height of its control points.
        var height = apex / 0.75;
        var reach = Math.Min(node.Width / 2 - CornerRoom, _edges[edge].LabelWidth / 2 + 14 + rank * 14);
        var middle = node.X + node.Width / 2;
        Area? label = null;
        var (width, labelHeight) = (_edges[edge].LabelWidth, _edges[edge].LabelHeight);
        if (width > 0)
            label = new Area(middle - width / 2, node.Y - apex - labelHeight / 2, width, labelHeight);
        return new Route(
            [new(middle - reach, node.Y), new(middle - reach, node.Y - height), new(middle + reach, node.Y - height), new(middle + reach, node.Y)],
            label);
    }
}
