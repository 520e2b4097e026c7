using System.Collections.Concurrent;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;

namespace SmartCityPia.Analysis.Coalitions;

/// <param name="Coalitions">Of one size, sorted; one empty coalition when the public data alone suffices.</param>
/// <param name="IsComplete">Whether every coalition up to the asked size was decided; if not, there may be others, and smaller sizes were all decided.</param>
public sealed record SmallestCoalitions(IReadOnlyList<IReadOnlyList<string>> Coalitions, bool IsComplete);

public static class ModelEmergent
{
    /// <summary>What a coalition can tell and no proper non-empty part of it can, in the order of attributes.</summary>
    /// <exception cref="ArgumentException">An id names no organisation, or none is given.</exception>
    public static IReadOnlyList<Emergent> EmergentIn(this CityModel model, IReadOnlyList<string> coalition, double threshold = CityModel.DefaultThreshold, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(coalition);
        var members = model.ActorNumbers(coalition);
        if (members.Length == 0)
            throw new ArgumentException("A coalition needs a member.", nameof(coalition));
        var limit = Costs.Limit(threshold);
        var work = new Workspace();

        // More holdings never lower a score, so the parts that lack one member speak for all smaller ones.
        var known = new bool[model.Index.Types.Length];
        for (var left = 0; left < members.Length && members.Length > 1; left++)
        {
            var part = members.Where((_, i) => i != left).ToArray();
            foreach (var (_, type) in Closure.Solve(model, model.HoldingsOf(part), Estimate.Best, limit, work, cancel).Facts())
                known[type] = true;
            work.Clear();
        }

        return model.EmergentIn(members, Closure.Solve(model, model.HoldingsOf(members), Estimate.Best, limit, work, cancel), type => known[type]);
    }

