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
    private readonly HashSet<string> _outside = new(StringComparer.Ordinal);
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);

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
        check.ClassNames();
        check.DatasetsAndFlows();
        check.OutsideSources();
        check.RulesAndKeys();
        check.ControlEffects();
        check.References();
        check.OrderFlows();
        check.FlowFields();
        check.CoalitionMembers();
        check.Classes();
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

    private void ClassNames()
    {
        foreach (var (name, types) in _city.Classes)
        {
            FormattableString path = $"$.classes.{name}";
            Named(name, path);
            for (var t = 0; t < types.Count; t++)
                TypeName(types[t], $"{path}[{t}]");
        }
    }

    private void DatasetsAndFlows()
    {
        for (var i = 0; i < _city.Datasets.Count; i++)
        {
            var dataset = _city.Datasets[i];
            FormattableString path = $"$.datasets[{i}]";
            var id = Named(dataset.Id, $"{path}.id");
            if (!_datasets.TryAdd(id, i))
                throw Wrong($"{path}.id", $"the dataset '{id}' appears twice");
            Fields(dataset.Fields, path, "dataset", id);
            Kept(dataset.Days, dataset.Events, dataset.Reach, path, "dataset", id);
        }

        for (var i = 0; i < _city.Flows.Count; i++)
        {
            var flow = _city.Flows[i];
            var id = Named(flow.Id, $"$.flows[{i}].id");
            if (_datasets.ContainsKey(id))
                throw Wrong($"$.flows[{i}].id", $"the id '{id}' already names a dataset");
            if (!_flows.TryAdd(id, i))
                throw Wrong($"$.flows[{i}].id", $"the flow '{id}' appears twice");
            Kept(flow.Days, flow.Events, null, $"$.flows[{i}]", "flow", id);
        }
    }

    private void OutsideSources()
    {
        for (var i = 0; i < _city.Outside.Count; i++)
        {
            var source = _city.Outside[i];
            FormattableString path = $"$.outside[{i}]";
            var id = Named(source.Id, $"{path}.id");
            if (_datasets.ContainsKey(id) || _flows.ContainsKey(id))
                throw Wrong($"{path}.id", $"the id '{id}' already names a {(_datasets.ContainsKey(id) ? "dataset" : "flow")}");
            if (!_outside.Add(id))
                throw Wrong($"{path}.id", $"the outside source '{id}' appears twice");
            Fields(source.Fields, path, "outside source", id);
            Kept(source.Days, source.Events, source.Reach, path, "outside source", id);
        }
    }

    private void Fields(IReadOnlyList<CityField> fields, FormattableString at, string owner, string id)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var f = 0; f < fields.Count; f++)
        {
            var field = fields[f];
            FormattableString path = $"{at}.fields[{f}]";
            if (!seen.Add(TypeName(field.Type, $"{path}.type")))
                throw Wrong($"{path}.type", $"the {owner} '{id}' has the field '{field.Type}' twice");
            AtLeast(0, field.Days, path, "days", field.Type);
            FieldFacets(field.Metres, field.Seconds, field.Group, field.Form, path, field.Type);
            for (var c = 0; c < (field.Covers?.Count ?? 0); c++)
                Named(field.Covers![c], $"{path}.covers[{c}]");
        }
    }

    private static void FieldFacets(double? metres, double? seconds, double? group, CityForm? form, FormattableString path, string of)
    {
        AtLeast(0, metres, path, "metres", of);
        AtLeast(0, seconds, path, "seconds", of);
        AtLeast(1, group, path, "group", of);
        if (group is { } people && people != Math.Floor(people))
            throw Wrong($"{path}.group", $"the group of '{of}' is {people}, which is no number of people");
        if (form is { } kept && !Enum.IsDefined(kept))
            throw Wrong($"{path}.form", $"the form of '{of}' is not known");
    }

    private static void Kept(double? days, double? events, double? reach, FormattableString path, string owner, string id)
    {
        AtLeast(0, days, path, "days", id);
        AtLeast(0, events, path, "events", id);
        if (reach is { } part)
            Fraction(part, $"{path}.reach", $"the reach of the {owner}", id);
    }

    private static void AtLeast(double least, double? value, FormattableString path, string facet, string of)
    {
        if (value is { } number && !(number >= least))
            throw Wrong($"{path}.{facet}", $"the {facet} of '{of}' are {number}, which is not {least} or more");
    }

    private static void Condition(string of, CityCondition condition, FormattableString path)
    {
        FieldFacets(condition.Metres, condition.Seconds, condition.Group, condition.Form, path, of);
        AtLeast(0, condition.Span, path, "span", of);
        Kept(condition.Days, condition.Events, null, path, "condition", of);
        if (condition.Covers is not null)
            Named(condition.Covers, $"{path}.covers");
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
            for (var p = 0; p < rule.Premises.Count; p++)
            {
                var premise = rule.Premises[p];
                if (premise.Condition is { } condition)
                {
                    Named(premise.Type, $"{path}.premises[{p}].type");
                    Condition(premise.Type, condition, $"{path}.premises[{p}]");
                }
                else
                {
                    TypeName(premise.Type, $"{path}.premises[{p}]");
                }

                if (rule.Premises.Take(p).Any(premise.Means))
                    throw Wrong($"{path}.premises[{p}]", $"the rule '{id}' has the premise '{premise.Type}' twice");
            }

            TypeName(rule.Conclusion, $"{path}.conclusion");
            Range(rule.Confidence, rule.Low, rule.High, path, "confidence", "rule", id);
        }

        for (var i = 0; i < _city.Keys.Count; i++)
        {
            var key = _city.Keys[i];
            FormattableString path = $"$.keys[{i}]";
            var type = Named(key.Type, $"{path}.type");
            Range(key.Strength, key.Low, key.High, path, "strength", "key", type);
            if (key.Condition is { } condition)
                Condition(type, condition, path);
            var isClass = _city.Classes.ContainsKey(type);
            if (key.Inferred && (key.SameDomain || isClass || key.Condition is not null))
                throw Wrong($"{path}.inferred", $"the key '{type}' is inferred and has {(isClass ? "a class" : key.SameDomain ? "a domain" : "a condition")}; it must be one or the other");
            if (isClass && !key.SameDomain)
                throw Wrong($"{path}.sameDomain", $"the key on the class '{type}' must say \"sameDomain\": true");
        }
    }

    /// <summary>The classes that every catalogue has are not to be mistaken for types that happen to be absent.</summary>
    private void Classes()
    {
        for (var i = 0; i < _city.Rules.Count; i++)
        {
            for (var p = 0; p < _city.Rules[i].Premises.Count; p++)
            {
                if (_city.Rules[i].Premises[p].Condition is not null)
                    Known(_city.Rules[i].Premises[p].Type, $"$.rules[{i}].premises[{p}].type");
            }
        }

        for (var i = 0; i < _city.Keys.Count; i++)
        {
            if (_city.Classes.Count > 0 || _city.Keys[i].Condition is not null)
                Known(_city.Keys[i].Type, $"$.keys[{i}].type");
        }

        void Known(string name, FormattableString path)
        {
            if (name is CityIndex.CodeClass or CityIndex.EventClass && !_city.Classes.ContainsKey(name) && !_types.Contains(name))
                throw Wrong(path, $"the class '{name}' is not known: $.classes does not name it");
        }
    }

    private static void Range(double value, double? low, double? high, FormattableString path, string what, string owner, string id)
    {
        Fraction(value, $"{path}.{what}", $"the {what} of the {owner}", id);
        if (low is { } least)
        {
            Fraction(least, $"{path}.low", $"the low end of the {owner}", id);
            if (least > value)
                throw Wrong($"{path}.low", $"the low end of the {owner} '{id}' is above its {what}");
        }

        if (high is { } most)
        {
            Fraction(most, $"{path}.high", $"the high end of the {owner}", id);
            if (most < value)
                throw Wrong($"{path}.high", $"the high end of the {owner} '{id}' is below its {what}");
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
                        TypeName(remove.Type, $"{path}.remove");
                        break;
                    case CityEffect.SetDomain domain:
                        TypeName(domain.Type, $"{path}.domain[0]");
                        Named(domain.Domain, $"{path}.domain[1]");
                        break;
                    case CityEffect.RuleFactor rule:
                        if (!_rules.Contains(Named(rule.Rule, $"{path}.rule")))
                            throw Wrong($"{path}.rule", $"the control '{id}' names an unknown rule '{rule.Rule}'");
                        Fraction(rule.Factor, $"{path}.factor", "a factor of the control", id);
                        break;
                    case CityEffect.FieldFactor field:
                        TypeName(field.Type, $"{path}.field");
                        Fraction(field.Factor, $"{path}.factor", "a factor of the control", id);
                        break;
                    case CityEffect.KeyFactor key:
                        Named(key.Type, $"{path}.key");
                        Fraction(key.Factor, $"{path}.factor", "a factor of the control", id);
                        break;
                    case CityEffect.SetField set:
                        TypeName(set.Type, $"{path}.set.type");
                        AtLeast(0, set.Days, $"{path}.set", "days", set.Type);
                        FieldFacets(set.Metres, set.Seconds, set.Group, set.Form, $"{path}.set", set.Type);
                        break;
                    case CityEffect.SetHolding set:
                        Kept(set.Days, set.Events, null, $"{path}.set", "control", id);
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
            if (_outside.Contains(flow.From))
                throw Wrong($"$.flows[{i}].from", $"the flow '{flow.Id}' starts from the outside source '{flow.From}'; no flow does");
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

    /// <summary>A name where only an attribute type can stand.</summary>
    private string TypeName(string? type, FormattableString path)
    {
        Named(type, path);
        if (_city.Classes.ContainsKey(type!))
            throw Wrong(path, $"'{type}' is the name of a class, not of a type");
        _types.Add(type!);
        return type!;
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
