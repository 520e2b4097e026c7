namespace SmartCityPia.Pictures.Layout;

/// <summary>What a node needs; it may be given more so that all its connections find room on its side.</summary>
internal readonly record struct LayoutNode(double Width, double Height);

/// <summary>A connection between two nodes by index; its label needs the stated room (0 by 0 for none).</summary>
internal readonly record struct LayoutEdge(int From, int To, double LabelWidth = 0, double LabelHeight = 0);

/// <summary>How a picture is laid out. Lengths are CSS pixels.</summary>
internal sealed record LayoutStyle
{
    /// <summary>Layers follow each other downwards instead of to the right.</summary>
    public bool TopDown { get; init; }

    /// <summary>
    /// All connections of a side leave or enter at its middle, so that they join like branches of a tree. For graphs without cycles, with
    /// one label per node.
    /// </summary>
    public bool SharedPorts { get; init; }

    /// <summary>Most nodes side by side in a layer.</summary>
    public int MaxPerLayer { get; init; } = int.MaxValue;

    /// <summary>Between two neighbours in a layer.</summary>
    public double NodeGap { get; init; } = 24;

    /// <summary>Between a passing connection and its neighbours.</summary>
    public double LaneGap { get; init; } = 14;

    /// <summary>Least distance in which a connection bends between two layers.</summary>
    public double Bend { get; init; } = 44;

    /// <summary>Straight run before a node, where the arrow head sits.</summary>
    public double ArrowRoom { get; init; } = 12;

    /// <summary>Between neighbouring connections without a label on one side of a node.</summary>
    public double PortGap { get; init; } = 14;

    /// <summary>Layers are kept inside this extent where their contents allow it.</summary>
    public double MaxAcross { get; init; } = double.PositiveInfinity;

    /// <summary>Parts that hang together only with themselves are set side by side up to this width.</summary>
    public double ShelfWidth { get; init; } = 1000;

    /// <summary>Between such parts.</summary>
    public double PartGap { get; init; } = 40;
}

/// <summary>An upright rectangle by its top left corner.</summary>
internal readonly record struct Area(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public Spot Centre => new(X + Width / 2, Y + Height / 2);

    /// <summary>Whether the two share more than an edge.</summary>
    public bool Overlaps(Area other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    internal Area Moved(double dx, double dy) => this with { X = X + dx, Y = Y + dy };

    internal Area Transposed() => new(Y, X, Height, Width);
}

/// <summary>A connection as a chain of cubic Bézier segments from its first node to its second, and where its label sits.</summary>
internal sealed record Route(IReadOnlyList<Spot> Points, Area? Label)
{
    internal Route Moved(double dx, double dy) =>
        new([.. Points.Select(p => new Spot(p.X + dx, p.Y + dy))], Label?.Moved(dx, dy));

    internal Route Transposed() => new([.. Points.Select(p => new Spot(p.Y, p.X))], Label?.Transposed());
}

/// <summary>Where everything is; nodes and routes in the order they were given, the top left corner is the origin.</summary>
internal sealed record Arrangement(double Width, double Height, IReadOnlyList<Area> Nodes, IReadOnlyList<Route> Routes);
