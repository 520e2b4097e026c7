namespace SmartCityPia.Analysis.City;

/// <summary>
/// The rules a city has to obey before it is analysed. The first offence is reported, in document order, with its
/// place and the offending id.
/// </summary>
internal sealed class CityCheck
{
    private readonly CityInput _city;
    private readonly Dictionary<string, int> _datasets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _flows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _controls = new(StringComparer.Ordinal);
    private readonly HashSet<string> _organisations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _rules = new(StringComparer.Ordinal);

    private CityCheck(CityInput city) => _city = city;

    public IReadOnlyDictionary<string, int> Datasets => _datasets;

    public IReadOnlyDictionary<string, int> Flows => _flows;

    public IReadOnlyDictionary<string, int> Controls => _controls;

    /// <summary>Indexes of the flows such that each comes after the flow it starts from.</summary>
    public int[] FlowOrder { get; private set; } = [];

    public static CityCheck Run(CityInput city)
    {
        var check = new CityCheck(city);
        check.Organisations();
        check.DatasetsAndFlows();
        check.RulesAndKeys();
        check.ControlEffects();
        check.References();
        check.OrderFlows();
        check.FlowFields();
        check.CoalitionMembers();
        return check;
    }

    private void Organisations()
    {
        for (var i = 0; i < _city.Organisations.Count; i++)
        {
            var id = Named(_city.Organisations[i].Id, $"$.organisations[{i}].id");
            if (!_organisations.Add(id))
                throw Wrong($"$.organisations[{i}].id", $"the organisation '{id}' appears twice");
        }
    }

    private void DatasetsAndFlows()
    {
        for (var i = 0; i < _city.Datasets.Count; i++)
        {
            var id = Named(_city.Datasets[i].Id, $"$.datasets[{i}].id");
            if (!_datasets.TryAdd(id, i))
                throw Wrong($"$.datasets[{i}].id", $"the dataset '{id}' appears twice");
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var f = 0; f < _city.Datasets[i].Fields.Count; f++)
            {
                var type = Named(_city.Datasets[i].Fields[f].Type, $"$.datasets[{i}].fields[{f}].type");
                if (!seen.Add(type))
                    throw Wrong($"$.datasets[{i}].fields[{f}].type", $"the dataset '{id}' has the field '{type}' twice");
            }
        }