    /// <summary>What every pair of organisations can tell and neither of the two can: sorted by pair and attribute.</summary>
    /// <param name="progress">Told how many of how many organisations' pairs are done.</param>
    public static IReadOnlyList<Emergent> EmergentInPairs(this CityModel model, double threshold = CityModel.DefaultThreshold, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancel = default)
    {
        var limit = Costs.Limit(threshold);
        var pooling = new Pooling(model.Index);
        var maps = new LinkMap[model.HeldBy.Length];
        var reach = model.Reached(limit, pooling.Words, (organisation, closure) => maps[organisation] = LinkMap.Of(model, closure), cancel);
        var found = new IReadOnlyList<Emergent>[model.HeldBy.Length];
        var done = 0;
        Parallel.ForEach(
            Partitioner.Create(Enumerable.Range(0, model.HeldBy.Length), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { CancellationToken = cancel },
            () => new PairSearch(model, pooling, maps, reach, limit),
            (first, _, search) =>
            {
                var list = new List<Emergent>();
                for (var second = first + 1; second < model.HeldBy.Length; second++)
                    list.AddRange(search.Emergent(first, second, cancel));
                found[first] = list;
                progress?.Report((Interlocked.Increment(ref done), model.HeldBy.Length));
                return search;
            },
            _ => { });
        return [.. found.SelectMany(f => f)];
    }

    /// <summary>Decides pairs one after the other on one thread.</summary>
    private sealed class PairSearch(CityModel model, Pooling pooling, LinkMap[] maps, ulong[][] reach, long limit)
    {
        private readonly Workspace _work = new();
        private readonly ulong[] _pool = new ulong[pooling.Words];
        private readonly ulong[] _known = new ulong[pooling.Words];
        private readonly ulong[] _relevant = new ulong[pooling.Words];
        private readonly HashSet<int> _ofFirst = [];
        private readonly HashSet<int> _ofSecond = [];

        public List<Emergent> Emergent(int first, int second, CancellationToken cancel)
        {
            var isPromising = false;
            for (var w = 0; w < _pool.Length; w++)
                _pool[w] = _known[w] = reach[first][w] | reach[second][w];
            pooling.Close(_pool);
            for (var w = 0; w < _pool.Length; w++)
                isPromising |= _pool[w] != _known[w];
            if (!isPromising)
                return [];

            // What could be new, what could help to tell it, and the keys with what helps to tell them.
            for (var w = 0; w < _pool.Length; w++)
                _relevant[w] = _pool[w] & ~_known[w];
            foreach (var key in model.Index.Keys)
            {
                if (key.IsInferred)
                    _relevant[key.Type >> 6] |= 1UL << (key.Type & 63);
            }

            pooling.AddCauses(_relevant, _pool);
            LinkMap.Meeting(maps[first], maps[second], _ofFirst, _ofSecond);
            while (_ofFirst.Count > 0)
            {
                int[] holdings = [.. _ofFirst.SelectMany(maps[first].Group).Concat(_ofSecond.SelectMany(maps[second].Group)).Distinct()];
                Array.Sort(holdings);
                var together = Closure.Solve(model, holdings, model.ContentsOf(holdings), Estimate.Best, limit, _work, _relevant, cancel);
                var emergent = Widen(together, maps[first], _ofFirst) | Widen(together, maps[second], _ofSecond)
                    ? null
                    : model.EmergentIn([first, second], together, type => Pooling.Has(_known, type));
                _work.Clear();
                if (emergent is not null)
                    return emergent;
            }

            return [];
        }

        /// <summary>Takes in the group that a free key now leads to.</summary>
        private bool Widen(Closure together, LinkMap map, HashSet<int> groups)
        {
            var isWider = false;
            for (var key = 0; key < model.Index.Keys.Length; key++)
            {
                if (!model.Index.Keys[key].IsInferred || map.GroupOf(key) is not (>= 0 and var group) || groups.Contains(group))
                    continue;
                for (var place = 0; place < together.Holdings.Length; place++)
                {
                    if (together.Rank(place, model.Index.Keys[key].Type) == Costs.Unreached)
                        continue;
                    isWider |= groups.Add(group);
                    break;
                }
            }

            return isWider;
        }
    }

    /// <summary>The smallest groups of organisations that can tell an attribute about somebody, as a field or by inference.</summary>
    /// <param name="largest">Sizes up to this are looked at.</param>
    /// <param name="most">How many coalitions to name at most.</param>
    /// <param name="trials">How many groups to decide in full at most; the quick test before that is not counted.</param>
    public static SmallestCoalitions SmallestCoalitionsFor(
        this CityModel model, string attribute, int largest = 3, double threshold = CityModel.DefaultThreshold, int most = 1000, int trials = 200_000, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(largest);
        if (!model.Index.TypeNumber.TryGetValue(attribute, out var goal))
            return new SmallestCoalitions([], true);
        var limit = Costs.Limit(threshold);
        var work = new Workspace();
        if (Reaches([]))
            return new SmallestCoalitions([[]], true);
        var pooling = new Pooling(model.Index);
        var reach = model.Reached(limit, pooling.Words, null, cancel);
        var everyone = new ulong[pooling.Words];
        foreach (var bits in reach)
        {
            for (var w = 0; w < everyone.Length; w++)
                everyone[w] |= bits[w];
        }

        pooling.Close(everyone);
        if (everyone.Length == 0 || !Pooling.Has(everyone, goal))
            return new SmallestCoalitions([], true);
        var found = new List<IReadOnlyList<string>>();
        var complete = true;
        for (var size = 1; size <= largest && found.Count == 0 && complete; size++)
            Extend([], 0, new ulong[pooling.Words], size);
        return new SmallestCoalitions(found, complete);

        void Extend(int[] members, int from, ulong[] pool, int left)
        {
            cancel.ThrowIfCancellationRequested();
            if (left == 0)
            {
                var closed = pool.ToArray();
                pooling.Close(closed);
                if (!Pooling.Has(closed, goal))
                    return;
                if (members.Length > 1 && --trials < 0)
                    complete = false;
                else if (members.Length == 1 ? Pooling.Has(pool, goal) : Reaches(members))
                    found.Add(model.Names(members));
                return;
            }

            for (var next = from; next < model.HeldBy.Length && complete; next++)
            {
                if (found.Count >= most)
                {
                    complete = false;
                    return;
                }

                var wider = pool.ToArray();
                for (var w = 0; w < wider.Length; w++)
                    wider[w] |= reach[next][w];
                Extend([.. members, next], next + 1, wider, left - 1);
            }
        }

        bool Reaches(int[] members)
        {
            var closure = Closure.Solve(model, model.HoldingsOf(members), Estimate.Best, limit, work, cancel);
            var reached = closure.Facts().Any(f => f.Type == goal);
            work.Clear();
            return reached;
        }
    }

    /// <summary>For each single organisation, which attributes it can tell about somebody.</summary>
    private static ulong[][] Reached(this CityModel model, long limit, int words, Action<int, Closure>? look, CancellationToken cancel)
    {
        var reach = new ulong[model.HeldBy.Length][];
        Parallel.ForEach(
            Partitioner.Create(model.BySize(), loadBalance: true),
            new ParallelOptions { CancellationToken = cancel },
            () => new Workspace(),
            (organisation, _, work) =>
            {
                var bits = new ulong[words];
                var closure = Closure.Solve(model, model.HoldingsOf([organisation]), Estimate.Best, limit, work, cancel);
                look?.Invoke(organisation, closure);
                closure.AddColumns(bits);
                reach[organisation] = bits;
                work.Clear();
                return work;
            },
            _ => { });
        return reach;
    }

    private static List<Emergent> EmergentIn(this CityModel model, int[] members, Closure whole, Func<int, bool> isKnown)
    {
        var best = new int[model.Index.Types.Length];
        Array.Fill(best, -1);
        foreach (var (place, type) in whole.Facts())
        {
            if (best[type] < 0 || IsBetter(place, best[type], type))
                best[type] = place;
        }

        var names = model.Names(members);
        var emergent = new List<Emergent>();
        for (var type = 0; type < best.Length; type++)
        {
            if (best[type] >= 0 && !isKnown(type))
                emergent.Add(new Emergent(names, model.Index.Types[type], Costs.Score(Costs.CostOf(whole.Rank(best[type], type))), model.Holdings[whole.Holdings[best[type]]].Id));
        }

        return emergent;

        // Among equally sure places one inside the city is named.
        bool IsBetter(int place, int other, int type)
        {
            var (one, two) = (whole.Rank(place, type), whole.Rank(other, type));
            var (here, there) = (model.Holdings[whole.Holdings[place]].IsOutside, model.Holdings[whole.Holdings[other]].IsOutside);
            return Costs.CostOf(one) != Costs.CostOf(two) ? one < two : here == there ? one < two : there;
        }
    }
}
