using System.Numerics;

namespace SmartCityPia.Analysis.Correlation;

/// <summary>
/// The cheapest set that takes at least one option of every demand: branch and bound over bit sets. The bound lets each
/// open demand charge what its options have not been charged yet (dual ascent), so no obedient set is below it.
/// </summary>
internal sealed class HittingSet(double[] costs)
{
    private const double Tolerance = 1e-9;

    private readonly int _words = (costs.Length + 63) / 64;
    private readonly List<(int[] Options, ulong[] Bits)> _demands = [];
    private readonly double[] _left = new double[costs.Length];
    private readonly bool[] _barred = new bool[costs.Length];
    private readonly ulong[] _taken = new ulong[(costs.Length + 63) / 64];
    private double _best;
    private double _floor;
    private int[]? _found;
    private Func<int[], bool> _isWanted = _ => true;
    private Func<bool> _isLate = () => false;
    private int _steps;
    private bool _isOver;

    /// <summary>Demands that another one implies are not kept.</summary>
    public void Add(IEnumerable<int> demand)
    {
        int[] options = [.. demand.OrderBy(o => costs[o]).ThenBy(o => o)];
        var bits = new ulong[_words];
        foreach (var option in options)
            bits[option >> 6] |= 1UL << (option & 63);
        if (_demands.Exists(d => IsWithin(d.Bits, bits)))
            return;
        _demands.RemoveAll(d => IsWithin(bits, d.Bits));
        _demands.Add((options, bits));
    }

    public double CostOf(IEnumerable<int> options) => options.Sum(o => costs[o]);

    /// <summary>A bound below every set that obeys the demands.</summary>
    public double Bound()
    {
        Array.Clear(_taken);
        Array.Clear(_barred);
        return Charge(double.PositiveInfinity);
    }

    /// <param name="ceiling">Sets dearer than this are not looked for.</param>
    /// <param name="floor">Known to be below every obedient set: the search stops at a set of this cost.</param>
    /// <returns>The cheapest wanted set, sorted; null if there is none, or if time ran out.</returns>
    public int[]? Solve(double ceiling, double floor, Func<int[], bool> isWanted, Func<bool> isLate)
    {
        (_best, _floor, _found, _isWanted, _isLate) = (ceiling + Tolerance, floor, null, isWanted, isLate);
        (_steps, _isOver) = (0, false);
        Array.Clear(_taken);
        Array.Clear(_barred);
        _demands.Sort((a, b) => a.Options.Length.CompareTo(b.Options.Length));
        Branch(0);
        return _found;
    }

    private void Branch(double cost)
    {
        if ((++_steps & 0xFF) == 0 && _isLate())
            _isOver = true;
        if (_isOver || cost + Charge(_best - cost) >= _best)
            return;
        int[]? open = null;
        var width = int.MaxValue;
        foreach (var (options, bits) in _demands)
        {
            if (IsMet(bits))
                continue;
            var free = 0;
            foreach (var option in options)
                free += _barred[option] ? 0 : 1;
            if (free < width)
                (open, width) = (options, free);
            if (width <= 1)
                break;
        }

        if (open is null)
        {
            Leaf(cost);
            return;
        }

        var branches = Array.FindAll(open, o => !_barred[o]);
        foreach (var option in branches)
        {
            if (_isOver)
                break;
            _taken[option >> 6] |= 1UL << (option & 63);
            Branch(cost + costs[option]);
            _taken[option >> 6] &= ~(1UL << (option & 63));

            // Sets with this option are done: the other branches go without it.
            _barred[option] = true;
        }

        foreach (var option in branches)
            _barred[option] = false;
    }

    private void Leaf(double cost)
    {
        var set = new List<int>();
        for (var w = 0; w < _words; w++)
        {
            for (var bits = _taken[w]; bits != 0; bits &= bits - 1)
                set.Add((w << 6) + BitOperations.TrailingZeroCount(bits));
        }

        int[] found = [.. set];
        if (!_isWanted(found))
            return;
        (_best, _found) = (cost - Tolerance, found);
        _isOver = cost <= _floor + Tolerance;
    }

    private double Charge(double enough)
    {
        costs.CopyTo(_left, 0);
        var bound = 0.0;
        foreach (var (options, bits) in _demands)
        {
            if (IsMet(bits))
                continue;
            var least = double.PositiveInfinity;
            foreach (var option in options)
            {
                if (!_barred[option])
                    least = Math.Min(least, _left[option]);
            }

            if (least <= 0)
                continue;
            bound += least;
            if (bound >= enough)
                return bound;
            foreach (var option in options)
                _left[option] -= least;
        }

        return bound;
    }

    private bool IsMet(ulong[] bits)
    {
        for (var w = 0; w < bits.Length; w++)
        {
            if ((bits[w] & _taken[w]) != 0)
                return true;
        }

        return false;
    }

    private static bool IsWithin(ulong[] part, ulong[] whole)
    {
        for (var w = 0; w < part.Length; w++)
        {
            if ((part[w] & ~whole[w]) != 0)
                return false;
        }

        return true;
    }
}
