using System.Runtime.InteropServices;

namespace SmartCityPia.Analysis.Correlation;

/// <summary>The search behind <see cref="CityModel.CheapestCut"/>.</summary>
internal sealed class CutSearch
{
    private const double Tolerance = 1e-9;
    private const int MostJoining = 12;

    private readonly CityModel _model;
    private readonly IReadOnlyList<CutOption> _options;
    private readonly double[] _costs;
    private readonly CutEffects _effects;
    private readonly Func<bool> _isLate;
    private readonly CancellationToken _cancel;
    private readonly long _limit;
    private readonly List<View> _views = [];
    private bool _isImpossible;

    /// <summary>One actor with its targets and, for each option, the places of its holdings that the option can change.</summary>
    private sealed record View(Closure Closure, List<(int Place, int Type)> Targets, int[][] Places);

    public CutSearch(CityModel model, IReadOnlyList<CutTarget> targets, IReadOnlyList<CutOption> options, double threshold, Func<bool> isLate, CancellationToken cancel)
    {
        _model = model;
        _options = options;
        _costs = [.. options.Select(o => o.Cost)];
        _effects = new CutEffects(model, options);
        _isLate = isLate;
        _cancel = cancel;
        _limit = Certainty.Limit(threshold);
        var reach = Enumerable.Range(0, options.Count).Select(_effects.Reach).ToArray();
        foreach (var group in targets.GroupBy(t => string.Join(' ', model.ActorNumbers(t.Actor))))
        {
            var holdings = model.HoldingsOf(model.ActorNumbers(group.First().Actor));
            var closure = Closure.Solve(model, holdings, Estimate.Best, _limit, cancel: cancel);
            var places = Array.ConvertAll(reach, r => r.ConvertAll(h => Array.BinarySearch(holdings, h)).FindAll(p => p >= 0).ToArray());
            _views.Add(new View(closure, [.. group.SelectMany(t => Places(t, holdings)).Distinct()], places));
        }
    }

    private IEnumerable<(int Place, int Type)> Places(CutTarget target, int[] holdings)
    {
        if (!_model.Index.TypeNumber.TryGetValue(target.Attribute, out var type))
            return [];
        if (target.Holding is null)
            return Enumerable.Range(0, holdings.Length).Select(place => (place, type));
        var only = Array.BinarySearch(holdings, _model.HoldingNumber(target.Holding));
        return only < 0 ? [] : [(only, type)];
    }

    public CheapestCut Run(int alternatives)
    {
        var joining = Enumerable.Range(0, _options.Count).Where(_effects.MayJoin).ToArray();
        var weakening = Enumerable.Range(0, _options.Count).Except(joining).ToArray();
        var all = joining.Length <= MostJoining;
        var forced = Subsets(joining, all ? joining.Length : 1).OrderBy(s => s.Sum(o => _costs[o])).ToList();

        var best = double.PositiveInfinity;
        var bound = double.PositiveInfinity;
        var sets = new List<int[]>();
        foreach (var subset in forced)
        {
            var price = subset.Sum(o => _costs[o]);
            if (price > best + Tolerance)
                break;
            _isImpossible = false;
            var (cost, lower, found) = Search(subset, weakening, best - price, alternatives);
            bound = Math.Min(bound, price + lower);
            if (_isImpossible || found.Count == 0)
                continue;
            if (price + cost < best - Tolerance)
                sets.Clear();
            best = Math.Min(best, price + cost);
            sets.AddRange(found.Select(f => subset.Concat(f).Order().ToArray()));
        }

        if (double.IsInfinity(best))
            return new CheapestCut(!double.IsInfinity(bound) || !all, false, best, bound, []);
        bound = Math.Min(bound, best);
        return new CheapestCut(
            true,
            all && bound >= best - Tolerance,
            best,
            all ? bound : 0,
            [.. sets.Take(alternatives).Select(s => s.Select(o => _options[o]).ToList())]);
    }

    private static IEnumerable<int[]> Subsets(int[] of, int most) => Enumerable.Range(0, of.Length < 31 && most == of.Length ? 1 << of.Length : of.Length + 1)
        .Select(mask => most == of.Length ? of.Where((_, i) => (mask >> i & 1) == 1).ToArray() : mask == 0 ? [] : [of[mask - 1]]);

