namespace SmartCityPia.Pictures.Layout;

/// <summary>
/// Something that takes room in a layer: a node, or the place where a longer connection passes the layer.
/// "Along" is the direction in which layers follow each other, "across" the direction inside a layer.
/// </summary>
internal sealed class Vertex(int node, double along, double body, double head, int layer)
{
    /// <summary>Index of the node, or -1 where a connection passes.</summary>
    public int Node => node;

    public bool IsPass => node < 0;

    public int Layer => layer;

    public double Along => along;

    /// <summary>Room before the body for connections of the node with itself.</summary>
    public double Head => head;

    /// <summary>The node's own extent across; grows with its ports.</summary>
    public double Body { get; set; } = body;

    public double Across => Head + Body;

    /// <summary>Place in the layer's order, from 0.</summary>
    public int Order { get; set; }

    /// <summary>Start of the extent across.</summary>
    public double Start { get; set; }

    public List<Link> In { get; } = [];

    public List<Link> Out { get; } = [];
}

/// <summary>The piece of a connection between two neighbouring layers. Ports are measured from the vertices' starts.</summary>
internal sealed class Link(Vertex from, Vertex to, int edge)
{
    public Vertex From => from;

    public Vertex To => to;

    public int Edge => edge;

    public double FromPort { get; set; }

    public double ToPort { get; set; }

    /// <summary>Long connections are kept straight first: they are the hardest to follow with the eye.</summary>
    public double Weight => (from.IsPass, to.IsPass) switch
    {
        (true, true) => 8,
        (false, false) => 1,
        _ => 2,
    };
}
