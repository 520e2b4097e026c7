using System.Runtime.InteropServices;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Analysis.Solving;

namespace SmartCityPia.Analysis.Cuts;

/// <summary>What holdings contain with some options taken, worked out only for the holdings that are asked about.</summary>
internal sealed class CutOverlay(CityModel model, CutEffects effects, IReadOnlyCollection<int> taken)
{
    private readonly Dictionary<int, HoldingLayer?> _layers = [];

    /// <summary>Null where the holding is gone.</summary>
    public HoldingContent? Content(int holding) => Layer(holding)?.Content;

    private HoldingLayer? Layer(int holding)
    {
        if (_layers.TryGetValue(holding, out var known))
            return known;
        return _layers[holding] = Settle(holding);
    }

    private HoldingLayer? Settle(int holding)
    {
        CityEffect[] inherited = [];
        if (model.SourceOf(holding) is >= 0 and var source)
        {
            if (Layer(source) is not { } from)
                return null;
            inherited = from.Downstream;
        }

        var layer = model.Holdings[holding].Layer;
        List<CityControl>? extra = null;
        for (var option = effects.First(holding); option >= 0; option = effects.Next(option))
        {
            if (!taken.Contains(option))
                continue;
            if (effects.Control(option) is not { } control)
                return null;
            (extra ??= []).Add(control);
        }

        return extra is null
            ? HoldingBuilder.Settle(model.Index, inherited, layer.Own, layer)
            : HoldingBuilder.Settle(model.Index, inherited, [.. layer.Own, .. extra], layer);
    }
}

/// <summary>The options in dense form: where each acts, and the control it applies there, or none when the holding goes.</summary>
internal sealed class CutEffects
{
    private readonly Dictionary<int, int> _first;
    private readonly int[] _next;
    private readonly CityControl?[] _control;
    private readonly CityEffect[][] _effectsOf;
    private readonly int[] _root;
    private readonly CityModel _model;

