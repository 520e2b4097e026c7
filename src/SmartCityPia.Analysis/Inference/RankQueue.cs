using SmartCityPia.Analysis.City;

namespace SmartCityPia.Analysis.Inference;

/// <summary>A four-way heap of nodes by rank. Nodes may be queued again at a better rank; the taker skips stale entries.</summary>
internal sealed class RankQueue
{
    private ulong[] _ranks = new ulong[256];
    private int[] _nodes = new int[256];
    private int _count;

    public void Clear() => _count = 0;

    public void Add(int node, ulong rank)
    {
        if (_count == _ranks.Length)
        {
            Array.Resize(ref _ranks, _count * 2);
            Array.Resize(ref _nodes, _count * 2);
        }

        var at = _count++;
        while (at > 0)
        {
            var parent = (at - 1) >> 2;
            if (_ranks[parent] <= rank)
                break;
            _ranks[at] = _ranks[parent];
            _nodes[at] = _nodes[parent];
            at = parent;
        }

        _ranks[at] = rank;
        _nodes[at] = node;
    }

    public bool TryTake(out int node, out ulong rank)
    {
        if (_count == 0)
        {
            (node, rank) = (0, 0);
            return false;
        }

        node = _nodes[0];
        rank = _ranks[0];
        var last = _ranks[--_count];
        var lastNode = _nodes[_count];
        var at = 0;
        while (true)
        {
            var child = (at << 2) + 1;
            if (child >= _count)
                break;
            var least = child;
            var end = Math.Min(child + 4, _count);
            for (var c = child + 1; c < end; c++)
            {
                if (_ranks[c] < _ranks[least])
                    least = c;
            }

            if (_ranks[least] >= last)
                break;
            _ranks[at] = _ranks[least];
            _nodes[at] = _nodes[least];
            at = least;
        }

        _ranks[at] = last;
        _nodes[at] = lastNode;
        return true;
    }
}
