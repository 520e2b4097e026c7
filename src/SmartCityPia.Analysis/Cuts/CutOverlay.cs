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
            ? HoldingBuilder.Settle(model.Index, layer.Declared, inherited, layer.Own, layer)
            : HoldingBuilder.Settle(model.Index, layer.Declared, inherited, [.. layer.Own, .. extra]);
    }
}

/// <summary>The options in dense form: where each acts, and the control it applies there, or none when the holding goes.</summary>
internal sealed class CutEffects
{
    private readonly Dictionary<int, int> _first;
    private readonly int[] _next;
    private readonly CityControl?[] _control;
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

    /// <summary>Whether a control says anything about a field or key of a type.</summary>
    public bool Touches(int option, int type)
    {
        foreach (var effect in _control[option]!.Effects)
        {
            var name = effect switch
            {
                CityEffect.Remove e => e.Type,
                CityEffect.SetDomain e => e.Type,
                CityEffect.FieldFactor e => e.Type,
                CityEffect.KeyFactor e => e.Type,
                _ => null,
            };
            if (name is not null && _model.Index.TypeNumber.TryGetValue(name, out var touched) && touched == type)
                return true;
        }

        return false;
    }

    public bool Weakens(int option, int rule)
    {
        foreach (var effect in _control[option]!.Effects)
        {
            if (effect is CityEffect.RuleFactor e && _model.Index.RuleNumber[e.Rule] == rule)
                return true;
        }

        return false;
    }

    public bool Removes(int option, int type)
    {
        foreach (var effect in _control[option]!.Effects)
        {
            if (effect is CityEffect.Remove e && _model.Index.TypeNumber.TryGetValue(e.Type, out var removed) && removed == type)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether an option may join what was apart. It cannot when it moves a key from a known domain to one that nothing
    /// else uses or moves to: then all that it joins was joined before.
    /// </summary>
    public bool MayJoin(int option)
    {
        foreach (var effect in _control[option]?.Effects.OfType<CityEffect.SetDomain>() ?? [])
        {
            if (!_model.Index.TypeNumber.TryGetValue(effect.Type, out var type) || _model.Index.KeyOfType[type] is not (>= 0 and var key) || !_model.Index.Keys[key].SameDomain)
                continue;
            var content = _model.Holdings[_root[option]].Content;
            if (!content.HasField(type))
                continue;
            var domain = _model.Index.DomainNumber[effect.Domain];
            var isFresh = content.Domain(type) >= 0
                && _model.Holdings.All(h => h.Content.Domain(type) != domain)
                && Enumerable.Range(0, _control.Length).All(o => o == option || _control[o]?.Effects.Contains(effect) != true)
                && _control[option]!.Effects.OfType<CityEffect.SetDomain>().Count(e => e.Type == effect.Type) == 1;
            if (!isFresh)
                return true;
        }

        return false;
    }
}
