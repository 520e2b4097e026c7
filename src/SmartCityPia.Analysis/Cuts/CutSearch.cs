using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Analysis.Solving;

namespace SmartCityPia.Analysis.Cuts;

/// <summary>The search behind <see cref="ModelCuts.CheapestCut"/>.</summary>
internal sealed class CutSearch
{
    private const int MostJoining = 12;

    /// <summary>A price that nothing reaches.</summary>
    private const long Priceless = long.MaxValue / 4;

    /// <summary>As many demands are noted one by one before the structure of the conclusions is written out.</summary>
    private const int FewDemands = 4;

    private readonly CityModel _model;
    private readonly IReadOnlyList<CutOption> _options;
    private readonly long[] _prices;
    private readonly double _scale;
    private readonly CutEffects _effects;
    private readonly Func<bool> _isLate;
    private readonly CancellationToken _cancel;
    private readonly long _limit;
    private readonly List<CutView> _views = [];
    private bool _isImpossible;

    public CutSearch(CityModel model, IReadOnlyList<CutTarget> targets, IReadOnlyList<CutOption> options, double threshold, Func<bool> isLate, CancellationToken cancel)
    {
        _model = model;
        _options = options;
        _effects = new CutEffects(model, options);
        (_prices, _scale) = Whole([.. options.Select(o => o.Cost)]);
        _isLate = () =>
        {
            cancel.ThrowIfCancellationRequested();
            return isLate();
        };
        _cancel = cancel;
        _limit = Costs.Limit(threshold);
        foreach (var group in targets.GroupBy(t => string.Join(' ', model.ActorNumbers(t.Actor))))
            _views.Add(new CutView(model, _effects, model.ActorNumbers(group.First().Actor), group, options.Count, _limit, cancel));
    }

    public CheapestCut Run(int alternatives)
    {
        var joining = Enumerable.Range(0, _options.Count).Where(_effects.MayJoin).ToArray();
        var weakening = Enumerable.Range(0, _options.Count).Except(joining).ToArray();
        var all = joining.Length <= MostJoining;
        var forced = Subsets(joining, all ? joining.Length : 1).OrderBy(PriceOf).ToList();

        var best = Priceless;
        var bound = Priceless;
        var sets = new List<int[]>();
        foreach (var subset in forced)
        {
            var price = PriceOf(subset);
            if (price > best)
                break;
            _isImpossible = false;
            var (cost, lower, found) = Search(subset, weakening, best - price, alternatives);
            bound = Math.Min(bound, price + lower);
            if (_isImpossible || found.Count == 0)
                continue;
            if (price + cost < best)
                sets.Clear();
            best = Math.Min(best, price + cost);
            sets.AddRange(found.Select(f => subset.Concat(f).Order().ToArray()));
        }

        if (sets.Count == 0)
            return new CheapestCut(bound < Priceless || !all, false, double.PositiveInfinity, bound < Priceless ? bound / _scale : double.PositiveInfinity, []);
        var least = sets.Min(s => s.Sum(o => _options[o].Cost));
        return new CheapestCut(
            true,
            all && bound >= best,
            least,
            !all ? 0 : bound >= best ? least : bound / _scale,
            [.. sets.Take(alternatives).Select(s => s.Select(o => _options[o]).ToList())]);
    }

    /// <summary>Prices as whole numbers, so that sums in another order are equal: decimals are kept, up to nine of them.</summary>
    private static (long[] Prices, double Scale) Whole(double[] costs)
    {
        const double most = 1e15;
        var sum = costs.Sum();
        var scale = 1.0;
        for (var digits = 0; digits < 9 && sum * scale * 10 < most && !Array.TrueForAll(costs, c => IsWhole(c * scale)); digits++)
            scale *= 10;
        if (sum * scale > most)
            scale = most / sum;
        return (Array.ConvertAll(costs, c => Math.Max(1, (long)Math.Round(c * scale))), scale);

        static bool IsWhole(double value) => value >= 0.5 && Math.Abs(value - Math.Round(value)) <= 1e-9;
    }

    private static IEnumerable<int[]> Subsets(int[] of, int most) => Enumerable.Range(0, of.Length < 31 && most == of.Length ? 1 << of.Length : of.Length + 1)
        .Select(mask => most == of.Length ? of.Where((_, i) => (mask >> i & 1) == 1).ToArray() : mask == 0 ? [] : [of[mask - 1]]);

    private long PriceOf(IEnumerable<int> options) => options.Sum(o => _prices[o]);

