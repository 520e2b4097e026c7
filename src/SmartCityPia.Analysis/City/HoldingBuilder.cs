namespace SmartCityPia.Analysis.City;

/// <summary>Works out what every holding contains: declared fields, then the effects of inherited and own controls.</summary>
/// <remarks>
/// The declared fields of a copy are those its flow passes of the source's declared fields; the effects of the source's
/// data-scope controls are applied to the copy again. So a field removed by a data-scope control is not passed on, also
/// where a flow lists it, and a holder-scope control leaves no trace downstream.
/// </remarks>
internal static class HoldingBuilder
{
    private static readonly long[][] Zeros = [.. Enumerable.Range(0, 64).Select(n => new long[n])];

    public static CityHolding[] All(CityInput city, CityIndex index, CityCheck check)
    {
        var organisation = CityModel.NumberOf(index.Organisations);
        var datasets = new HoldingLayer[city.Datasets.Count];
        var flows = new HoldingLayer[city.Flows.Count];
        var holdings = new CityHolding[datasets.Length + flows.Length];
        for (var i = 0; i < datasets.Length; i++)
        {
            var dataset = city.Datasets[i];
            datasets[i] = Settle(index, [.. dataset.Fields], [], Controls(dataset.Controls));
            holdings[i] = new CityHolding(dataset.Id, dataset.Holder is null ? -1 : organisation[dataset.Holder], null, datasets[i]);
        }

        foreach (var i in check.FlowOrder)
        {
            var flow = city.Flows[i];
            var source = check.Flows.TryGetValue(flow.From, out var number) ? flows[number] : datasets[check.Datasets[flow.From]];
            flows[i] = Copy(index, flow.Fields, source, Controls(flow.Controls));
            holdings[datasets.Length + i] = new CityHolding(flow.Id, organisation[flow.To], flow.From, flows[i]);
        }

        Array.Sort(holdings, (a, b) => string.CompareOrdinal(a.Id, b.Id));
        return holdings;

        CityControl[] Controls(IReadOnlyList<string>? ids) => ids is { Count: > 0 } ? [.. ids.Select(c => city.Controls[check.Controls[c]])] : [];
    }

    private static HoldingLayer Copy(CityIndex index, IReadOnlyList<string>? passed, HoldingLayer source, CityControl[] own)
    {
        if (passed is not { Count: > 0 })
        {
            // Without own controls on either side, a copy of everything is the same thing once more.
            return own.Length == 0 && source.Own.Length == 0 ? source : Settle(index, source.Declared, source.Downstream, own);
        }

        return Settle(index, Array.FindAll(source.Declared, f => passed.Contains(f.Type, StringComparer.Ordinal)), source.Downstream, own);
    }

    /// <param name="known">A layer of the same declared fields and own controls, used again if it inherited the same.</param>
    public static HoldingLayer Settle(CityIndex index, CityField[] declared, CityEffect[] inherited, CityControl[] own, HoldingLayer known)
    {
        var owned = own.Where(c => c.Scope == CityControlScope.Data).Sum(c => c.Effects.Count);
        return known.Downstream.Length == inherited.Length + owned && known.Downstream.AsSpan(0, inherited.Length).SequenceEqual(inherited)
            ? known
            : Settle(index, declared, inherited, own);
    }

    public static HoldingLayer Settle(CityIndex index, CityField[] declared, CityEffect[] inherited, CityControl[] own)
    {
        if (own.Length == 0)
            return new HoldingLayer(declared, own, inherited, Content(index, declared, inherited));
        CityEffect[] effects = [.. inherited, .. own.SelectMany(c => c.Effects)];
        CityEffect[] downstream = [.. inherited, .. own.Where(c => c.Scope == CityControlScope.Data).SelectMany(c => c.Effects)];
        return new HoldingLayer(declared, own, downstream, Content(index, declared, effects));
    }

    private static HoldingContent Content(CityIndex index, CityField[] declared, CityEffect[] effects)
    {
        var fields = new SortedList<int, (string? Domain, long Cost)>(declared.Length);
        foreach (var field in declared)
            fields.Add(index.TypeNumber[field.Type], (field.Domain, 0));
        SortedList<int, long>? rules = null;
        SortedList<int, long>? keys = null;
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
                    fields[type] = (field.Domain, Math.Max(field.Cost, Costs.Cost(e.Factor)));
                    break;
                case CityEffect.RuleFactor e:
                    Weaken(rules ??= [], index.RuleNumber[e.Rule], e.Factor);
                    break;
                case CityEffect.KeyFactor e when index.TypeNumber.TryGetValue(e.Type, out var type) && index.KeyOfType[type] >= 0:
                    Weaken(keys ??= [], type, e.Factor);
                    break;
            }
        }

        var types = new int[fields.Count];
        var costs = fields.Values.All(f => f.Cost == 0) ? Unweakened(fields.Count) : new long[fields.Count];
        var domains = new int[fields.Count];
        List<int>? joining = null;
        for (var f = 0; f < types.Length; f++)
        {
            types[f] = fields.GetKeyAtIndex(f);
            var (domain, cost) = fields.GetValueAtIndex(f);
            if (cost != 0)
                costs[f] = cost;
            domains[f] = domain is null ? -1 : index.DomainNumber[domain];
            if (domain is not null && index.KeyOfType[types[f]] is >= 0 and var key && index.Keys[key].SameDomain)
                (joining ??= []).Add(f);
        }

        return new HoldingContent
        {
            FieldTypes = types,
            FieldCosts = costs,
            FieldDomains = domains,
            DomainFields = joining is null ? [] : [.. joining],
            RuleCosts = rules is null ? [] : [.. rules.Select(r => (r.Key, r.Value))],
            KeyCosts = keys is null ? [] : [.. keys.Select(k => (k.Key, k.Value))],
        };
    }

    /// <summary>Most holdings have no weakened field and share these zeros.</summary>
    private static long[] Unweakened(int fields) => fields < Zeros.Length ? Zeros[fields] : new long[fields];

    private static void Weaken(SortedList<int, long> costs, int number, double factor)
    {
        var cost = Costs.Cost(factor);
        costs[number] = costs.TryGetValue(number, out var before) ? Math.Max(before, cost) : cost;
    }
}
