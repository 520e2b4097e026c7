using SmartCityPia.Analysis.City;

namespace SmartCityPia.Analysis.Inference;

/// <summary>
/// The arrays of a closure, to be used again by the next one on the same thread: a run touches few of the nodes it
/// could, and only those are cleared. Between runs every rank is <see cref="Costs.Unreached"/> and every bit 0.
/// </summary>
internal sealed class Workspace
{
    public ulong[] Rank = [];
    public int[] Support = [];

    /// <summary>One bit per node: whether it is reached.</summary>
    public ulong[] Reached = [];

    public int[] Touched = new int[1024];
    public int TouchedCount;

    public RankQueue Queue { get; } = new();

    public void Fit(int nodes)
    {
        if (Rank.Length >= nodes)
            return;
        Rank = new ulong[nodes];
        Array.Fill(Rank, Costs.Unreached);
        Support = new int[nodes];
        Reached = new ulong[(nodes + 63) / 64];
    }

    /// <summary>Makes room for more nodes and keeps what is there.</summary>
    public void Grow(int nodes)
    {
        var before = Rank.Length;
        if (before >= nodes)
            return;
        nodes += nodes / 8;
        Array.Resize(ref Rank, nodes);
        Array.Fill(Rank, Costs.Unreached, before, nodes - before);
        Array.Resize(ref Support, nodes);
        Array.Resize(ref Reached, (nodes + 63) / 64);
    }

    public void Touch(int node)
    {
        if (TouchedCount == Touched.Length)
            Array.Resize(ref Touched, TouchedCount * 2);
        Touched[TouchedCount++] = node;
    }

    public void Clear()
    {
        for (var i = 0; i < TouchedCount; i++)
        {
            Rank[Touched[i]] = Costs.Unreached;
            Reached[Touched[i] >> 6] = 0;
        }

        TouchedCount = 0;
        Queue.Clear();
    }
}
