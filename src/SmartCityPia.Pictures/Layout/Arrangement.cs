namespace SmartCityPia.Pictures.Layout;

/// <summary>Minimum size of a node. The layout may enlarge it to fit all connections on one side.</summary>
internal readonly record struct LayoutNode(double Width, double Height);

/// <summary>A connection between two nodes, by index, and the size of its label (0 by 0 for none).</summary>
internal readonly record struct LayoutEdge(int From, int To, double LabelWidth = 0, double LabelHeight = 0);

/// <summary>Layout settings. Lengths are in CSS pixels.</summary>
internal sealed record LayoutStyle
{
    /// <summary>Layers follow each other downwards instead of to the right.</summary>
    public bool TopDown { get; init; }

    /// <summary>
    /// All connections of a side start or end at its middle, like branches of a tree. Only for acyclic graphs with one label per node.
    /// </summary>
    public bool SharedPorts { get; init; }

    /// <summary>Maximum number of nodes in a layer.</summary>
    public int MaxPerLayer { get; init; } = int.MaxValue;

    /// <summary>Distance between two neighbours in a layer.</summary>
    public double NodeGap { get; init; } = 24;

    /// <summary>Distance between a passing connection and its neighbours.</summary>
    public double LaneGap { get; init; } = 14;

    /// <summary>Minimum distance between two layers, for the bends.</summary>
    public double Bend { get; init; } = 44;

    /// <summary>Length of the straight end of a connection, where the arrow head is.</summary>
    public double ArrowRoom { get; init; } = 12;

    /// <summary>Distance between neighbouring connections without labels on one side of a node.</summary>
    public double PortGap { get; init; } = 14;

    /// <summary>Layers are kept within this length if their contents allow it.</summary>
    public double MaxAcross { get; init; } = double.PositiveInfinity;

    /// <summary>Unconnected parts are placed side by side up to this width.</summary>
    public double ShelfWidth { get; init; } = 1000;

    /// <summary>Distance between unconnected parts.</summary>
    public double PartGap { get; init; } = 40;
}

/// <summary>A rectangle by its top left corner.</summary>
internal readonly record struct Area(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public Spot Centre => new(X + Width / 2, Y + Height / 2);

    /// <summary>Whether the two overlap by more than an edge.</summary>
    public bool Overlaps(Area other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    internal Area Moved(double dx, double dy) => this with { X = X + dx, Y = Y + dy };

    internal Area Transposed() => new(Y, X, Height, Width);
}

/// <summary>A connection as a chain of cubic Bézier segments from its first node to its second, with the place of its label.</summary>
internal sealed record Route(IReadOnlyList<Spot> Points, Area? Label)
{
    internal Route Moved(double dx, double dy) =>
        new([.. Points.Select(p => new Spot(p.X + dx, p.Y + dy))], Label?.Moved(dx, dy));

    internal Route Transposed() => new([.. Points.Select(p => new Spot(p.Y, p.X))], Label?.Transposed());
}

/// <summary>The finished layout. Nodes and routes are in input order; the origin is the top left corner.</summary>
internal sealed record Arrangement(double Width, double Height, IReadOnlyList<Area> Nodes, IReadOnlyList<Route> Routes);
