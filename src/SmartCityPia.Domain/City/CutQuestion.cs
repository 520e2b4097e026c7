using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Cuts;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.City;

/// <summary>What each kind of change costs, in any unit; all above zero.</summary>
public sealed record CutPrices(double RemoveField, double DropFlow, double Engineering, double Organisational, double Contractual, double Transparency, double Governance)
{
    /// <summary>
    /// Rough effort, cheapest first: a clause is written once, a rule for people has to be kept up, building costs more,
    /// and what takes data away costs the service something it does.
    /// </summary>
    public static CutPrices Usual { get; } = new(RemoveField: 4, DropFlow: 6, Engineering: 3, Organisational: 2, Contractual: 1, Transparency: 2, Governance: 2);

    public double Of(ControlKind kind) => kind switch
    {
        ControlKind.Engineering => Engineering,
        ControlKind.Organisational => Organisational,
        ControlKind.Contractual => Contractual,
        ControlKind.Transparency => Transparency,
        _ => Governance,
    };
}

/// <summary>The cheapest changes that are found, and what they do not reach.</summary>
/// <param name="Standing">Of an impossible question: the conclusions that stay whatever is changed.</param>
/// <param name="Reached">How many of the conclusions asked about can be drawn at all today.</param>
/// <param name="Options">How many changes were open.</param>
/// <param name="SkippedDomains">Whether controls that give codes of their own were left out because there are too many places for them.</param>
public sealed record CutAnswer(CheapestCut Cut, IReadOnlyList<CutTarget> Standing, int Reached, int Options, bool SkippedDomains);

/// <summary>Which conclusions are to fall below the threshold, whose, and what may be changed for it.</summary>
/// <param name="Actors">None for the outsider, one for an organisation, several for a group.</param>
/// <param name="Services">That may be touched; null for all.</param>
public sealed record CutQuestion(IReadOnlyList<IReadOnlyList<Guid>> Actors, IReadOnlyList<string> Types, double Threshold, IReadOnlyList<Guid>? Services, CutPrices Prices)
{
    private const int MostDomains = 12;
    private const int MostStanding = 25;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Equal for equal questions.</summary>
    public string Key => CanonicalJson.Sha256(string.Join('\n',
    [
        .. Actors.Select(a => string.Join('+', a.Order())).Order(StringComparer.Ordinal), "", .. Types.Order(StringComparer.Ordinal),
        Threshold.ToString("R", System.Globalization.CultureInfo.InvariantCulture), .. Services?.Order().Select(s => s.ToString()) ?? ["all"], Prices.ToString(),
    ]));

    public CutAnswer Answer(CityGraph city, CancellationToken cancel = default)
    {
        var model = city.Model;
        var targets = Actors.Select(a => a.Select(CityId.Of).Where(model.HasOrganisation).Order(StringComparer.Ordinal).ToArray())
            .Where((a, i) => a.Length == Actors[i].Count)
            .SelectMany(a => Types.Select(t => new CutTarget(a, t))).ToList();
        var reached = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var actor in targets.Select(t => t.Actor).DistinctBy(a => string.Join('+', a), StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            reached[string.Join('+', actor)] =
            [
                .. model.Findings(actor, Threshold, cancel).Select(f => f.Attribute),
                .. Given.HeldBy(model, actor).SelectMany(h => Given.Open(model, h)),
            ];
        }
        var standing = targets.Where(t => reached[string.Join('+', t.Actor)].Contains(t.Attribute)).ToList();
        if (standing.Count == 0)
            return new(new(true, true, 0, 0, [[]]), [], 0, 0, false);
        var options = Options(city, standing, reached.Values.SelectMany(r => r).ToHashSet(StringComparer.Ordinal));
        var domains = options.Where(o => ChangesDomain(city, o)).ToList();
        var skipped = domains.Count > MostDomains;
        if (skipped)
            options.RemoveAll(domains.Contains);
        var cut = options.Count == 0 ? new(false, false, 0, 0, []) : model.CheapestCut(standing, options, Threshold, Limit, cancel: cancel);
        return new(cut, cut.IsPossible ? [] : [.. standing.Take(MostStanding).Where(t => options.Count == 0 || !model.CheapestCut([t], options, Threshold, TimeSpan.FromMilliseconds(200), 1, cancel: cancel).IsPossible)],
            standing.Count, options.Count, skipped);
    }

