using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;

namespace SmartCityPia.Analysis.Coalitions;

/// <summary>Decides pairs of organisations one after the other on one thread.</summary>
internal sealed class PairSearch(CityModel model, Pooling pooling, LinkMap[] maps, ulong[][] reach, long limit)
{
    private readonly Workspace _work = new();
    private readonly ulong[] _pool = new ulong[pooling.Words];
    private readonly ulong[] _known = new ulong[pooling.Words];
    private readonly ulong[] _relevant = new ulong[pooling.Words];
    private readonly int[] _inferred = [.. Enumerable.Range(0, model.Index.Keys.Length).Where(k => model.Index.Keys[k].IsInferred)];
    private readonly List<(int OfFirst, int OfSecond)> _meeting = [];
    private readonly Dictionary<int, Part> _parts = [];
    private int[] _parent = [];

    /// <summary>Groups of either organisation that links may connect, and all that their facts could tell in one record.</summary>
    private sealed record Part(List<int> Groups, ulong[] Pool);

    public List<Emergent> Emergent(int first, int second, CancellationToken cancel)
    {
        for (var w = 0; w < _pool.Length; w++)
            _pool[w] = _known[w] = reach[first][w] | reach[second][w];
        pooling.Close(_pool);
        if (!IsNew(_pool))
            return [];
        LinkMap.Meeting(maps[first], maps[second], _meeting);
        if (_meeting.Count == 0)
            return [];
        Divide(maps[first], maps[second]);
        BestPlaces? best = null;
        foreach (var part in _parts.Values)
        {
            if (!IsNew(part.Pool))
                continue;
            var holdings = Useful(part, maps[first], maps[second]);
            var together = Closure.Solve(model, holdings, model.ContentsOf(holdings), Estimate.Best, limit, _work, _relevant, cancel);
            (best ??= new BestPlaces(model)).Add(together, type => Pooling.Has(_known, type));
            _work.Clear();
        }

        return best?.Named([first, second]) ?? [];
    }

    private bool IsNew(ulong[] pool)
    {
        for (var w = 0; w < pool.Length; w++)
        {
            if ((pool[w] & ~_known[w]) != 0)
                return true;
        }

        return false;
    }

    /// <summary>Divides the groups that meet into parts, with the groups that an inferred key could lead to.</summary>
    private void Divide(LinkMap a, LinkMap b)
    {
        var groups = a.Count + b.Count;
        if (_parent.Length < groups)
            _parent = new int[groups * 2];
        for (var g = 0; g < groups; g++)
            _parent[g] = g;
        var met = new HashSet<int>();
        foreach (var (x, y) in _meeting)
            Join(x, a.Count + y);
        do
        {
            _parts.Clear();
            foreach (var group in met)
            {
                if (!_parts.TryGetValue(Root(group), out var part))
                    _parts.Add(Root(group), part = new Part([], new ulong[_pool.Length]));
                part.Groups.Add(group);
                var columns = group < a.Count ? a.Columns(group) : b.Columns(group - a.Count);
                for (var w = 0; w < part.Pool.Length; w++)
                    part.Pool[w] |= columns[w];
            }
        }
        while (FollowInferred());

        bool FollowInferred()
        {
            var isWider = false;
            foreach (var part in _parts.Values)
            {
                pooling.Close(part.Pool);
                foreach (var key in _inferred)
                {
                    if (!Pooling.Has(part.Pool, model.Index.Keys[key].Type))
                        continue;
                    if (a.GroupOf(key) is >= 0 and var ofA)
                        isWider |= Join(part.Groups[0], ofA);
                    if (b.GroupOf(key) is >= 0 and var ofB)
                        isWider |= Join(part.Groups[0], a.Count + ofB);
                }
            }

            return isWider;
        }

        bool Join(int one, int other)
        {
            met.Add(one);
            met.Add(other);
            var (x, y) = (Root(one), Root(other));
            _parent[Math.Max(x, y)] = Math.Min(x, y);
            return x != y;
        }
    }

    private int Root(int group)
    {
        while (_parent[group] != group)
            group = _parent[group] = _parent[_parent[group]];
        return group;
    }

    /// <summary>
    /// The holdings of a part that matter for what is new there: those with something that helps to tell it, and those
    /// that lead from one link to another. Sets the bits of what helps.
    /// </summary>
    private int[] Useful(Part part, LinkMap a, LinkMap b)
    {
        for (var w = 0; w < _relevant.Length; w++)
            _relevant[w] = part.Pool[w] & ~_known[w];
        foreach (var key in _inferred)
            _relevant[model.Index.Keys[key].Type >> 6] |= 1UL << (model.Index.Keys[key].Type & 63);
        pooling.AddCauses(_relevant, part.Pool);
        var holdings = new List<int>();
        foreach (var group in part.Groups)
        {
            foreach (var holding in group < a.Count ? a.Group(group) : b.Group(group - a.Count))
            {
                var content = model.Holdings[holding].Content;
                if (content.Ends.Length > 1 || Array.Exists(content.Columns, c => Pooling.Has(_relevant, c)))
                    holdings.Add(holding);
            }
        }

        // A public holding can be in a group of either side.
        holdings.Sort();
        var kept = 0;
        for (var h = 0; h < holdings.Count; h++)
        {
            if (kept == 0 || holdings[kept - 1] != holdings[h])
                holdings[kept++] = holdings[h];
        }

        return [.. holdings[..kept]];
    }
}
