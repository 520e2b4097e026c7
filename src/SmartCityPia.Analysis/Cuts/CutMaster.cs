using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Analysis.Solving;

namespace SmartCityPia.Analysis.Cuts;

internal enum CutStep
{
    /// <summary>No set within the ceiling obeys.</summary>
    None,

    /// <summary>A set that obeys, perhaps not the cheapest.</summary>
    Some,

    /// <summary>No obedient set is cheaper.</summary>
    Cheapest,

    Late,
}

/// <summary>
/// The cheapest set of options that obeys all clauses so far, guided by cores: options that cannot all stay untaken
/// cost at least the cheapest of them, which raises the lower bound; what several of them cost together is charged to
/// new variables (Narodytska and Bacchus 2014). Prices are whole numbers.
/// </summary>
internal sealed class CutMaster(long[] prices, Func<bool> isLate)
{
    /// <summary>A set on the way to the cheapest is worth a try only where the search is long.</summary>
    private const int OfferAfter = 500;

    private readonly ClauseSolver _solver = new();
    private readonly int[] _variable = NoVariables(prices.Length);
    private readonly List<int> _options = [];
    private readonly List<int> _soft = [];
    private readonly List<int> _assumed = [];
    private readonly List<(int[] Core, long Weight)> _cores = [];
    private readonly List<int> _clause = [];
    private long[] _weight = [];
    private long _stratum = long.MaxValue;
    private long _offered;

    /// <summary>No obedient set costs less.</summary>
    public long Bound { get; private set; }

    public int NewVariable() => _solver.NewVariable();

    public int Option(int option)
    {
        if (_variable[option] < 0)
        {
            _variable[option] = _solver.NewVariable();
            _options.Add(option);
            Charge(_variable[option], prices[option]);
        }

        return _variable[option];
    }

    /// <summary>Lets an option stand or fall with a variable; their prices add up. The option must be new.</summary>
    public void Merge(int option, int variable)
    {
        _variable[option] = variable;
        _options.Add(option);
        Charge(variable, prices[option]);
    }

    public void Add(ReadOnlySpan<int> clause) => _solver.Add(clause);

    /// <summary>One of these has to be taken.</summary>
    public void Demand(IEnumerable<int> options)
    {
        _clause.Clear();
        foreach (var option in options)
            AddOnce(Option(option) * 2);
        _solver.Add([.. _clause]);
    }

    /// <summary>Sets with all of these are of no interest any more.</summary>
    public void Bar(IEnumerable<int> options)
    {
        _clause.Clear();
        foreach (var option in options)
            AddOnce((Option(option) * 2) + 1);
        _solver.Add([.. _clause]);
    }

    public CutStep Advance(long ceiling, out int[] set)
    {
        set = [];
        while (true)
        {
            if (Bound > ceiling)
                return CutStep.None;
            if (isLate())
                return CutStep.Late;
            Assume(ceiling);
            switch (_solver.Solve([.. _assumed], long.MaxValue, isLate))
            {
                case null:
                    return CutStep.Late;
                case false when _solver.Core.Count == 0:
                    return CutStep.None;
                case false:
                    Charge(Shrink([.. _solver.Core]));
                    continue;
            }

            var found = _options.FindAll(o => _solver.IsTrue(_variable[o]));
            if (_cores.Count > 0)
            {
                Encode();
                continue;
            }

            var isLast = !_soft.Exists(v => _weight[v] > 0 && _weight[v] < _stratum);
            if (!isLast)
                _stratum = Math.Max(_stratum / 2, 1);
            if (!isLast && (_solver.Conflicts - _offered < OfferAfter || found.Sum(o => prices[o]) >= ceiling))
                continue;
            _offered = _solver.Conflicts;
            set = [.. found.Order()];
            return isLast ? CutStep.Cheapest : CutStep.Some;
        }
    }

    private static int[] NoVariables(int count)
    {
        var none = new int[count];
        Array.Fill(none, -1);
        return none;
    }

    private void AddOnce(int lit)
    {
        if (!_clause.Contains(lit))
            _clause.Add(lit);
    }

    private void Charge(int variable, long weight)
    {
        if (variable >= _weight.Length)
            Array.Resize(ref _weight, Math.Max(64, _solver.VariableCount * 2));
        if (_weight[variable] == 0 && !_soft.Contains(variable))
            _soft.Add(variable);
        _weight[variable] += weight;
    }

    /// <summary>Dear variables first; what alone would break the ceiling is denied for good.</summary>
    private void Assume(long ceiling)
    {
        _soft.RemoveAll(v => _weight[v] == 0);
        _assumed.Clear();
        var most = 0L;
        foreach (var variable in _soft)
        {
            if (_weight[variable] > ceiling - Bound)
            {
                _solver.Add([(variable * 2) + 1]);
                _weight[variable] = 0;
                continue;
            }

            most = Math.Max(most, _weight[variable]);
        }

        _stratum = Math.Min(_stratum, Math.Max(most, 1));
        foreach (var variable in _soft)
        {
            if (_weight[variable] >= _stratum)
                _assumed.Add((variable * 2) + 1);
        }
    }

    /// <summary>Leaves out what a core does not need, as far as that is quickly seen.</summary>
    private List<int> Shrink(List<int> core)
    {
        for (var round = 0; round < 4 && core.Count > 2; round++)
        {
            var before = core.Count;
            core.Reverse();
            if (_solver.Solve([.. core], 1000, isLate) != false)
                break;
            core = [.. _solver.Core];
            if (core.Count == before)
                break;
        }

        for (var at = core.Count - 1; at >= 0 && core.Count is > 1 and <= 40; at--)
        {
            var without = core.ToList();
            without.RemoveAt(at);
            if (_solver.Solve([.. without], 50, isLate) != false)
                continue;
            core = [.. without.Where(_solver.Core.Contains)];
            at = Math.Min(at, core.Count);
        }

        return core;
    }

    private void Charge(List<int> core)
    {
        if (core.Count == 0)
        {
            _solver.Add([]);
            return;
        }

        var variables = core.ConvertAll(lit => lit >> 1);
        var least = variables.Min(v => _weight[v]);
        Bound += least;
        foreach (var variable in variables)
            _weight[variable] -= least;
        _solver.Add([.. variables.Select(v => v * 2)]);
        if (variables.Count > 1)
            _cores.Add(([.. variables], least));
    }

    /// <summary>One variable of a core is paid for; each further one is charged where it meets one that comes after it.</summary>
    private void Encode()
    {
        foreach (var (core, weight) in _cores)
        {
            var later = core[^1];
            for (var at = core.Length - 2; at >= 0; at--)
            {
                var both = _solver.NewVariable();
                _solver.Add([(core[at] * 2) + 1, (later * 2) + 1, both * 2]);
                Charge(both, weight);
                if (at == 0)
                    break;
                var either = _solver.NewVariable();
                _solver.Add([(core[at] * 2) + 1, either * 2]);
                _solver.Add([(later * 2) + 1, either * 2]);
                later = either;
            }
        }

        _cores.Clear();
    }
}
