namespace SmartCityPia.Analysis.City;

public static class CityEditing
{
    /// <summary>The city with the edits made, in order. <see cref="CityModel.Build"/> checks the outcome.</summary>
    /// <exception cref="ArgumentException">An edit names a dataset, flow or organisation that is not there.</exception>
    public static CityInput Apply(CityInput city, IEnumerable<CityEdit> edits)
    {
        ArgumentNullException.ThrowIfNull(edits);
        return edits.Aggregate(city, Apply);
    }

    private static CityInput Apply(CityInput city, CityEdit edit)
    {
        switch (edit)
        {
            case CityEdit.RemoveField e:
                // A control rather than a change of the list of fields: flows that list the field stay right.
                var id = $"remove {e.Type}";
                while (city.Controls.Any(c => c.Id == id && !IsRemovalOf(c, e.Type)))
                    id += " ";
                var withControl = city.Controls.Any(c => c.Id == id)
                    ? city
                    : city with { Controls = [.. city.Controls, new CityControl(id, [new CityEffect.Remove(e.Type)])] };
                return WithControls(withControl, e.Holding, controls => [.. controls, id]);
            case CityEdit.ApplyControl e:
                return WithControls(city, e.Holding, controls => [.. controls, e.Control]);
            case CityEdit.WithdrawControl e:
                return WithControls(city, e.Holding, controls => [.. controls.Where(c => c != e.Control)]);
            case CityEdit.CoarsenField e:
                return Coarsen(city, e);
            case CityEdit.DropFlow e:
                _ = city.Flows.FirstOrDefault(f => f.Id == e.Flow) ?? throw new ArgumentException($"There is no flow '{e.Flow}'.", nameof(edit));
                return Without(city, [e.Flow]);
            case CityEdit.DropDataset e:
                _ = city.Datasets.FirstOrDefault(d => d.Id == e.Dataset) ?? throw new ArgumentException($"There is no dataset '{e.Dataset}'.", nameof(edit));
                return Without(city, [e.Dataset]);
            case CityEdit.DropOrganisation e:
                _ = city.Organisations.FirstOrDefault(o => o.Id == e.Organisation) ?? throw new ArgumentException($"There is no organisation '{e.Organisation}'.", nameof(edit));
                var without = Without(city, [.. city.Datasets.Where(d => d.Holder == e.Organisation).Select(d => d.Id), .. city.Flows.Where(f => f.To == e.Organisation).Select(f => f.Id)]);
                return without with
                {
                    Organisations = [.. city.Organisations.Where(o => o.Id != e.Organisation)],
                    Coalitions = [.. city.Coalitions.Select(c => c.Where(m => m != e.Organisation).ToList()).Where(c => c.Count > 1)],
                };
            case CityEdit.Add { Part: var part }:
                return city with
                {
                    Organisations = Union(city.Organisations, part.Organisations, o => o.Id, (_, _) => true),
                    Datasets = [.. city.Datasets, .. part.Datasets],
                    Flows = [.. city.Flows, .. part.Flows],
                    Rules = Union(city.Rules, part.Rules, r => r.Id, (a, b) => a with { Premises = b.Premises } == b && a.Premises.SequenceEqual(b.Premises)),
                    Keys = [.. city.Keys, .. part.Keys.Except(city.Keys)],
                    Controls = Union(city.Controls, part.Controls, c => c.Id, (a, b) => a.Scope == b.Scope && a.Effects.SequenceEqual(b.Effects)),
                    Classes = Union(city.Classes, part.Classes),
                    Outside = Union(city.Outside, part.Outside, o => o.Id, (a, b) => a with { Fields = b.Fields } == b && a.Fields.SequenceEqual(b.Fields)),
                    Coalitions = [.. city.Coalitions, .. part.Coalitions],
                };
            default:
                throw new ArgumentException("An unknown edit.", nameof(edit));
        }
    }

    private static bool IsRemovalOf(CityControl control, string type) =>
        control is { Scope: CityControlScope.Data, Effects: [CityEffect.Remove remove] } && remove.Type == type;

    private static List<T> Union<T>(IReadOnlyList<T> there, IReadOnlyList<T> added, Func<T, string> id, Func<T, T, bool> same)
    {
        var byId = there.ToDictionary(id, StringComparer.Ordinal);
        return [.. there, .. added.Where(a => !byId.TryGetValue(id(a), out var known) || !same(known, a))];
    }

    private static Dictionary<string, IReadOnlyList<string>> Union(IReadOnlyDictionary<string, IReadOnlyList<string>> there, IReadOnlyDictionary<string, IReadOnlyList<string>> added)
    {
        var union = new Dictionary<string, IReadOnlyList<string>>(there, StringComparer.Ordinal);
        foreach (var (name, types) in added)
        {
            if (union.TryGetValue(name, out var known) && !known.ToHashSet(StringComparer.Ordinal).SetEquals(types))
                throw new ArgumentException($"The class '{name}' is there with other types.", nameof(added));
            union[name] = types;
        }

        return union;
    }

    private static CityInput WithControls(CityInput city, string holding, Func<IReadOnlyList<string>, IReadOnlyList<string>> change)
    {
        if (city.Datasets.Any(d => d.Id == holding))
            return city with { Datasets = [.. city.Datasets.Select(d => d.Id == holding ? d with { Controls = change(d.Controls ?? []) } : d)] };
        if (city.Flows.Any(f => f.Id == holding))
            return city with { Flows = [.. city.Flows.Select(f => f.Id == holding ? f with { Controls = change(f.Controls ?? []) } : f)] };
        throw new ArgumentException($"There is no dataset or flow '{holding}'.", nameof(holding));
    }

    private static CityInput Without(CityInput city, HashSet<string> gone)
    {
        // A flow may stand before its source in the document, so repeat until nothing more goes.
        for (var before = -1; before != gone.Count;)
        {
            before = gone.Count;
            foreach (var flow in city.Flows)
            {
                if (gone.Contains(flow.From))
                    gone.Add(flow.Id);
            }
        }

        return city with
        {
            Datasets = [.. city.Datasets.Where(d => !gone.Contains(d.Id))],
            Flows = [.. city.Flows.Where(f => !gone.Contains(f.Id))],
        };
    }

    private static CityInput Coarsen(CityInput city, CityEdit.CoarsenField edit)
    {
        var dataset = city.Datasets.FirstOrDefault(d => d.Id == edit.Dataset)
            ?? throw new ArgumentException($"There is no dataset '{edit.Dataset}'.", nameof(edit));
        if (dataset.Fields.All(f => f.Type != edit.Type))
            throw new ArgumentException($"The dataset '{edit.Dataset}' has no field '{edit.Type}'.", nameof(edit));

        var reached = new HashSet<string>(StringComparer.Ordinal) { edit.Dataset };
        for (var before = 0; before != reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(city.Flows.Where(f => reached.Contains(f.From)).Select(f => f.Id));
        }

        IReadOnlyList<string>? Passed(CityFlow flow) => flow.Fields is null || !reached.Contains(flow.Id)
            ? flow.Fields
            : [.. flow.Fields.Select(t => t == edit.Type ? edit.Coarser : t).Distinct(StringComparer.Ordinal)];

        return city with
        {
            Datasets = [.. city.Datasets.Select(d => d != dataset
                ? d
                : d with { Fields = [.. d.Fields.Select(f => f.Type == edit.Type ? f with { Type = edit.Coarser } : f).DistinctBy(f => f.Type, StringComparer.Ordinal)] })],
            Flows = [.. city.Flows.Select(f => f with { Fields = Passed(f) })],
        };
    }
}
