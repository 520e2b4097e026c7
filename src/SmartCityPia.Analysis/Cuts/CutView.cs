using System.Runtime.InteropServices;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Analysis.Solving;

namespace SmartCityPia.Analysis.Cuts;

/// <summary>One actor of a cut: its closure, what it must not reach, and which options change which of its holdings.</summary>
internal sealed class CutView
{
    private readonly CityModel _model;
    private readonly CutEffects _effects;
    private readonly CancellationToken _cancel;
    private readonly List<int>?[] _places;
    private readonly List<int>?[] _at;
    private readonly List<(int Place, HoldingContent? Content)> _changes = [];

    public CutView(CityModel model, CutEffects effects, int[] actor, IEnumerable<CutTarget> targets, int options, long limit, CancellationToken cancel)
    {
        (_model, _effects, _cancel) = (model, effects, cancel);
        var holdings = model.HoldingsOf(actor);
        foreach (var target in targets)
        {
            if (!model.Index.TypeNumber.TryGetValue(target.Attribute, out var type))
                continue;
            var place = target.Holding is null ? -1 : Array.BinarySearch(holdings, model.HoldingNumber(target.Holding));
            if ((target.Holding is null || place >= 0) && !Targets.Contains((place, type)))
                Targets.Add((place, type));
        }

        Closure = Closure.Solve(model, holdings, model.ContentsOf(holdings), Estimate.Best, limit, relevant: Relevant(), cancel: cancel);
        _at = new List<int>?[holdings.Length];
        _places = new List<int>?[options];
        for (var place = 0; place < holdings.Length; place++)
        {
            for (var holding = holdings[place]; holding >= 0; holding = model.SourceOf(holding))
            {
                for (var option = effects.First(holding); option >= 0; option = effects.Next(option))
                {
                    if (holding != holdings[place] && effects.StaysThere(option))
                        continue;
                    (_at[place] ??= []).Add(option);
                    (_places[option] ??= []).Add(place);
                }
            }
        }
    }

    public Closure Closure { get; }

    /// <summary>Place -1 stands for anywhere in the city.</summary>
    public List<(int Place, int Type)> Targets { get; } = [];

    /// <summary>The options that can change the holding at a place.</summary>
    public ReadOnlySpan<int> OptionsAt(int place) => CollectionsMarshal.AsSpan(_at[place]);

    /// <summary>Brings the places of some options in line with what is taken now.</summary>
    public void Change(IEnumerable<int> options, CutOverlay overlay)
    {
        _changes.Clear();
        foreach (var place in options.SelectMany(o => _places[o] ?? []).Distinct())
            _changes.Add((place, overlay.Content(Closure.Holdings[place])));
        if (_changes.Count > 0)
            Closure.Replace(CollectionsMarshal.AsSpan(_changes), _cancel);
    }

    /// <summary>The best proof of a target that stands, or null.</summary>
    public WeighedProof? Standing()
    {
        var best = (Rank: Costs.Unreached, Place: -1, Type: -1);
        foreach (var (only, type) in Targets)
        {
            var end = only < 0 ? Closure.Holdings.Length : only + 1;
            for (var place = Math.Max(0, only); place < end; place++)
            {
                var rank = Closure.Rank(place, type);
                if (rank < best.Rank && (only >= 0 || !Closure.IsOutside(place)))
                    best = (rank, place, type);
            }
        }

        return best.Rank == Costs.Unreached ? null : Closure.ProofFor(best.Place, best.Type);
    }

    /// <summary>Options one of which has to be taken besides, as a proof would stand without any of them.</summary>
    /// <param name="prices">The dearest are spared first where the proof survives them.</param>
    public List<int> Demand(WeighedProof proof, HashSet<int> taken, bool[] isOpen, long[] prices, long limit)
    {
        var breaking = new HashSet<int>();
        var weakening = new HashSet<int>();
        foreach (var step in proof.Steps)
        {
            Consider(step, step.Place);
            if (step.Other >= 0)
                Consider(step, step.Other);
        }

        weakening.ExceptWith(breaking);
        if (weakening.Count > 0)
        {
            var spared = new HashSet<int>(taken);
            foreach (var option in weakening.OrderByDescending(o => prices[o]).ThenBy(o => o))
            {
                // The proof survives these options even together, so they meet no demand by themselves.
                spared.Add(option);
                var overlay = new CutOverlay(_model, _effects, spared);
                if (proof.Cost(place => overlay.Content(Closure.Holdings[place])) <= limit)
                    continue;
                spared.Remove(option);
                breaking.Add(option);
            }
        }

        return [.. breaking.Order()];

        void Consider(WeighedProof.Step step, int place)
        {
            foreach (var option in OptionsAt(place))
            {
                if (!isOpen[option] || taken.Contains(option))
                    continue;
                if (_effects.Drops(option))
                    breaking.Add(option);
                else if (step.Rule >= 0)
                    _ = _effects.Weakens(option, step.Rule) && weakening.Add(option);
                else if (_effects.Removes(option, step.Rule == -1 ? step.Type : OnlyEnd(step.Key)))
                    breaking.Add(option);
                else if (step.Rule == -1 ? _effects.Touches(option, step.Type) : _effects.TouchesKey(option, step.Key))
                    weakening.Add(option);
            }
        }
    }

    /// <summary>The type without whose field a key does not join; -1 for a class or an inferred key.</summary>
    private int OnlyEnd(int key) => _model.Index.Keys[key] is { IsInferred: false, Condition: { IsClass: false, Types: [var type] } } ? type : -1;

    /// <summary>The columns that targets and inferred keys can follow from.</summary>
    private ulong[] Relevant()
    {
        var index = _model.Index;
        var bits = new ulong[(index.Width + 63) / 64];
        var open = new Stack<int>(Targets.Select(t => t.Type).Concat(index.Keys.Where(k => k.IsInferred).Select(k => k.Type)));
        while (open.TryPop(out var type))
        {
            if (Pooling.Has(bits, type))
                continue;
            bits[type >> 6] |= 1UL << (type & 63);
            foreach (var rule in index.RulesByConclusion[type])
            {
                foreach (var premise in index.Rules[rule].Premises)
                    open.Push(premise);
            }
        }

        return bits;
    }
}
