namespace SmartCityPia.Analysis.City;

/// <summary>Works out what every holding contains: declared fields, then the effects of inherited and own controls.</summary>
/// <remarks>
/// The declared fields of a copy are those its flow passes of the source's declared fields, with their facets; the effects
/// of the source's data-scope controls are applied to the copy again. So a field removed by a data-scope control is not
/// passed on, also where a flow lists it, and a holder-scope control leaves no trace downstream. How long and how a copy
/// is kept is the recipient's and stated on the flow.
/// </remarks>
internal static class HoldingBuilder
{
    private const string PublicHolder = "public";

    private static readonly long[][] Zeros = [.. Enumerable.Range(0, 64).Select(n => new long[n])];

    public static CityHolding[] All(CityInput city, CityIndex index, CityCheck check)
    {
        var organisation = CityModel.NumberOf(index.Organisations);
        var datasets = new HoldingLayer[city.Datasets.Count];
        var flows = new HoldingLayer[city.Flows.Count];
        var reach = new double[city.Flows.Count];
        var holdings = new CityHolding[datasets.Length + flows.Length + city.Outside.Count];
        for (var i = 0; i < datasets.Length; i++)
        {
            var dataset = city.Datasets[i];
            datasets[i] = Settle(index, [.. dataset.Fields], HoldingFacets.Of(dataset.Days, dataset.Events, dataset.Access), [], Controls(dataset.Controls, dataset.Holder));
            holdings[i] = new CityHolding(dataset.Id, dataset.Holder is null ? -1 : organisation[dataset.Holder], null, datasets[i], dataset.Reach ?? 1);
        }

        foreach (var i in check.FlowOrder)
        {
            var flow = city.Flows[i];
            var isFlow = check.Flows.TryGetValue(flow.From, out var number);
            var source = isFlow ? flows[number] : datasets[check.Datasets[flow.From]];
            reach[i] = isFlow ? reach[number] : city.Datasets[check.Datasets[flow.From]].Reach ?? 1;
            flows[i] = Copy(index, flow, source, Controls(flow.Controls, flow.To));
            holdings[datasets.Length + i] = new CityHolding(flow.Id, organisation[flow.To], flow.From, flows[i], reach[i]);
        }

        for (var i = 0; i < city.Outside.Count; i++)
        {
            var source = city.Outside[i];

            // Whoever knows it has it in bulk: that is no assumption.
            var layer = Settle(index, [.. source.Fields], HoldingFacets.Of(source.Days, source.Events, CityAccess.Bulk), [], []);
            holdings[datasets.Length + flows.Length + i] = new CityHolding(source.Id, -1, null, layer, source.Reach ?? 1, IsOutside: true);
        }

        Array.Sort(holdings, (a, b) => string.CompareOrdinal(a.Id, b.Id));
        return holdings;

        CityControl[] Controls(IReadOnlyList<string>? ids, string? holder) =>
            ids is { Count: > 0 } ? [.. ids.Select(c => At(city.Controls[check.Controls[c]], holder))] : [];
    }

    /// <summary>A control as it acts where a holder states it.</summary>
    public static CityControl At(CityControl control, string? holder) => !control.Effects.Any(IsPerHolder)
        ? control
        : control with { Effects = [.. control.Effects.Select(e => e is CityEffect.SetDomain d && IsPerHolder(e) ? d with { Domain = DomainAt(d, holder) } : e)] };

    public static bool IsPerHolder(CityEffect effect) => effect is CityEffect.SetDomain e && e.Domain.Contains(CityEffect.HolderPlace, StringComparison.Ordinal);

    public static string DomainAt(CityEffect.SetDomain effect, string? holder) =>
        effect.Domain.Replace(CityEffect.HolderPlace, holder ?? PublicHolder, StringComparison.Ordinal);

    private static HoldingLayer Copy(CityIndex index, CityFlow flow, HoldingLayer source, CityControl[] own)
    {
        var facets = HoldingFacets.Of(flow.Days, flow.Events, flow.Access);
        if (flow.Fields is { Count: > 0 } passed)
            return Settle(index, Array.FindAll(source.Declared, f => passed.Contains(f.Type, StringComparer.Ordinal)), facets, source.Downstream, own);

        // Without own controls on either side, a copy of everything that is kept alike is the same thing once more.
        return own.Length == 0 && source.Own.Length == 0 && facets == source.Content.Facets ? source : Settle(index, source.Declared, facets, source.Downstream, own);
    }

    /// <param name="known">A layer of the same declared fields and own controls, used again if it inherited the same.</param>
    public static HoldingLayer Settle(CityIndex index, CityEffect[] inherited, CityControl[] own, HoldingLayer known)
    {
        var owned = own.Where(c => c.Scope == CityControlScope.Data).Sum(c => c.Effects.Count);
        return ReferenceEquals(own, known.Own) && known.Downstream.Length == inherited.Length + owned && known.Downstream.AsSpan(0, inherited.Length).SequenceEqual(inherited)
            ? known
            : Settle(index, known.Declared, known.Content.Facets, inherited, own);
    }