        for (var i = 0; i < _city.Flows.Count; i++)
        {
            var id = Named(_city.Flows[i].Id, $"$.flows[{i}].id");
            if (_datasets.ContainsKey(id))
                throw Wrong($"$.flows[{i}].id", $"the id '{id}' already names a dataset");
            if (!_flows.TryAdd(id, i))
                throw Wrong($"$.flows[{i}].id", $"the flow '{id}' appears twice");
        }
    }

    private void RulesAndKeys()
    {
        for (var i = 0; i < _city.Rules.Count; i++)
        {
            var rule = _city.Rules[i];
            FormattableString path = $"$.rules[{i}]";
            var id = Named(rule.Id, $"{path}.id");
            if (!_rules.Add(id))
                throw Wrong($"{path}.id", $"the rule '{id}' appears twice");
            if (rule.Premises.Count == 0)
                throw Wrong($"{path}.premises", $"the rule '{id}' has no premise");
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var p = 0; p < rule.Premises.Count; p++)
            {
                if (!seen.Add(Named(rule.Premises[p], $"{path}.premises[{p}]")))
                    throw Wrong($"{path}.premises[{p}]", $"the rule '{id}' has the premise '{rule.Premises[p]}' twice");
            }

            Named(rule.Conclusion, $"{path}.conclusion");
            Fraction(rule.Confidence, $"{path}.confidence", "the confidence of the rule", id);
            if (rule.Low is { } low)
            {
                Fraction(low, $"{path}.low", "the low end of the rule", id);
                if (low > rule.Confidence)
                    throw Wrong($"{path}.low", $"the low end of the rule '{id}' is above its confidence");
            }

            if (rule.High is { } high)
            {
                Fraction(high, $"{path}.high", "the high end of the rule", id);
                if (high < rule.Confidence)
                    throw Wrong($"{path}.high", $"the high end of the rule '{id}' is below its confidence");
            }
        }

        var types = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < _city.Keys.Count; i++)
        {
            var type = Named(_city.Keys[i].Type, $"$.keys[{i}].type");
            if (!types.Add(type))
                throw Wrong($"$.keys[{i}].type", $"the key '{type}' appears twice");
            Fraction(_city.Keys[i].Strength, $"$.keys[{i}].strength", "the strength of the key", type);
        }
    }

    private void ControlEffects()
    {
        for (var i = 0; i < _city.Controls.Count; i++)
        {
            var control = _city.Controls[i];
            var id = Named(control.Id, $"$.controls[{i}].id");
            if (!_controls.TryAdd(id, i))
                throw Wrong($"$.controls[{i}].id", $"the control '{id}' appears twice");
            for (var e = 0; e < control.Effects.Count; e++)
            {
                FormattableString path = $"$.controls[{i}].effects[{e}]";
                switch (control.Effects[e])
                {
                    case CityEffect.Remove remove:
                        Named(remove.Type, $"{path}.remove");
                        break;
                    case CityEffect.SetDomain domain:
                        Named(domain.Type, $"{path}.domain[0]");
                        Named(domain.Domain, $"{path}.domain[1]");
                        break;
                    case CityEffect.RuleFactor rule:
                        if (!_rules.Contains(Named(rule.Rule, $"{path}.rule")))
                            throw Wrong($"{path}.rule", $"the control '{id}' names an unknown rule '{rule.Rule}'");
                        Fraction(rule.Factor, $"{path}.factor", "a factor of the control", id);
                        break;
                    case CityEffect.FieldFactor field:
                        Named(field.Type, $"{path}.field");
                        Fraction(field.Factor, $"{path}.factor", "a factor of the control", id);
                        break;
                    case CityEffect.KeyFactor key:
                        Named(key.Type, $"{path}.key");
                        Fraction(key.Factor, $"{path}.factor", "a factor of the control", id);
                        break;
                    default:
                        throw Wrong(path, $"the control '{id}' has an empty effect");
                }
            }
        }
    }

    private void References()
    {
        for (var i = 0; i < _city.Datasets.Count; i++)
        {
            var dataset = _city.Datasets[i];
            if (dataset.Holder is not null && !_organisations.Contains(dataset.Holder))
                throw Wrong($"$.datasets[{i}].holder", $"the dataset '{dataset.Id}' names an unknown organisation '{dataset.Holder}'");
            ControlList(dataset.Controls, $"$.datasets[{i}].controls", "dataset", dataset.Id);
        }

        for (var i = 0; i < _city.Flows.Count; i++)
        {
            var flow = _city.Flows[i];
            if (!_datasets.ContainsKey(flow.From) && !_flows.ContainsKey(flow.From))
                throw Wrong($"$.flows[{i}].from", $"the flow '{flow.Id}' starts from an unknown dataset or flow '{flow.From}'");
            if (!_organisations.Contains(flow.To))
                throw Wrong($"$.flows[{i}].to", $"the flow '{flow.Id}' goes to an unknown organisation '{flow.To}'");
            ControlList(flow.Controls, $"$.flows[{i}].controls", "flow", flow.Id);
        }
    }

    private void ControlList(IReadOnlyList<string>? ids, FormattableString path, string owner, string id)
    {
        for (var c = 0; c < (ids?.Count ?? 0); c++)
        {
            if (!_controls.ContainsKey(ids![c]))
                throw Wrong($"{path}[{c}]", $"the {owner} '{id}' names an unknown control '{ids[c]}'");
        }
    }

    private void OrderFlows()
    {
        // Each flow has one source, so walking up from every flow until a dataset or an ordered flow finds all circles.
        var order = new List<int>(_city.Flows.Count);
        var state = new byte[_city.Flows.Count]; // 0 new, 1 on this walk, 2 ordered
        var walk = new Stack<int>();
        for (var start = 0; start < state.Length; start++)
        {
            var at = start;
            while (at >= 0 && state[at] == 0)
            {
                state[at] = 1;
                walk.Push(at);
                at = _flows.GetValueOrDefault(_city.Flows[at].From, -1);
            }

            if (at >= 0 && state[at] == 1)
                throw Wrong($"$.flows[{at}].from", $"the flow '{_city.Flows[at].Id}' is part of a circle of flows");
            while (walk.TryPop(out var done))
            {
                state[done] = 2;
                order.Add(done);
            }
        }

        FlowOrder = [.. order];
    }

    private void FlowFields()
    {
        // What a holding ever had, before any control: a control that removes a field must not make a flow wrong.
        var had = new HashSet<string>?[_city.Flows.Count];
        var datasetHad = new HashSet<string>?[_city.Datasets.Count];
        HashSet<string> Had(string id)
        {
            if (_flows.TryGetValue(id, out var flow))
                return had[flow]!;
            var dataset = _datasets[id];
            return datasetHad[dataset] ??= _city.Datasets[dataset].Fields.Select(f => f.Type).ToHashSet(StringComparer.Ordinal);
        }

        foreach (var i in FlowOrder)
        {
            var flow = _city.Flows[i];
            var source = Had(flow.From);
            if (flow.Fields is not { Count: > 0 })
            {
                had[i] = source;
                continue;
            }

            for (var f = 0; f < flow.Fields.Count; f++)
            {
                if (!source.Contains(flow.Fields[f]))
                    throw Wrong($"$.flows[{i}].fields[{f}]", $"the flow '{flow.Id}' passes '{flow.Fields[f]}', which its source '{flow.From}' never had");
            }

            had[i] = flow.Fields.ToHashSet(StringComparer.Ordinal);
        }
    }

    private void CoalitionMembers()
    {
        for (var i = 0; i < _city.Coalitions.Count; i++)
        {
            if (_city.Coalitions[i].Count == 0)
                throw Wrong($"$.coalitions[{i}]", $"a coalition has no member");
            for (var m = 0; m < _city.Coalitions[i].Count; m++)
            {
                if (!_organisations.Contains(_city.Coalitions[i][m]))
                    throw Wrong($"$.coalitions[{i}][{m}]", $"a coalition names an unknown organisation '{_city.Coalitions[i][m]}'");
            }
        }
    }

    private static string Named(string? id, FormattableString path) =>
        string.IsNullOrEmpty(id) ? throw Wrong(path, $"a name is missing") : id;

    private static void Fraction(double value, FormattableString path, string what, string id)
    {
        if (!(value >= 0 && value <= 1))
            throw Wrong(path, $"{what} '{id}' is {value}, which is not between 0 and 1");
    }

    private static CityFormatException Wrong(FormattableString path, FormattableString reason) =>
        new(FormattableString.Invariant(path), FormattableString.Invariant(reason));
}
