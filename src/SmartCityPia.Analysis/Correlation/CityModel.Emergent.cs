using System.Collections.Concurrent;

namespace SmartCityPia.Analysis.Correlation;

/// <param name="Coalitions">Of one size, sorted; one empty coalition when the public data alone suffices.</param>
/// <param name="IsComplete">Whether every coalition up to the asked size was decided; if not, there may be others, and smaller sizes were all decided.</param>
public sealed record SmallestCoalitions(IReadOnlyList<IReadOnlyList<string>> Coalitions, bool IsComplete);

public sealed partial class CityModel
{
    /// <summary>What a coalition can tell and no proper non-empty part of it can, in the order of attributes.</summary>
    /// <exception cref="ArgumentException">An id names no organisation, or none is given.</exception>
    public IReadOnlyList<Emergent> EmergentIn(IReadOnlyList<string> coalition, double threshold = DefaultThreshold, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(coalition);
        var members = ActorNumbers(coalition);
        if (members.Length == 0)
            throw new ArgumentException("A coalition needs a member.", nameof(coalition));
        var limit = Certainty.Limit(threshold);
        var work = new Workspace();

        // More holdings never lower a score, so the parts that lack one member speak for all smaller ones.
        var known = new bool[Index.Types.Length];
        for (var left = 0; left < members.Length && members.Length > 1; left++)
        {
            var part = members.Where((_, i) => i != left).ToArray();
            foreach (var (_, type) in Closure.Solve(this, HoldingsOf(part), Estimate.Best, limit, work, cancel).Facts())
                known[type] = true;
            work.Clear();
        }

        return EmergentIn(members, type => known[type], limit, work, cancel);
    }

    /// <summary>What every pair of organisations can tell and neither of the two can: sorted by pair and attribute.</summary>
    /// <param name="progress">Told how many of how many organisations' pairs are done.</param>
    public IReadOnlyList<Emergent> EmergentInPairs(double threshold = DefaultThreshold, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancel = default)
    {
        var limit = Certainty.Limit(threshold);
        var pooling = new Pooling(Index);
        var reach = Reached(limit, pooling.Words, cancel);
        var found = new IReadOnlyList<Emergent>[HeldBy.Length];
        var done = 0;
        Parallel.ForEach(
            Partitioner.Create(Enumerable.Range(0, HeldBy.Length), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { CancellationToken = cancel },
            () => (Work: new Workspace(), Pool: new ulong[pooling.Words], Known: new ulong[pooling.Words]),
            (first, _, own) =>
            {
                var list = new List<Emergent>();
                for (var second = first + 1; second < HeldBy.Length; second++)
                {
                    var promising = false;
                    for (var w = 0; w < own.Pool.Length; w++)
                        own.Pool[w] = own.Known[w] = reach[first][w] | reach[second][w];
                    pooling.Close(own.Pool);
                    for (var w = 0; w < own.Pool.Length; w++)
                        promising |= own.Pool[w] != own.Known[w];
                    if (promising)
                        list.AddRange(EmergentIn([first, second], type => Pooling.Has(own.Known, type), limit, own.Work, cancel));
                }

                found[first] = list;
                progress?.Report((Interlocked.Increment(ref done), HeldBy.Length));
                return own;
            },
            _ => { });
        return [.. found.SelectMany(f => f)];
    }

    /// <summary>The smallest groups of organisations that can tell an attribute about somebody, as a field or by inference.</summary>
    /// <param name="largest">Sizes up to this are looked at.</param>
    /// <param name="most">How many coalitions to name at most.</param>
    /// <param name="trials">How many groups to decide in full at most; the quick test before that is not counted.</param>
    public SmallestCoalitions SmallestCoalitionsFor(
        string attribute, int largest = 3, double threshold = DefaultThreshold, int most = 1000, int trials = 200_000, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(largest);
        if (!Index.TypeNumber.TryGetValue(attribute, out var goal))
            return new SmallestCoalitions([], true);
        var limit = Certainty.Limit(threshold);
        var work = new Workspace();
        if (Reaches([]))
            return new SmallestCoalitions([[]], true);
        var pooling = new Pooling(Index);
        var reach = Reached(limit, pooling.Words, cancel);
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
                    found.Add(Names(members));
                return;
            }

            for (var next = from; next < HeldBy.Length && complete; next++)
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
            var closure = Closure.Solve(this, HoldingsOf(members), Estimate.Best, limit, work, cancel);
            var reached = closure.Facts().Any(f => f.Type == goal);
            work.Clear();
            return reached;
        }
    }

    /// <summary>For each single organisation, which attributes it can tell about somebody.</summary>
    private ulong[][] Reached(long limit, int words, CancellationToken cancel)
    {
        var reach = new ulong[HeldBy.Length][];
        Parallel.ForEach(
            Partitioner.Create(BySize(), loadBalance: true),
            new ParallelOptions { CancellationToken = cancel },
            () => new Workspace(),
            (organisation, _, work) =>
            {
                var bits = new ulong[words];
                foreach (var (_, type) in Closure.Solve(this, HoldingsOf([organisation]), Estimate.Best, limit, work, cancel).Facts())
                    bits[type >> 6] |= 1UL << (type & 63);
                reach[organisation] = bits;
                work.Clear();
                return work;
            },
            _ => { });
        return reach;
    }

    private List<Emergent> EmergentIn(int[] members, Func<int, bool> isKnown, long limit, Workspace work, CancellationToken cancel)
    {
        var whole = Closure.Solve(this, HoldingsOf(members), Estimate.Best, limit, work, cancel);
        var best = new int[Index.Types.Length];
        Array.Fill(best, -1);
        foreach (var (place, type) in whole.Facts())
        {
            if (best[type] < 0 || whole.Rank(place, type) < whole.Rank(best[type], type))
                best[type] = place;
        }

        var names = Names(members);
        var emergent = new List<Emergent>();
        for (var type = 0; type < best.Length; type++)
        {
            if (best[type] >= 0 && !isKnown(type))
                emergent.Add(new Emergent(names, Index.Types[type], Certainty.Score(Certainty.CostOf(whole.Rank(best[type], type))), Holdings[whole.Holdings[best[type]]].Id));
        }

        work.Clear();
        return emergent;
    }
}
