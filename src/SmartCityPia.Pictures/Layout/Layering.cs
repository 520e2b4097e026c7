namespace SmartCityPia.Pictures.Layout;

/// <summary>Makes a directed graph acyclic and assigns its nodes to layers.</summary>
internal static class Layering
{
    /// <summary>
    /// Orders the nodes so that few arcs point backwards: the greedy heuristic of Eades, Lin and Smyth (1993). Sources are moved to the
    /// front and sinks to the back; otherwise the node with the largest surplus of outgoing arcs is next.
    /// </summary>
    public static int[] Sequence(int count, IReadOnlyList<(int From, int To)> arcs)
    {
        var outgoing = new int[count];
        var incoming = new int[count];
        foreach (var (from, to) in arcs)
        {
            outgoing[from]++;
            incoming[to]++;
        }
        var position = new int[count];
        Array.Fill(position, -1);
        var front = 0;
        var back = count - 1;
        for (var left = count; left > 0; left--)
        {
            var node = Next();
            position[node] = outgoing[node] == 0 && incoming[node] > 0 ? back-- : front++;
            foreach (var (from, to) in arcs)
            {
                if (from == node)
                    incoming[to]--;
                if (to == node)
                    outgoing[from]--;
            }
        }
        return position;

        int Next()
        {
            var best = -1;
            var bestSurplus = int.MinValue;
            for (var node = 0; node < count; node++)
            {
                if (position[node] >= 0)
                    continue;
                if (incoming[node] == 0 || outgoing[node] == 0)
                    return node;
                if (outgoing[node] - incoming[node] <= bestSurplus)
                    continue;
                bestSurplus = outgoing[node] - incoming[node];
                best = node;
            }
            return best;
        }
    }

    /// <summary>
    /// Assigns a layer to each node so that every arc of the acyclic graph leads to a later layer and no layer has more than <paramref
    /// name="capacity"/> nodes. Nodes are placed as late as possible, deepest first, and then moved towards the side with more neighbours,
    /// which shortens the arcs.
    /// </summary>
    public static int[] Assign(int count, IReadOnlyList<(int From, int To)> arcs, int capacity)
    {
        var next = Enumerable.Range(0, count).Select(_ => new List<int>()).ToArray();
        var previous = Enumerable.Range(0, count).Select(_ => new List<int>()).ToArray();
        foreach (var (from, to) in arcs)
        {
            next[from].Add(to);
            previous[to].Add(from);
        }

        var depth = Depths(next, previous);
        var waiting = next.Select(n => n.Count).ToArray();
        var level = new int[count];
        var load = new List<int>();
        var ready = new PriorityQueue<int, (int, int)>();
        for (var node = 0; node < count; node++)
            if (waiting[node] == 0)
                ready.Enqueue(node, (-depth[node], node));
        while (ready.TryDequeue(out var node, out _))
        {
            var at = next[node].Count == 0 ? 0 : next[node].Max(n => level[n]) + 1;
            while (at < load.Count && load[at] >= capacity)
                at++;
            while (load.Count <= at)
                load.Add(0);
            load[at]++;
            level[node] = at;
            foreach (var before in previous[node])
                if (--waiting[before] == 0)
                    ready.Enqueue(before, (-depth[before], before));
        }

        var layer = level.Select(l => load.Count - 1 - l).ToArray();
        load.Reverse();
        Shorten(layer, load, next, previous, capacity);
        return layer;
    }

    private static int[] Depths(List<int>[] next, List<int>[] previous)
    {
        var depth = new int[next.Length];
        var waiting = previous.Select(p => p.Count).ToArray();
        var ready = new Queue<int>(Enumerable.Range(0, next.Length).Where(n => waiting[n] == 0));
        while (ready.TryDequeue(out var node))
        {
            foreach (var after in next[node])
            {
                depth[after] = Math.Max(depth[after], depth[node] + 1);
                if (--waiting[after] == 0)
                    ready.Enqueue(after);
            }
        }
        return depth;
    }

    private static void Shorten(int[] layer, List<int> load, List<int>[] next, List<int>[] previous, int capacity)
    {
        var moved = true;
        for (var round = 0; moved && round < layer.Length; round++)
        {
            moved = false;
            for (var node = 0; node < layer.Length; node++)
            {
                var pull = next[node].Count - previous[node].Count;
                if (pull == 0 || previous[node].Count == 0 || next[node].Count + previous[node].Count == 0)
                    continue;
                var earliest = previous[node].Max(n => layer[n]) + 1;
                var latest = next[node].Count == 0 ? layer[node] : next[node].Min(n => layer[n]) - 1;
                var target = pull > 0 ? latest : earliest;
                if (target == layer[node] || load[target] >= capacity)
                    continue;
                load[layer[node]]--;
                load[target]++;
                layer[node] = target;
                moved = true;
            }
        }
    }
}