    /// <summary>The cheapest weakening options on top of some that are taken anyway, if no dearer than a ceiling.</summary>
    private (double Cost, double Lower, List<int[]> Sets) Search(int[] forced, int[] weakening, double ceiling, int alternatives)
    {
        var hitting = new HittingSet(_costs);
        var best = ceiling;
        var sets = new List<int[]>();
        if (Grow([]) is { } first)
            Keep(first);
        else if (_isImpossible)
            return (0, double.PositiveInfinity, []);
        var lower = 0.0;
        while (true)
        {
            _cancel.ThrowIfCancellationRequested();
            var candidate = hitting.Solve(best, lower, set => !sets.Exists(s => s.AsSpan().SequenceEqual(set)), _isLate);
            if (_isLate())
                return (best, Math.Max(lower, hitting.Bound()), sets);
            if (candidate is null || sets.Count >= alternatives && hitting.CostOf(candidate) >= best - Tolerance)
            {
                // Nothing cheaper obeys the demands, so what was kept is the cheapest; or the ceiling was.
                return (best, best, sets);
            }

            lower = Math.Max(lower, hitting.CostOf(candidate));
            if (Grow(candidate) is { } enough)
                Keep(enough);
        }

        void Keep(int[] set)
        {
            var cost = hitting.CostOf(set);
            if (cost > best + Tolerance || sets.Exists(s => s.AsSpan().SequenceEqual(set)))
                return;
            if (cost < best - Tolerance)
                sets.Clear();
            best = Math.Min(best, cost);
            sets.Add(set);
        }

        // Takes more options until no target stands, noting each demand met on the way; then gives back what is not needed.
        int[]? Grow(int[] from)
        {
            var taken = new HashSet<int>(from.Concat(forced));
            var added = new List<int>();
            while (Standing(taken) is { } proof)
            {
                var demand = Demand(proof, taken, weakening);
                if (demand.Count == 0)
                {
                    _isImpossible = true;
                    return null;
                }

                hitting.Add(demand);
                if (_isLate())
                    return null;
                var cheapest = demand.MinBy(o => (_costs[o], o));
                taken.Add(cheapest);
                added.Add(cheapest);
            }

            foreach (var option in added.OrderByDescending(o => _costs[o]).ThenBy(o => o))
            {
                taken.Remove(option);
                if (Standing(taken) is not null)
                    taken.Add(option);
            }

            taken.ExceptWith(forced);
            return [.. taken.Order()];
        }
    }

    /// <summary>A proof of a target that stands with some options taken, or null.</summary>
    private CutProof? Standing(HashSet<int> taken)
    {
        var overlay = new CutOverlay(_model, _effects, taken);
        foreach (var view in _views)
        {
            var closure = view.Closure;
            var changes = new List<(int Place, HoldingContent? Content)>();
            foreach (var place in taken.SelectMany(o => view.Places[o]).Distinct())
            {
                changes.Add((place, overlay.Content(closure.Holdings[place])));
            }

            closure.Begin();
            closure.Replace(CollectionsMarshal.AsSpan(changes), _cancel);
            var best = view.Targets.Where(t => closure.Rank(t.Place, t.Type) != Certainty.Unreached).OrderBy(t => closure.Rank(t.Place, t.Type)).ThenBy(t => t).Take(1).ToList();
            var proof = best.Count == 0 ? null : closure.ProofFor(best[0].Place, best[0].Type);
            closure.Undo();
            if (proof is not null)
                return proof;
        }

        return null;
    }

    /// <summary>Options one of which has to be taken besides, as this proof would stand without any of them.</summary>
    private List<int> Demand(CutProof proof, HashSet<int> taken, int[] weakening)
    {
        var concerned = proof.Holdings.SelectMany(Above).SelectMany(_effects.At).ToHashSet();
        var demand = new List<int>();
        var spared = new HashSet<int>(taken);
        foreach (var option in weakening.Where(o => concerned.Contains(o) && !taken.Contains(o)).OrderByDescending(o => _costs[o]).ThenBy(o => o))
        {
            // The proof survives these options even together, so they meet no demand by themselves.
            spared.Add(option);
            if (Cost(spared) <= _limit)
                continue;
            spared.Remove(option);
            demand.Add(option);
        }

        return demand;

        long Cost(HashSet<int> set)
        {
            var overlay = new CutOverlay(_model, _effects, set);
            return proof.Cost(overlay.Content);
        }
    }

    private IEnumerable<int> Above(int holding)
    {
        for (var h = holding; h >= 0; h = _model.SourceOf(h))
            yield return h;
    }
}
