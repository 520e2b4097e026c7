namespace SmartCityPia.Analysis.Correlation;

/// <summary>A dataset at its holder, or a flow's copy at its recipient.</summary>
/// <param name="Holder">Number of the organisation, or -1: public.</param>
internal sealed record Holding(string Id, int Holder, HoldingContent Content);

/// <summary>What a holding contains after its controls. Shared between copies that do not differ.</summary>
internal sealed class HoldingContent
{
    /// <summary>Types of the fields, ascending.</summary>
    public required int[] FieldTypes { get; init; }

    /// <summary>Cost of each field's factor; 0 where no control weakens it.</summary>
    public required long[] FieldCosts { get; init; }

    public required string?[] FieldDomains { get; init; }

    /// <summary>Extra costs of rules here, by rule number.</summary>
    public required (int Rule, long Cost)[] RuleCosts { get; init; }

    /// <summary>Extra costs of link keys here, by the key's type.</summary>
    public required (int Type, long Cost)[] KeyCosts { get; init; }

    public bool HasField(int type) => Array.BinarySearch(FieldTypes, type) >= 0;

    public long FieldCost(int type)
    {
        var at = Array.BinarySearch(FieldTypes, type);
        return at < 0 ? Certainty.Never : FieldCosts[at];
    }

    public string? Domain(int type)
    {
        var at = Array.BinarySearch(FieldTypes, type);
        return at < 0 ? null : FieldDomains[at];
    }

    public long RuleCost(int rule)
    {
        foreach (var (number, cost) in RuleCosts)
        {
            if (number == rule)
                return cost;
        }

        return 0;
    }

    public long KeyCost(int type)
    {
        foreach (var (number, cost) in KeyCosts)
        {
            if (number == type)
                return cost;
        }

        return 0;
    }
}

/// <summary>Works out what every holding contains: declared fields, then the effects of inherited and own controls.</summary>
/// <remarks>
/// The declared fields of a copy are those its flow passes of the source's declared fields; the effects of the source's
/// data-scope controls are applied to the copy again. So a field removed by a data-scope control is not passed on, also
/// where a flow lists it, and a holder-scope control leaves no trace downstream.
/// </remarks>
internal sealed class HoldingBuilder(City city, CityIndex index, CityCheck check)
{
    private readonly Layer[] _datasets = new Layer[city.Datasets.Count];
    private readonly Layer[] _flows = new Layer[city.Flows.Count];

    /// <summary>A holding before its content is settled: its declared fields, and the effects its copies inherit.</summary>
    /// <param name="Downstream">Effects of data scope: inherited ones, then own ones.</param>
    private sealed record Layer(CityField[] Declared, CityEffect[] Downstream, HoldingContent Content, bool Plain);

    public static Holding[] All(City city, CityIndex index, CityCheck check)
    {
        var builder = new HoldingBuilder(city, index, check);
        var organisation = CityModel.NumberOf(index.Organisations);
        var holdings = new Holding[city.Datasets.Count + city.Flows.Count];
        for (var i = 0; i < city.Datasets.Count; i++)
        {
            var dataset = city.Datasets[i];
            builder._datasets[i] = builder.Settle([.. dataset.Fields], [], dataset.Controls);
            holdings[i] = new Holding(dataset.Id, dataset.Holder is null ? -1 : organisation[dataset.Holder], builder._datasets[i].Content);
        }

        foreach (var i in check.FlowOrder)
        {
            var flow = city.Flows[i];
            builder._flows[i] = builder.Copy(flow);
            holdings[city.Datasets.Count + i] = new Holding(flow.Id, organisation[flow.To], builder._flows[i].Content);
        }

        Array.Sort(holdings, (a, b) => string.CompareOrdinal(a.Id, b.Id));
        return holdings;
    }

    private Layer Copy(CityFlow flow)
    {
        var source = check.Flows.TryGetValue(flow.From, out var number) ? _flows[number] : _datasets[check.Datasets[flow.From]];
        var passesAll = flow.Fields is not { Count: > 0 };
        if (passesAll && source.Plain && flow.Controls is not { Count: > 0 })
            return source;
        var declared = passesAll
            ? source.Declared
            : Array.FindAll(source.Declared, f => flow.Fields!.Contains(f.Type, StringComparer.Ordinal));
        return Settle(declared, source.Downstream, flow.Controls);
    }

    private Layer Settle(CityField[] declared, CityEffect[] inherited, IReadOnlyList<string>? controls)
    {
        var effects = new List<CityEffect>(inherited);
        var downstream = new List<CityEffect>(inherited);
        foreach (var id in controls ?? [])
        {
            var control = city.Controls[check.Controls[id]];
            effects.AddRange(control.Effects);
            if (control.Scope == CityControlScope.Data)
                downstream.AddRange(control.Effects);
        }

        // Without a holder-scope control a copy of everything has the same content.
        return new Layer(declared, [.. downstream], Content(declared, effects), effects.Count == downstream.Count);
    }

    private HoldingContent Content(CityField[] declared, List<CityEffect> effects)
    {
        var fields = new SortedDictionary<int, (string? Domain, long Cost)>();
        foreach (var field in declared)
            fields.Add(index.TypeNumber[field.Type], (field.Domain, 0));
        var rules = new SortedDictionary<int, long>();
        var keys = new SortedDictionary<int, long>();
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case CityEffect.Remove e when index.TypeNumber.TryGetValue(e.Type, out var type):
                    fields.Remove(type);
                    break;
                case CityEffect.SetDomain e when index.TypeNumber.TryGetValue(e.Type, out var type) && fields.TryGetValue(type, out var field):
                    fields[type] = (e.Domain, field.Cost);
                    break;
                case CityEffect.FieldFactor e when index.TypeNumber.TryGetValue(e.Type, out var type) && fields.TryGetValue(type, out var field):
                    fields[type] = (field.Domain, Math.Max(field.Cost, Certainty.Cost(e.Factor)));
                    break;
                case CityEffect.RuleFactor e:
                    Weaken(rules, index.RuleNumber[e.Rule], e.Factor);
                    break;
                case CityEffect.KeyFactor e when index.TypeNumber.TryGetValue(e.Type, out var type) && index.KeyOfType[type] >= 0:
                    Weaken(keys, type, e.Factor);
                    break;
            }
        }

        return new HoldingContent
        {
            FieldTypes = [.. fields.Keys],
            FieldCosts = [.. fields.Values.Select(f => f.Cost)],
            FieldDomains = [.. fields.Values.Select(f => f.Domain)],
            RuleCosts = [.. rules.Select(r => (r.Key, r.Value))],
            KeyCosts = [.. keys.Select(k => (k.Key, k.Value))],
        };
    }

    private static void Weaken(SortedDictionary<int, long> costs, int number, double factor)
    {
        var cost = Certainty.Cost(factor);
        costs[number] = costs.TryGetValue(number, out var before) ? Math.Max(before, cost) : cost;
    }
}
