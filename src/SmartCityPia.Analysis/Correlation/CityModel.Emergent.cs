namespace SmartCityPia.Analysis.Correlation;

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

        // More holdings never lower a score, so the parts that lack one member speak for all smaller ones.
        var known = new bool[Index.Types.Length];
        for (var left = 0; left < members.Length && members.Length > 1; left++)
        {
            var part = members.Where((_, i) => i != left).ToArray();
            var reach = Closure.Solve(this, HoldingsOf(part), Estimate.Best, limit, cancel: cancel).Reach();
            for (var type = 0; type < reach.Length; type++)
                known[type] |= reach[type] != Certainty.Unreached;
        }

        var whole = Closure.Solve(this, HoldingsOf(members), Estimate.Best, limit, cancel: cancel);
        var names = Names(members);
        var emergent = new List<Emergent>();
        for (var type = 0; type < known.Length; type++)
        {
            if (known[type])
                continue;
            var best = -1;
            for (var place = 0; place < whole.Holdings.Length; place++)
            {
                if (whole.Rank(place, type) != Certainty.Unreached && (best < 0 || whole.Rank(place, type) < whole.Rank(best, type)))
                    best = place;
            }

            if (best >= 0)
                emergent.Add(new Emergent(names, Index.Types[type], Certainty.Score(Certainty.CostOf(whole.Rank(best, type))), Holdings[whole.Holdings[best]].Id));
        }

        return emergent;
    }
}
