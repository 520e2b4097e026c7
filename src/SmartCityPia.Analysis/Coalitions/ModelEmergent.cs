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
        var best = new BestPlaces(model);
        best.Add(whole, isKnown);
        return best.Named(members);
    }
}