    /// <summary>The cheapest weakening options on top of some that are taken anyway, if no dearer than a ceiling.</summary>
    private (long Cost, long Lower, List<int[]> Sets) Search(int[] forced, int[] weakening, long ceiling, int alternatives)
    {
        var isOpen = new bool[_options.Count];
        foreach (var option in weakening)
            isOpen[option] = true;
        var demands = new List<List<int>>();
        var master = new CutMaster(_prices, _isLate);
        var skeletons = (List<CutSkeleton>?)null;
        var isMerged = false;
        var best = ceiling;
        var sets = new List<int[]>();
        var lower = 0L;
        if (!Grow([], isWhole: false))
            return (0, Priceless, []);
        while (true)
        {
            if (skeletons is null && demands.Count >= FewDemands)
            {
                skeletons = Skeletons(forced, isOpen);
                if (skeletons.Count > 0)
                    Restart(merge: true);
            }

            var step = master.Advance(best, out var set);
            lower = Math.Max(lower, Math.Min(master.Bound, best));
            if (step == CutStep.Late)
            {
                // Late or not, one set that is enough is owed.
                return sets.Count > 0 || Grow(set, isWhole: true) ? (best, lower, sets) : (0, Priceless, []);
            }

            if (step == CutStep.None || (lower >= best && sets.Count >= alternatives))
            {
                // Nothing cheaper obeys the demands, so what was kept is the cheapest; or the ceiling was.
                return (best, best, sets);
            }

            if (!Grow(set, isWhole: false))
                return (0, Priceless, []);
        }

        // Takes more options until no target stands, noting each demand met on the way; then gives back what is not needed.
        // Stops halfway when the time is up or the structure is to be written out, unless a whole set is asked for.
        bool Grow(int[] from, bool isWhole)
        {
            var taken = new HashSet<int>(from.Concat(forced));
            var added = new List<int>();
            Begin(taken);
            try
            {
                while (Standing(out var view) is { } proof)
                {
                    var demand = view.Demand(proof, taken, isOpen, _prices, _limit);
                    if (demand.Count == 0)
                    {
                        _isImpossible = true;
                        return false;
                    }

                    demands.Add(demand);
                    if (isMerged)
                        Restart(merge: false);
                    else
                        master.Demand(demand);
                    if (!isWhole && (_isLate() || (skeletons is null && demands.Count >= FewDemands)))
                        return true;
                    var cheapest = demand.MinBy(o => (_prices[o], o));
                    taken.Add(cheapest);
                    added.Add(cheapest);
                    Change([cheapest], taken);
                }

                foreach (var option in added.OrderByDescending(o => _prices[o]).ThenBy(o => o))
                {
                    taken.Remove(option);
                    Change([option], taken);
                    if (Standing(out _) is null)
                        continue;
                    taken.Add(option);
                    Change([option], taken);
                }
            }
            finally
            {
                End();
            }

            taken.ExceptWith(forced);
            Keep([.. taken.Order()]);
            return true;
        }

        void Keep(int[] set)
        {
            var price = PriceOf(set);
            if (price > best || sets.Exists(s => s.AsSpan().SequenceEqual(set)))
                return;
            if (price < best)
                sets.Clear();
            best = price;
            sets.Add(set);
            master.Bar(set);
        }

        void Restart(bool merge)
        {
            isMerged = merge;
            master = new CutMaster(_prices, _isLate);
            CutSkeleton.Load(skeletons!, master, merge);
            if (!merge)
                demands.ForEach(master.Demand);
            sets.ForEach(master.Bar);
        }
    }

    private List<CutSkeleton> Skeletons(int[] forced, bool[] isOpen)
    {
        Begin([.. forced]);
        var made = _views.ConvertAll(v => new CutSketch(v.Closure, v, _effects, isOpen).Run()).FindAll(s => s.IsWithin(_limit));
        End();
        return made;
    }

    private void Begin(HashSet<int> taken)
    {
        foreach (var view in _views)
            view.Closure.Begin();
        Change(taken, taken);
    }

    private void Change(IEnumerable<int> options, HashSet<int> taken)
    {
        var overlay = new CutOverlay(_model, _effects, taken);
        foreach (var view in _views)
            view.Change(options, overlay);
    }

    private void End()
    {
        foreach (var view in _views)
            view.Closure.Undo();
    }

    private WeighedProof? Standing(out CutView where)
    {
        foreach (var view in _views)
        {
            where = view;
            if (view.Standing() is { } proof)
                return proof;
        }

        where = _views.Count > 0 ? _views[0] : null!;
        return null;
    }
}