    public CutEffects(CityModel model, IReadOnlyList<CutOption> options)
    {
        _model = model;
        _control = new CityControl?[options.Count];
        _root = new int[options.Count];
        _first = new(options.Count);
        _next = new int[options.Count];
        var controls = model.Input.Controls.ToDictionary(c => c.Id, StringComparer.Ordinal);

        _effectsOf = new CityEffect[options.Count][];

        // Backwards, so that the options of a holding are met in their order.
        for (var o = options.Count - 1; o >= 0; o--)
        {
            if (!(options[o].Cost > 0) || double.IsInfinity(options[o].Cost))
                throw new ArgumentException("The price of an option must be above zero.", nameof(options));
            string id;
            switch (options[o].Edit)
            {
                case CityEdit.RemoveField e:
                    (id, _control[o]) = (e.Holding, new CityControl("remove", [new CityEffect.Remove(e.Type)]));
                    break;
                case CityEdit.ApplyControl e:
                    (id, _control[o]) = (e.Holding, controls.GetValueOrDefault(e.Control) ?? throw new ArgumentException($"There is no control '{e.Control}'.", nameof(options)));
                    break;
                case CityEdit.DropFlow e:
                    id = e.Flow;
                    break;
                case CityEdit.DropDataset e:
                    id = e.Dataset;
                    break;
                default:
                    throw new ArgumentException("An option removes a field, drops a flow or dataset, or applies a control.", nameof(options));
            }

            _root[o] = model.HoldingNumber(id);
            var holding = model.Holdings[_root[o]];
            if (holding.IsOutside)
                throw new ArgumentException($"'{id}' is outside the city; no option changes it.", nameof(options));
            if (_control[o] is { } stated)
                _control[o] = HoldingBuilder.At(stated, holding.Holder < 0 ? null : model.Organisations[holding.Holder]);
            _effectsOf[o] = _control[o] is { } acting ? [.. acting.Effects] : [];
            ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_first, _root[o], out var isThere);
            _next[o] = isThere ? first : -1;
            first = o;
        }
    }

    /// <summary>The first option that acts on a holding itself, or -1.</summary>
    public int First(int holding) => _first.GetValueOrDefault(holding, -1);

    /// <summary>The next option that acts on the same holding, or -1.</summary>
    public int Next(int option) => _next[option];

    public CityControl? Control(int option) => _control[option];

    /// <summary>Whether an option acts where it is applied only, not on the copies made from there.</summary>
    public bool StaysThere(int option) => _control[option] is { Scope: CityControlScope.Holder };

    /// <summary>Whether an option takes the holdings away that it changes.</summary>
    public bool Drops(int option) => _control[option] is null;

    /// <summary>Whether an option may weaken an open field or end that a condition is met.</summary>
    public bool Touches(int option, int column)
    {
        var index = _model.Index;
        return column < index.Types.Length
            ? Array.Exists(_effectsOf[option], e => FieldOf(e) == column && e is not CityEffect.SetDomain)
            : Touches(option, index.Conditions[column - index.Types.Length]);
    }

    /// <summary>Whether an option may weaken or end what joins a holding by a key; for an inferred key, but for the attribute itself.</summary>
    public bool TouchesKey(int option, int key)
    {
        var indexed = _model.Index.Keys[key];
        return Array.Exists(_effectsOf[option], e => e is CityEffect.KeyFactor f && f.Type == indexed.Name)
            || (indexed.Condition is { } condition && (Touches(option, condition) || Array.Exists(_effectsOf[option], e => e is CityEffect.SetDomain && condition.IsOn(FieldOf(e)))));
    }

    private bool Touches(int option, IndexedCondition condition) => Array.Exists(_effectsOf[option], effect => effect switch
    {
        CityEffect.SetHolding => condition.AsksHolding != FacetSet.None,
        CityEffect.Remove or CityEffect.FieldFactor or CityEffect.SetField =>
            FieldOf(effect) is >= 0 and var type && (condition.IsOn(type) || (condition.Span > 0 && _model.Index.IsCode[type])),
        _ => false,
    });

    /// <summary>Number of the type that an effect on a field names, or -1.</summary>
    private int FieldOf(CityEffect effect)
    {
        var name = effect switch
        {
            CityEffect.Remove e => e.Type,
            CityEffect.SetDomain e => e.Type,
            CityEffect.FieldFactor e => e.Type,
            CityEffect.SetField e => e.Type,
            _ => null,
        };
        return name is not null && _model.Index.TypeNumber.TryGetValue(name, out var type) ? type : -1;
    }

    public bool Weakens(int option, int rule)
    {
        foreach (var effect in _effectsOf[option])
        {
            if (effect is CityEffect.RuleFactor e && _model.Index.RuleNumber[e.Rule] == rule)
                return true;
        }

        return false;
    }

    public bool Removes(int option, int type)
    {
        foreach (var effect in _effectsOf[option])
        {
            if (effect is CityEffect.Remove && FieldOf(effect) == type)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether an option may join what was apart. It cannot when it moves a field, on the holding and its copies, from one
    /// known domain to one that nothing else uses or moves to: then all that it joins was joined before.
    /// </summary>
    public bool MayJoin(int option)
    {
        var index = _model.Index;
        var moves = _effectsOf[option].OfType<CityEffect.SetDomain>().ToList();
        foreach (var move in moves)
        {
            var type = FieldOf(move);
            if (type < 0 || !Array.Exists(index.KeysOfType[type], k => index.Keys[k].SameDomain))
                continue;
            var before = DomainsBefore(option, type);
            if (before.Count == 0)
                continue;
            var domain = index.DomainNumber[move.Domain];
            var isFresh = before is [>= 0]
                && moves.Count(m => m.Domain == move.Domain || m.Type == move.Type) == 1
                && !Array.Exists(_model.Holdings, h => Array.Exists(h.Content.Ends, e => e.Domain == domain))
                && !Enumerable.Range(0, _control.Length).Any(o => o != option && Array.Exists(_effectsOf[o], e => e is CityEffect.SetDomain d && d.Domain == move.Domain));
            if (!isFresh)
                return true;
        }

        return false;
    }

    /// <summary>The domains that a field has where an option acts.</summary>
    private List<int> DomainsBefore(int option, int type)
    {
        var domains = new List<int>();
        var pending = new Stack<int>([_root[option]]);
        while (pending.TryPop(out var holding))
        {
            var settled = SettledFields.Of(_model.Index, _model.Holdings[holding].Content);
            if (settled.Find(type) is >= 0 and var field && !domains.Contains(settled.Fields[field].Domain))
                domains.Add(settled.Fields[field].Domain);
            if (StaysThere(option))
                continue;
            foreach (var copy in _model.CopiesOf(holding))
                pending.Push(copy);
        }

        return domains;
    }
}
