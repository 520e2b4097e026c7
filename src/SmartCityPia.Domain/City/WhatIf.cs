using SmartCityPia.Analysis.City;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.City;

/// <summary>The city with some changes tried; nothing of it is stored.</summary>
public sealed class WhatIf
{
    public const int MostEdits = 40;

    /// <summary>Drafts are read whole, so only a few at a time.</summary>
    public const int MostPlans = 3;

    private WhatIf(CityGraph before, CityGraph after, CityInput city, IReadOnlyList<WhatIfEdit> made, IReadOnlyList<(WhatIfEdit Edit, string Rule)> refused)
    {
        (Before, After, City, Made, Refused) = (before, after, city, made, refused);
        Key = CanonicalJson.Sha256($"{before.Key}\n{after.Key}\n{string.Join('\n', made)}");
    }

    public CityGraph Before { get; }

    /// <summary>The services that are there then; changes inside them are in <see cref="City"/> alone.</summary>
    public CityGraph After { get; }

    /// <summary>As the engine is told it, all changes made.</summary>
    public CityInput City { get; }

    /// <summary>In the order given.</summary>
    public IReadOnlyList<WhatIfEdit> Made { get; }

    /// <summary>Changes that do not fit the city or the changes before them, and the rule each breaks.</summary>
    public IReadOnlyList<(WhatIfEdit Edit, string Rule)> Refused { get; }

    /// <summary>Equal for equal cities with equal changes.</summary>
    public string Key { get; }

    /// <summary>A dataset or copy of the city as it is or as it would be.</summary>
    public Holding? Holding(Guid id) => After.Holding(id) ?? Before.Holding(id);

    /// <param name="drafts">The drafts that the person may see, by assessment; one that is not among them is refused.</param>
    public static WhatIf Of(CityGraph before, IEnumerable<WhatIfEdit> edits, IReadOnlyDictionary<Guid, Dossier> drafts)
    {
        List<WhatIfEdit> made = [];
        List<(WhatIfEdit, string)> refused = [];
        var asked = edits.ToList();
        var after = before;
        var touched = new HashSet<Guid>();
        // Services first: what is changed inside one has to be there.
        foreach (var edit in asked.Where(IsOfService))
        {
            if (made.Contains(edit))
                refused.Add((edit, "WhatIf.Twice"));
            else if (edit.Kind == WhatIfKind.TakeOut && before.Parts.All(p => p.ServiceId != edit.Id))
                refused.Add((edit, "WhatIf.NoService"));
            else if (Planned(before, edit, drafts) is var plan && plan is null && edit.Kind != WhatIfKind.TakeOut)
                refused.Add((edit, edit.Kind == WhatIfKind.Plan ? "WhatIf.NoPlan" : "WhatIf.NoKind"));
            else if (!touched.Add(plan?.Service.OwnerId ?? edit.Id))
                refused.Add((edit, "WhatIf.Contradicts"));
            else
            {
                after = plan is null ? after.Without(edit.Id) : after.With(plan);
                made.Add(edit);
            }
        }

        var city = after.Model.Input;
        foreach (var edit in asked.Where(e => !IsOfService(e)))
        {
            if (made.Contains(edit))
                refused.Add((edit, "WhatIf.Twice"));
            else if (Problem(city, before.Catalogue, edit) is { } rule)
                refused.Add((edit, rule));
            else
            {
                city = CityEditing.Apply(city, [edit.ToEngine(city, before.Catalogue)]);
                made.Add(edit);
            }
        }
        return new(before, after, city, [.. asked.Distinct().Where(made.Contains)], refused);
    }

    /// <summary>What the services plan and does not count today, as changes to try; at most <see cref="MostEdits"/>, in the order of services.</summary>
    public static IReadOnlyList<WhatIfEdit> Planned(CityGraph city)
    {
        var there = city.Model.Input.Datasets.Select(d => d.Id).Concat(city.Model.Input.Flows.Select(f => f.Id)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. city.Parts.SelectMany(p => p.Dossier.Datasets.Select(d => d.Id).Concat(p.Dossier.Flows.Select(f => f.Id))
                .Where(id => there.Contains(CityId.Of(id)))
                .SelectMany(id => p.Dossier.ControlsAt(id, asPlanned: true).Except(p.Dossier.ControlsAt(id), StringComparer.Ordinal)
                    .Where(c => city.Catalogue.Control(c).Effects.Count > 0).Select(c => new WhatIfEdit(WhatIfKind.Apply, id, c)))).Take(MostEdits),
        ];
    }

