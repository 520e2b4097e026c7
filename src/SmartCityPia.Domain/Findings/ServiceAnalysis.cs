using System.Security.Cryptography;
using System.Text;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using ControlScope = SmartCityPia.Domain.Catalogue.ControlScope;

namespace SmartCityPia.Domain.Findings;

/// <summary>What each organisation can derive from what it holds and receives in one service.</summary>
public static class ServiceAnalysis
{
    /// <summary>
    /// One finding per organisation and conclusion, told where it can be told most surely; special categories first,
    /// then what identifies, then by score. What the organisation is given as a field somewhere is no finding, and what
    /// anyone can tell from public data is told once, of the outsider, unless the organisation can tell it more surely.
    /// </summary>
    public static IReadOnlyList<Finding> Findings(Dossier dossier)
    {
        var city = CityOf(dossier);
        if (city.Datasets.Count == 0)
            return [];
        var model = CityModel.Build(city);
        var actors = new List<Guid?>();
        if (city.Datasets.Any(d => d.IsPublic))
            actors.Add(null);
        actors.AddRange(city.Datasets.Select(d => d.Holder).Concat(city.Flows.Select(f => f.To)).OfType<string>()
            .Distinct(StringComparer.Ordinal).Select(id => (Guid?)CityId.Parse(id)));

        var findings = new List<Finding>();
        var open = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var actor in actors)
        {
            var given = HoldingsOf(city, actor).SelectMany(id => model.FieldsOf(id)).Select(f => f.Type).ToHashSet(StringComparer.Ordinal);
            given.UnionWith([.. given.SelectMany(type => dossier.Catalogue.Types.ById.GetValueOrDefault(type)?.Gives ?? [])]);
            var best = model.Findings(actor is { } id ? [CityId.Of(id)] : [])
                .Where(f => !given.Contains(f.Attribute))
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

    /// <summary>The gravest first: special categories, then what identifies, then the surest.</summary>
    public static IReadOnlyList<Finding> InOrder(IEnumerable<Finding> findings) =>
    [
        .. findings.OrderByDescending(f => f.SpecialCategory).ThenByDescending(f => f.Identifying).ThenByDescending(f => f.Score)
            .ThenBy(f => f.Key, StringComparer.Ordinal),
    ];

    /// <summary>The city graph of one dossier. Rows that are not yet whole are left out: they are gaps, not errors.</summary>
    public static CityInput CityOf(Dossier dossier)
    {
        var controls = dossier.Catalogue.Controls;
        List<string> Known(IEnumerable<string> ids) => [.. ids.Where(id => controls.Contains(id)).Distinct(StringComparer.Ordinal)];
        var datasets = dossier.Datasets.Where(d => d.Public || d.HolderId is not null).Select(d => new CityDataset(
            CityId.Of(d.Id), d.Public ? null : CityId.Of(d.HolderId!.Value),
            [.. dossier.ItemsOf(d.Id).DistinctBy(i => i.TypeId, StringComparer.Ordinal).Select(i => new CityField(i.TypeId, Domain(i)))],
            Known(d.Controls))).ToList();
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
                flows.Add(new(CityId.Of(flow.Id), CityId.Of(source), CityId.Of(flow.RecipientId!.Value), fields, Known(flow.Controls)));
                holdings.Add(CityId.Of(flow.Id));
            }
        }
        var used = datasets.SelectMany(d => d.Controls ?? []).Concat(flows.SelectMany(f => f.Controls ?? [])).ToHashSet(StringComparer.Ordinal);
        return new()
        {
            Organisations = [.. datasets.Select(d => d.Holder).Concat(flows.Select(f => f.To)).OfType<string>().Distinct(StringComparer.Ordinal).Select(id => new CityOrganisation(id))],
            Datasets = datasets,
            Flows = flows,
            Rules = RulesOf(dossier.Catalogue),
            Keys = KeysOf(dossier.Catalogue),
            Controls = [.. controls.Where(c => used.Contains(c.Id)).Select(Translate)],
        };
    }

    internal static IReadOnlyList<CityRule> RulesOf(PiaCatalogue catalogue) =>
        [.. catalogue.Rules.Select(r => new CityRule(r.Id, [.. r.Premises], r.Conclusion, r.Confidence, r.Estimate || r.RangeEstimated ? r.Low : null, r.Estimate || r.RangeEstimated ? r.High : null))];

    /// <summary>A key without a domain joins inferred attributes too, until the catalogue says which of them may.</summary>
    internal static IReadOnlyList<CityKey> KeysOf(PiaCatalogue catalogue) => [.. catalogue.Keys.Select(k => new CityKey(k.Type, k.Strength, k.SameDomain) { Inferred = !k.SameDomain })];

    /// <summary>Case and spaces do not make two domains of one.</summary>
    private static string? Domain(DataItem item) =>
        string.IsNullOrWhiteSpace(item.IdentifierDomain) ? null : item.IdentifierDomain.Trim().ToUpperInvariant();

    private static IEnumerable<string> HoldingsOf(CityInput city, Guid? actor)
    {
        var name = actor is { } id ? CityId.Of(id) : null;
        return city.Datasets.Where(d => d.IsPublic || d.Holder == name).Select(d => d.Id)
            .Concat(city.Flows.Where(f => f.To == name).Select(f => f.Id));
    }

    internal static CityControl Translate(Control control) => new(control.Id,
        [.. control.Effects.Select(e => (CityEffect)(e.Kind switch
        {
            ControlEffectKind.Rule => new CityEffect.RuleFactor(e.Rule!, e.Factor!.Value),
            ControlEffectKind.Key => new CityEffect.KeyFactor(e.Key!, e.Factor!.Value),
            ControlEffectKind.Field => new CityEffect.FieldFactor(e.Field!, e.Factor!.Value),
            ControlEffectKind.Domain => new CityEffect.SetDomain(e.Domain![0], e.Domain[1]),
            ControlEffectKind.Remove => new CityEffect.Remove(e.Remove!),
            _ => throw new InvalidOperationException($"The effect of control {control.Id} on {e.Target} is of no known kind."),
        }))],
        control.Scope == ControlScope.Holder ? CityControlScope.Holder : CityControlScope.Data);

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
            CityId.Parse(s.Holding), s.Attribute, s.Score, s.Rule ?? s.Key, s.Other is null ? null : CityId.Parse(s.Other), s.Premises))];
        return new(
            key, found.Actor is [var one] ? CityId.Parse(one) : null, CityId.Parse(found.Holding), found.Attribute,
            found.Score, found.Low, found.High, found.ProofConfidence, RestsOnEstimate(catalogue, proof),
            type.IsSpecial, type.Identifying, proof, HashOf(proof))
        {
            Together = found.Actor.Count > 1 ? [.. found.Actor.Select(CityId.Parse)] : [],
        };
    }

    /// <summary>Of a figure that is itself an estimate. A range drawn round a published figure does not make it one.</summary>
    private static bool RestsOnEstimate(PiaCatalogue catalogue, IEnumerable<ProofStep> proof) => proof.Any(s => s.Kind switch
    {
        ProofStepKind.Rule => catalogue.Rules.ById[s.Via!].Estimate,
        ProofStepKind.Link => catalogue.Keys.ById[s.Via!].Estimate,
        ProofStepKind.Field => false,
        _ => throw new InvalidOperationException("A proof step of no known kind."),
    });

    /// <summary>Of the steps, not of the figures: a better estimate of the same argument is no new argument.</summary>
    private static string HashOf(IEnumerable<ProofStep> proof) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', proof.Select(s => $"{s.Kind}|{CityId.Of(s.HoldingId)}|{s.TypeId}|{s.Via}|{s.OtherHoldingId}|{string.Join(',', s.Premises)}")))));
}