    /// <summary>Every change that could weaken a proof of a target: on a holding of an actor or on the way to one, of a type that a proof can use.</summary>
    private List<CutOption> Options(CityGraph city, IReadOnlyList<CutTarget> targets, HashSet<string> known)
    {
        var model = city.Model;
        var relevant = Relevant(city.Catalogue, targets.Select(t => t.Attribute), known);
        var flows = model.Input.Flows.ToDictionary(f => f.Id, StringComparer.Ordinal);
        var datasets = model.Input.Datasets.ToDictionary(d => d.Id, StringComparer.Ordinal);
        var holdings = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in targets.SelectMany(t => Given.HeldBy(model, t.Actor)))
        {
            for (var at = start; holdings.Add(at) && flows.TryGetValue(at, out var flow);)
                at = flow.From;
        }
        List<CutOption> options = [];
        foreach (var holding in holdings.Order(StringComparer.Ordinal).Where(h => Services is null || city.PartOf(CityId.Parse(h)) is { } part && Services.Contains(part.ServiceId)))
        {
            var fields = model.FieldsOf(holding).Select(f => f.Type).Where(relevant.Contains).ToHashSet(StringComparer.Ordinal);
            options.AddRange(fields.Order(StringComparer.Ordinal).Select(f => new CutOption(new CityEdit.RemoveField(holding, f), Prices.RemoveField)));
            if (flows.ContainsKey(holding))
                options.Add(new(new CityEdit.DropFlow(holding), Prices.DropFlow));
            var applied = (datasets.TryGetValue(holding, out var dataset) ? dataset.Controls : flows[holding].Controls) ?? [];
            options.AddRange(city.Catalogue.Controls.Where(c => !applied.Contains(c.Id) && c.Effects.Any(Meets))
                .Select(c => new CutOption(new CityEdit.ApplyControl(holding, c.Id), Prices.Of(c.Kind))));

            bool Meets(ControlEffect effect) => effect.Kind switch
            {
                ControlEffectKind.Rule => city.Catalogue.Rules.ById.TryGetValue(effect.Target, out var rule) && relevant.Contains(rule.Conclusion) && rule.Premises.All(p => IsKnown(city.Catalogue, p, known)),
                ControlEffectKind.Key => relevant.Any(type => city.Catalogue.IsOf(type, effect.Target)),
                // A holding's own facets matter to any of its fields.
                _ => effect.Target is "" or PiaCatalogue.AnyType ? fields.Count > 0 : fields.Any(f => city.Catalogue.IsOf(f, effect.Target)),
            };
        }
        return options;
    }

    /// <summary>What a proof of a target can speak of: premises of rules that lead there, and what records are joined by.</summary>
    private static HashSet<string> Relevant(PiaCatalogue catalogue, IEnumerable<string> targets, HashSet<string> known)
    {
        // What a condition rests on besides its field: the codes that make a history of events.
        string[] joining = [.. catalogue.Keys.SelectMany(k => catalogue.Classes.GetValueOrDefault(k.Type) ?? [k.Type]), .. catalogue.Classes.GetValueOrDefault("code") ?? []];
        var relevant = targets.Concat(joining.Where(known.Contains)).ToHashSet(StringComparer.Ordinal);
        for (var before = -1; before != relevant.Count;)
        {
            before = relevant.Count;
            relevant.UnionWith(catalogue.LiveRules.Where(r => relevant.Contains(r.Conclusion) && r.Premises.All(p => IsKnown(catalogue, p, known)))
                .SelectMany(r => r.Premises).SelectMany(p => catalogue.Classes.GetValueOrDefault(p.Type) ?? [p.Type]));
        }
        return relevant;
    }

    private static bool IsKnown(PiaCatalogue catalogue, Premise premise, HashSet<string> known) =>
        known.Contains(premise.Type) || catalogue.Classes.TryGetValue(premise.Type, out var types) && types.Any(known.Contains);

    private static bool ChangesDomain(CityGraph city, CutOption option) =>
        option.Edit is CityEdit.ApplyControl e && city.Catalogue.Control(e.Control).Effects.Any(x => x.Kind == ControlEffectKind.Domain);
}