    /// <summary>The types that a dataset or copy still has, after what was removed on the way.</summary>
    public static IReadOnlySet<string> FieldsOf(CityInput city, string holding)
    {
        var chain = new Stack<(IReadOnlyList<string>? Listed, IReadOnlyList<string> Controls)>();
        var place = holding;
        CityDataset? start;
        while ((start = city.Datasets.FirstOrDefault(d => d.Id == place)) is null)
        {
            if (city.Flows.FirstOrDefault(f => f.Id == place) is not { } flow)
                return new HashSet<string>(StringComparer.Ordinal);
            chain.Push((flow.Fields is { Count: > 0 } listed ? listed : null, flow.Controls ?? []));
            place = flow.From;
        }
        chain.Push((null, start.Controls ?? []));
        var types = start.Fields.Select(f => f.Type).ToHashSet(StringComparer.Ordinal);
        while (chain.TryPop(out var next))
        {
            if (next.Listed is { } listed)
                types.IntersectWith(listed);
            foreach (var control in city.Controls.Where(c => next.Controls.Contains(c.Id) && (c.Scope == CityControlScope.Data || chain.Count == 0)))
                types.ExceptWith(control.Effects.OfType<CityEffect.Remove>().Select(e => e.Type));
        }
        return types;
    }

    private static bool IsOfService(WhatIfEdit edit) => edit.Kind is WhatIfKind.TakeOut or WhatIfKind.Plan or WhatIfKind.AddKind;

    private static string? Problem(CityInput city, PiaCatalogue catalogue, WhatIfEdit edit)
    {
        var id = CityId.Of(edit.Id);
        var dataset = city.Datasets.FirstOrDefault(d => d.Id == id);
        var flow = city.Flows.FirstOrDefault(f => f.Id == id);
        if (dataset is null && flow is null)
            return "WhatIf.Gone";
        var controls = dataset?.Controls ?? flow?.Controls ?? [];
        return edit.Kind switch
        {
            WhatIfKind.RemoveField => FieldsOf(city, id).Contains(edit.What!) ? null : "WhatIf.NoField",
            WhatIfKind.CoarsenField => dataset is null || !FieldsOf(city, id).Contains(edit.What!) ? "WhatIf.NoField"
                : catalogue.Types.ById.TryGetValue(edit.What!, out var type) && type.Coarser is not null ? null : "WhatIf.NotCoarser",
            WhatIfKind.Apply => !catalogue.Controls.ById.TryGetValue(edit.What!, out var control) || control.Effects.Count == 0 ? "WhatIf.NoControl"
                : controls.Contains(edit.What!) ? "WhatIf.Applied" : null,
            WhatIfKind.Withdraw => controls.Contains(edit.What!) ? null : "WhatIf.NotApplied",
            _ => null,
        };
    }

    private static Dossier? Planned(CityGraph city, WhatIfEdit edit, IReadOnlyDictionary<Guid, Dossier> drafts) => edit.Kind switch
    {
        WhatIfKind.Plan => drafts.GetValueOrDefault(edit.Id),
        WhatIfKind.AddKind when city.Catalogue.Archetypes.ById.TryGetValue(edit.What!, out var kind) => OfKind(city, kind),
        _ => null,
    };

    /// <summary>A service as the catalogue describes its kind; its parts are taken by the organisations of those names.</summary>
    private static Dossier OfKind(CityGraph city, ServiceArchetype kind)
    {
        var service = DerivedId.Of(Guid.Empty, kind.Id);
        var known = city.Organisations.Values.OrderBy(o => o.Id).DistinctBy(o => o.Name, TextKey.Comparer).ToDictionary(o => o.Name, TextKey.Comparer);
        var bodies = kind.Stakeholders.ToDictionary(
            s => s.Key,
            s => known.GetValueOrDefault(s.Name) ?? new OrganisationEntry(DerivedId.Of(service, s.Key), s.Name, s.Kind, null),
            StringComparer.Ordinal);
        var rows = 0;
        var prefill = new Prefill(kind, service, service, bodies.ToDictionary(b => b.Key, b => new Prefill.Body(b.Value.Id, b.Value.Name), StringComparer.Ordinal),
            () => DerivedId.Of(service, (++rows).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return new()
        {
            Head = new() { AssessmentId = service, Reference = kind.Id, Agency = "", LeadOfficer = "", CatalogueVersion = city.Catalogue.Version, CreatedAt = default },
            Service = new ServiceDescription { Id = service, OwnerId = service, Revision = 1, Name = kind.Name },
            Organisations = [.. bodies.Values.DistinctBy(b => b.Id)],
            Stakeholders = prefill.Stakeholders,
            Datasets = prefill.Datasets,
            Items = prefill.Items,
            Flows = prefill.Flows,
            Measures = prefill.Measures,
        };
    }
}