    private static HoldingLayer Settle(CityIndex index, CityField[] declared, HoldingFacets facets, CityEffect[] inherited, CityControl[] own)
    {
        if (own.Length == 0)
            return new HoldingLayer(own, inherited, Content(index, declared, facets, inherited));
        CityEffect[] effects = [.. inherited, .. own.SelectMany(c => c.Effects)];
        CityEffect[] downstream = [.. inherited, .. own.Where(c => c.Scope == CityControlScope.Data).SelectMany(c => c.Effects)];
        return new HoldingLayer(own, downstream, Content(index, declared, facets, effects));
    }

    private static HoldingContent Content(CityIndex index, CityField[] declared, HoldingFacets facets, CityEffect[] effects)
    {
        var settled = SettledFields.Of(index, declared, facets, effects);
        var columns = new List<(int Column, long Cost)>(settled.Fields.Length + 2);
        List<HoldingEnd>? ends = null;
        for (var f = 0; f < settled.Fields.Length; f++)
        {
            ref var field = ref settled.Fields[f];
            if (field.IsOpen)
                columns.Add((field.Type, field.Cost));
            foreach (var condition in index.ConditionsOfType[field.Type])
            {
                if (settled.Meets(index.Conditions[condition], f))
                    columns.Add((index.Types.Length + condition, field.Cost));
            }

            if (field.Form == CityForm.Encrypted || field.Cost >= Costs.Never)
                continue;
            foreach (var key in index.KeysOfType[field.Type])
            {
                if (settled.Meets(index.Keys[key].Condition!, f) && (field.Domain >= 0 || !index.Keys[key].SameDomain))
                    (ends ??= []).Add(new HoldingEnd(key, index.Keys[key].SameDomain ? field.Domain : -1, field.Cost));
            }
        }

        Distinct(columns);
        var costs = columns.TrueForAll(c => c.Cost == 0) && columns.Count < Zeros.Length ? Zeros[columns.Count] : [.. columns.Select(c => c.Cost)];
        var (rules, keys) = Factors(index, effects);
        return new HoldingContent
        {
            Columns = Numbers(columns),
            ColumnCosts = costs,
            Ends = ends is null ? [] : Distinct(ends),
            RuleCosts = rules,
            KeyCosts = keys,
            Declared = declared,
            Facets = facets,
            Effects = effects,
        };
    }

    private static int[] Numbers(List<(int Column, long Cost)> columns)
    {
        var numbers = new int[columns.Count];
        for (var c = 0; c < numbers.Length; c++)
            numbers[c] = columns[c].Column;
        return numbers;
    }

    /// <summary>Ascending, each once at its least cost.</summary>
    private static void Distinct(List<(int Column, long Cost)> columns)
    {
        columns.Sort();
        var kept = 0;
        for (var c = 0; c < columns.Count; c++)
        {
            if (kept == 0 || columns[kept - 1].Column != columns[c].Column)
                columns[kept++] = columns[c];
        }

        columns.RemoveRange(kept, columns.Count - kept);
    }

    private static HoldingEnd[] Distinct(List<HoldingEnd> ends)
    {
        if (ends.Count > 1)
        {
            ends.Sort((a, b) => (a.Key, a.Domain, a.Cost).CompareTo((b.Key, b.Domain, b.Cost)));
            for (var e = ends.Count - 1; e > 0; e--)
            {
                if (ends[e].Key == ends[e - 1].Key && ends[e].Domain == ends[e - 1].Domain)
                    ends.RemoveAt(e);
            }
        }

        return [.. ends];
    }

    private static ((int, long)[] Rules, (int, long)[] Keys) Factors(CityIndex index, CityEffect[] effects)
    {
        SortedList<int, long>? rules = null;
        SortedList<int, long>? keys = null;
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case CityEffect.RuleFactor e:
                    Weaken(rules ??= [], index.RuleNumber[e.Rule], e.Factor);
                    break;
                case CityEffect.KeyFactor e when index.KeysByName.TryGetValue(e.Type, out var named):
                    foreach (var key in named)
                        Weaken(keys ??= [], key, e.Factor);
                    break;
            }
        }

        return (rules is null ? [] : [.. rules.Select(r => (r.Key, r.Value))], keys is null ? [] : [.. keys.Select(k => (k.Key, k.Value))]);
    }

    private static void Weaken(SortedList<int, long> costs, int number, double factor)
    {
        var cost = Costs.Cost(factor);
        costs[number] = costs.TryGetValue(number, out var before) ? Math.Max(before, cost) : cost;
    }
}
