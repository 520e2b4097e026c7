using System.Security.Cryptography;
using System.Text;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Domain.Findings;

/// <summary>What each organisation can derive from what it holds and receives in one service.</summary>
public static class ServiceAnalysis
{
    /// <summary>
    /// One finding per organisation and conclusion, told where it can be told most surely; special categories first,
    /// then what identifies, then by score. What the organisation is given as a field somewhere is no finding, and what
    /// anyone can tell from public data is told once, of the outsider, unless the organisation can tell it more surely.
    /// </summary>
    /// <param name="asPlanned">Not as it is today, but once all that is planned is in place.</param>
    public static IReadOnlyList<Finding> Findings(Dossier dossier, bool asPlanned = false)
    {
        var city = CityOf(dossier, asPlanned);
        if (city.Datasets.Count == 0)
            return [];
        var model = CityModel.Build(city);
        var shown = new Given(dossier.Catalogue, model);
        var actors = new List<Guid?>();
        if (city.Datasets.Any(d => d.IsPublic))
            actors.Add(null);
        actors.AddRange(city.Datasets.Select(d => d.Holder).Concat(city.Flows.Select(f => f.To)).OfType<string>()
            .Distinct(StringComparer.Ordinal).Select(id => (Guid?)CityId.Parse(id)));

        var findings = new List<Finding>();
        var open = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var actor in actors)
        {
            var given = HoldingsOf(city, actor).SelectMany(id => Given.Open(model, id)).ToHashSet(StringComparer.Ordinal);
            var best = model.Findings(actor is { } id ? [CityId.Of(id)] : [])
                .Where(f => !given.Contains(f.Attribute) && !shown.Hides(f))
                .GroupBy(f => f.Attribute, StringComparer.Ordinal)
                .Select(g => g.OrderByDescending(f => f.Score).ThenBy(f => f.Proof.Count).ThenBy(f => f.Holding, StringComparer.Ordinal).First())
                .Where(f => !open.TryGetValue(f.Attribute, out var known) || f.Score > known)
                .ToList();
            // The outsider comes first, if there is public data at all.
            if (actor is null)
                open = best.ToDictionary(f => f.Attribute, f => f.Score, StringComparer.Ordinal);
            findings.AddRange(best.Select(f => Translate(dossier.Catalogue, f, $"{(actor is { } id ? CityId.Of(id) : "outsider")}|{f.Attribute}")));
        }
        return InOrder(findings);
    }

    /// <summary>What is otherwise once all that is planned is in place; null where that changes nothing.</summary>
    /// <param name="today">The findings of today.</param>
    public static PlannedFindings? Planned(Dossier dossier, IReadOnlyList<Finding> today)
    {
        if (!dossier.Measures.Any(m => dossier.Counts(m, asPlanned: true) && !dossier.Counts(m, asPlanned: false) && dossier.Catalogue.Control(m.ControlId!).Effects.Count > 0))
            return null;
        var planned = Findings(dossier, asPlanned: true);
        var (before, after) = (today.ToDictionary(f => f.Key, StringComparer.Ordinal), planned.Select(f => f.Key).ToHashSet(StringComparer.Ordinal));
        var changes = new PlannedFindings(
            [.. today.Where(f => !after.Contains(f.Key)).Select(f => f.Key)],
            [.. planned.Where(f => !before.TryGetValue(f.Key, out var now) || now.Score != f.Score)]);
        return changes.Gone.Count + changes.Changed.Count == 0 ? null : changes;
    }

    /// <summary>The gravest first: special categories, then what identifies, then the surest.</summary>
    public static IReadOnlyList<Finding> InOrder(IEnumerable<Finding> findings) =>
    [
        .. findings.OrderByDescending(f => f.SpecialCategory).ThenByDescending(f => f.Identifying).ThenByDescending(f => f.Score)
            .ThenBy(f => f.Key, StringComparer.Ordinal),
    ];

    /// <summary>The city graph of one dossier. Rows that are not yet whole are left out: they are gaps, not errors.</summary>
    /// <param name="asPlanned">With the safeguards that are planned, not only with those of today.</param>
    public static CityInput CityOf(Dossier dossier, bool asPlanned = false)
    {
        var datasets = dossier.Datasets.Where(d => d.Public || d.HolderId is not null).Select(d => new CityDataset(
            CityId.Of(d.Id), d.Public ? null : CityId.Of(d.HolderId!.Value),
            [.. dossier.ItemsOf(d.Id).SelectMany(i => EngineCatalogue.FieldsOf(dossier.Catalogue, FieldOf(i))).DistinctBy(f => f.Type, StringComparer.Ordinal)],
            [.. dossier.ControlsAt(d.Id, asPlanned)])
        {
            Days = d.Days,
            Events = d.Events,
            Access = d.Access,
            Reach = d.Reach / 100d,
        }).ToList();
        var holdings = datasets.Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        var flows = new List<CityFlow>();
        // A flow counts once what it starts from is there; each pass adds those that follow on the last.
        for (var before = -1; before != flows.Count;)
        {
            before = flows.Count;
            foreach (var flow in dossier.Flows.Where(f => f.RecipientId is not null && !holdings.Contains(CityId.Of(f.Id))))
            {
                if ((flow.SourceDatasetId ?? flow.SourceFlowId) is not { } source || !holdings.Contains(CityId.Of(source)))
                    continue;
                var available = dossier.FieldsOf(flow.SourceDatasetId, flow.SourceFlowId);
                var fields = flow.Fields.Where(available.Contains).Distinct(StringComparer.Ordinal).ToList();
                if (fields.Count == 0 && flow.Fields.Count > 0)
                    continue;
                List<string> passed = [.. fields.SelectMany(f => EngineCatalogue.TypesOf(dossier.Catalogue, f)).Distinct(StringComparer.Ordinal)];
                flows.Add(new(CityId.Of(flow.Id), CityId.Of(source), CityId.Of(flow.RecipientId!.Value), passed, [.. dossier.ControlsAt(flow.Id, asPlanned)])
                {
                    Days = flow.Days,
                    Events = flow.Events,
                    Access = flow.Access,
                });
                holdings.Add(CityId.Of(flow.Id));
            }
        }
        return new CityInput
        {
            Organisations = [.. datasets.Select(d => d.Holder).Concat(flows.Select(f => f.To)).OfType<string>().Distinct(StringComparer.Ordinal).Select(id => new CityOrganisation(id))],
            Datasets = datasets,
            Flows = flows,
        }.With(dossier.Catalogue);
    }

    private static CityField FieldOf(DataItem item) => new(item.TypeId, Domain(item))
    {
        Days = item.Days,
        Metres = item.Metres,
        Seconds = item.Seconds,
        Group = item.Group,
        Form = item.Form,
        Covers = item.Covers.Count == 0 ? null : [.. item.Covers.Where(c => c != FacetLimits.NoPlaces)],
    };

    /// <summary>Case and spaces do not make two domains of one.</summary>
    private static string? Domain(DataItem item) =>
        string.IsNullOrWhiteSpace(item.IdentifierDomain) ? null : item.IdentifierDomain.Trim().ToUpperInvariant();

    private static IEnumerable<string> HoldingsOf(CityInput city, Guid? actor)
    {
        var name = actor is { } id ? CityId.Of(id) : null;
        return city.Datasets.Where(d => d.IsPublic || d.Holder == name).Select(d => d.Id)
            .Concat(city.Flows.Where(f => f.To == name).Select(f => f.Id));
    }

    /// <summary>What the engine found, in the terms of the assessment.</summary>
    internal static Finding Translate(PiaCatalogue catalogue, DerivedFinding found, string key)
    {
        var type = catalogue.Types.ById[found.Attribute];
        List<ProofStep> proof = [.. found.Proof.Select(s => new ProofStep(
            s.Kind switch
            {
                DerivedStepKind.Field => ProofStepKind.Field,
                DerivedStepKind.Rule => ProofStepKind.Rule,
                DerivedStepKind.Link => ProofStepKind.Link,
                _ => throw new InvalidOperationException("A proof step of no known kind."),
            },
            CityId.Parse(s.Holding), s.Attribute, s.Score, s.Rule ?? s.Key, s.Other is null ? null : CityId.Parse(s.Other), s.Premises)
            {
                Condition = s.Condition,
                Field = s.Field,
            })];
        return new(
            key, found.Actor is [var one] ? CityId.Parse(one) : null, CityId.Parse(found.Holding), found.Attribute,
            found.Score, found.Low, found.High, found.ProofConfidence, RestsOnEstimate(catalogue, proof),
            type.IsSpecial, type.Identifying, proof, HashOf(proof))
        {
            Together = found.Actor.Count > 1 ? [.. found.Actor.Select(CityId.Parse)] : [],
            Reach = found.Reach,
            Effort = found.Effort,
            Assumed = [.. found.Assumed.Select(a => new Assumption(CityId.Parse(a.Holding), a.Type, a.Facet))],
            Disputed = proof.Any(s => s.Kind == ProofStepKind.Rule && catalogue.Rules.ById[s.Via!].Off),
        };
    }

    /// <summary>Of a figure that is itself an estimate. A range drawn round a published figure does not make it one.</summary>
    private static bool RestsOnEstimate(PiaCatalogue catalogue, IEnumerable<ProofStep> proof) => proof.Any(s => s.Kind switch
    {
        ProofStepKind.Rule => catalogue.Rules.ById[s.Via!].Estimate,
        ProofStepKind.Link => catalogue.Keys.Any(k => k.Type == s.Via && k.Estimate),
        ProofStepKind.Field => false,
        _ => throw new InvalidOperationException("A proof step of no known kind."),
    });

    /// <summary>Of the steps, not of the figures: a better estimate of the same argument is no new argument.</summary>
    private static string HashOf(IEnumerable<ProofStep> proof) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', proof.Select(s => $"{s.Kind}|{CityId.Of(s.HoldingId)}|{s.TypeId}|{s.Via}|{s.OtherHoldingId}|{string.Join(',', s.Premises)}")))));
}
