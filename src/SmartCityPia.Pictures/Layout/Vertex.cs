namespace SmartCityPia.Pictures.Layout;

/// <summary>
/// An element of a layer: a node, or the point where a longer connection passes the layer. "Along" is the direction from layer to layer,
/// "across" the direction within a layer.
/// </summary>
internal sealed class Vertex(int node, double along, double body, double head, int layer)
{
    /// <summary>Index of the node; -1 for a passing connection.</summary>
    public int Node => node;

    public bool IsPass => node < 0;

    public int Layer => layer;

    public double Along => along;

    /// <summary>Space before the body for self-connections.</summary>
    public double Head => head;

    /// <summary>The node's extent across. It grows with its ports.</summary>
    public double Body { get; set; } = body;

    public double Across => Head + Body;

    /// <summary>Zero-based position in the layer.</summary>
    public int Order { get; set; }

    /// <summary>Start of the extent across.</summary>
    public double Start { get; set; }

    public List<Link> In { get; } = [];

    public List<Link> Out { get; } = [];
}

/// <summary>The segment of a connection between two neighbouring layers. Ports are relative to the start of the vertex.</summary>
internal sealed class Link(Vertex from, Vertex to, int edge)
{
    public Vertex From => from;

    public Vertex To => to;

    public int Edge => edge;

    public double FromPort { get; set; }

    public double ToPort { get; set; }

    /// <summary>Long connections are straightened first, because they are the hardest to follow by eye.</summary>
    public double Weight => (from.IsPass, to.IsPass) switch
    {
        (true, true) => 8,
        (false, false) => 1,
        _ => 2,
    };
}
