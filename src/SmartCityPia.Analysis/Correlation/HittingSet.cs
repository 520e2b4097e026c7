namespace SmartCityPia.Analysis.Correlation;

/// <summary>The cheapest set that takes at least one option of every demand: branch and bound with disjoint demands as the bound.</summary>
internal sealed class HittingSet(double[] costs)
{
    private const double Tolerance = 1e-9;

    private readonly List<int[]> _demands = [];
    private readonly HashSet<int> _taken = [];
    private readonly bool[] _barred = new bool[costs.Length];
    private double _best;
    private int[]? _found;
    private Func<int[], bool> _isWanted = _ => true;
    private Func<bool> _isLate = () => false;

    /// <summary>Demands are kept with the cheapest option first.</summary>
    public void Add(IEnumerable<int> demand) => _demands.Add([.. demand.OrderBy(o => costs[o]).ThenBy(o => o)]);

    public double CostOf(IEnumerable<int> options) => options.Sum(o => costs[o]);

    /// <summary>A bound below every set that obeys the demands: disjoint demands must each be paid.</summary>
    public double DisjointBound() => Bound();

    /// <returns>The cheapest wanted set no dearer than a ceiling, sorted; null if there is none, or if time ran out.</returns>
    public int[]? Solve(double ceiling, Func<int[], bool> isWanted, Func<bool> isLate)
    {
        (_best, _found, _isWanted, _isLate) = (ceiling + Tolerance, null, isWanted, isLate);
        _taken.Clear();
        Array.Clear(_barred);
        _demands.Sort((a, b) => a.Length.CompareTo(b.Length));
        Branch(0);
        return _found;
    }

    private void Branch(double cost)
    {
        if (_isLate() || cost + Bound() >= _best)
            return;
        int[]? open = null;
        var width = int.MaxValue;
        foreach (var demand in _demands)
        {
            if (IsMet(demand))
                continue;
            var free = demand.Count(o => !_barred[o]);
            if (free < width)
                (open, width) = (demand, free);
            if (width <= 1)
                break;
        }

        if (open is null)
        {
            int[] set = [.. _taken.Order()];
            if (_isWanted(set))
                (_best, _found) = (cost - Tolerance, set);
            return;
        }

        var barredHere = new List<int>();
        foreach (var option in open)
        {
            if (_barred[option])
                continue;
            _taken.Add(option);
            Branch(cost + costs[option]);
            _taken.Remove(option);

            // Sets with this option are done: the other branches go without it.
            _barred[option] = true;
            barredHere.Add(option);
        }

        foreach (var option in barredHere)
            _barred[option] = false;
    }

    private double Bound()
    {
        var bound = 0.0;
        var used = new HashSet<int>();
        foreach (var demand in _demands)
        {
            if (IsMet(demand) || demand.Any(used.Contains))
                continue;
            var least = double.PositiveInfinity;
            foreach (var option in demand)
            {
                if (!_barred[option])
                {
                    least = Math.Min(least, costs[option]);
                    used.Add(option);
                }
            }

            bound += least;
        }

        return bound;
    }

    private bool IsMet(int[] demand)
    {
        foreach (var option in demand)
        {
            if (_taken.Contains(option))
                return true;
        }

        return false;
    }
}
