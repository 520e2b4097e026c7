using System.Runtime.InteropServices;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;

namespace SmartCityPia.Benchmarks.Analysis.Inference;

/// <summary>
/// A city whose single organisations' knowledge is kept and repaired edit by edit, instead of being worked out again:
/// the ground under a what-if workbench. Scores and proofs equal those of a full run to the last digit.
/// </summary>
/// <remarks>
/// Flows, fields and controls can be taken away and put back; something that the model does not know needs a new model.
/// Not for use by two threads at once.
/// </remarks>
internal sealed class LiveCity
{
    private readonly CityModel _model;
    private readonly double _threshold;
    private readonly Closure[] _closures;
    private readonly HoldingLayer?[] _layers;
    private readonly CityControl[]?[] _extra;
    private readonly bool[] _dropped;
    private readonly Dictionary<int, List<(int Place, HoldingContent? Content)>> _affected = [];

    public LiveCity(CityModel model, double threshold = CityModel.DefaultThreshold, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _threshold = threshold;
        _layers = Array.ConvertAll(model.Holdings, h => (HoldingLayer?)h.Layer);
        _extra = new CityControl[]?[_layers.Length];
        _dropped = new bool[_layers.Length];
        _closures = new Closure[model.Organisations.Count];
        Parallel.For(0, _closures.Length, new ParallelOptions { CancellationToken = cancel }, o => _closures[o] = Solve(o));
    }

    /// <summary>Takes a flow or dataset away, with every copy made from it.</summary>
    /// <returns>How many organisations know something else now, or might.</returns>
    public int Drop(string holding) => Edit(holding, h => _dropped[h] = true);

    /// <summary>Puts a flow or dataset back that was taken away.</summary>
    public int Restore(string holding) => Edit(holding, h => _dropped[h] = false);

    /// <summary>Applies a control after those already there.</summary>
    public int Apply(string holding, CityControl control) => Edit(holding, h => _extra[h] = [.. _extra[h] ?? [], control]);

    /// <summary>Takes an applied control off again.</summary>
    public int Withdraw(string holding, CityControl control) => Edit(holding, h => _extra[h] = [.. (_extra[h] ?? []).Where(c => c != control)]);

    /// <summary>What one organisation can tell now.</summary>
    public IReadOnlyList<DerivedFinding> Findings(string organisation)
    {
        var closure = _closures[_model.OrganisationNumber(organisation)];
        return _model.Findings([organisation], closure);
    }

    /// <summary>Works everything out again from the start and compares rank for rank: the check behind the promise.</summary>
    public bool EqualsFullRun()
    {
        var same = 1;
        Parallel.For(0, _closures.Length, o =>
        {
            if (!_closures[o].SameRanks(Solve(o)))
                Interlocked.Exchange(ref same, 0);
        });
        return same == 1;
    }

    private int Edit(string holding, Action<int> change)
    {
        var root = _model.HoldingNumber(holding);
        change(root);
        _affected.Clear();
        var pending = new Stack<int>();
        pending.Push(root);
        while (pending.TryPop(out var h))
        {
            var before = _layers[h];
            var after = Settle(h);
            _layers[h] = after;
            if (before is null ? after is not null : after is null || !before.Content.Means(after.Content))
                Note(h, after?.Content);
            if (h != root && before is null == after is null && Same(before, after))
                continue;
            foreach (var copy in _model.CopiesOf(h))
                pending.Push(copy);
        }

        foreach (var (organisation, changes) in _affected)
            _closures[organisation].Replace(CollectionsMarshal.AsSpan(changes));
        return _affected.Count;
    }

    private static bool Same(HoldingLayer? before, HoldingLayer? after) =>
        before is null || after is null || before.Downstream.AsSpan().SequenceEqual(after.Downstream);

    private HoldingLayer? Settle(int h)
    {
        var holding = _model.Holdings[h];
        if (_dropped[h])
            return null;
        CityEffect[] inherited = [];
        if (_model.SourceOf(h) is >= 0 and var source)
        {
            if (_layers[source] is not { } from)
                return null;
            inherited = from.Downstream;
        }

        var holder = holding.Holder < 0 ? null : _model.Organisations[holding.Holder];
        return _extra[h] is { Length: > 0 } extra
            ? HoldingBuilder.Settle(_model.Index, inherited, [.. holding.Layer.Own, .. extra.Select(c => HoldingBuilder.At(c, holder))], holding.Layer)
            : HoldingBuilder.Settle(_model.Index, inherited, holding.Layer.Own, holding.Layer);
    }

    private void Note(int h, HoldingContent? content)
    {
        var holder = _model.Holdings[h].Holder;
        if (holder >= 0)
        {
            NoteFor(holder);
            return;
        }

        for (var o = 0; o < _closures.Length; o++)
            NoteFor(o);

        void NoteFor(int organisation)
        {
            if (!_affected.TryGetValue(organisation, out var changes))
                _affected.Add(organisation, changes = []);
            changes.Add((Array.BinarySearch(_closures[organisation].Holdings, h), content));
        }
    }

    /// <summary>A holding that was taken away keeps its place, empty, so that it can be put back there.</summary>
    private Closure Solve(int organisation)
    {
        var holdings = _model.HoldingsOf([organisation]);
        var contents = Array.ConvertAll(holdings, h => _layers[h]?.Content ?? HoldingContent.Gone);
        return Closure.Solve(_model, holdings, contents, Estimate.Best, Costs.Limit(_threshold));
    }
}
