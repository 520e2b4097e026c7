using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Catalogue;

namespace SmartCityPia.Domain.Risks;

/// <summary>A catalogue control that acts on a proof.</summary>
/// <param name="Factor">What it leaves of the proof's confidence, 0 to 1: the product over the rules, keys and fields it touches. An estimate.</param>
/// <param name="Touched">The rules, link keys and attribute types of the proof that it acts on.</param>
/// <param name="SameKindAs">An applied control of the same mechanism that is at least as strong: together they are no stronger.</param>
public sealed record ProofControl(Control Control, double Factor, IReadOnlyList<string> Touched, Control? SameKindAs = null);

/// <summary>What would make a finding harder to reach, what is applied already, and what only looks as if it helped.</summary>
public sealed record ProofControls(IReadOnlyList<ProofControl> Offered, IReadOnlyList<ProofControl> Applied, IReadOnlyList<Control> FalseFriends)
{
    /// <summary>Of the catalogue's controls, those whose effects meet the proof; the strongest first.</summary>
    /// <remarks>
    /// A factor speaks of the shown proof alone: another derivation of the same conclusion may be left. What is applied
    /// counts wherever the proof's data has passed through, and is part of the finding's score already.
    /// </remarks>
    public static ProofControls Of(Dossier dossier, Finding finding) => Of(dossier.Catalogue, _ => dossier, finding);

    /// <inheritdoc cref="Of(Dossier, Finding)"/>
    /// <param name="describes">The dossier that describes a holding, where the proof needs those of several services.</param>
    public static ProofControls Of(PiaCatalogue catalogue, Func<Guid, Dossier?> describes, Finding finding)
    {
        var here = finding.Proof.Select(s => s.HoldingId).Distinct().SelectMany(id => describes(id) is { } dossier ? ApplyingTo(dossier, id) : []).ToHashSet(StringComparer.Ordinal);
        var rules = finding.Proof.Where(s => s.Kind == ProofStepKind.Rule).Select(s => s.Via!).ToHashSet(StringComparer.Ordinal);
        var joins = finding.Proof.Where(s => s.Kind == ProofStepKind.Link).Select(s => s.Via!).ToHashSet(StringComparer.Ordinal);
        var fields = finding.Proof.Where(s => s.Kind == ProofStepKind.Field).Select(s => s.TypeId).ToHashSet(StringComparer.Ordinal);

        List<ProofControl> applied = [], offered = [];
        foreach (var control in catalogue.Controls)
        {
            var met = Met(control);
            if (here.Contains(control.Id))
                applied.Add(new(control, Product(met), [.. met.Select(m => m.Target).Distinct(StringComparer.Ordinal)]));
            else if (met.Count > 0)
                offered.Add(new(control, Product(met), [.. met.Select(m => m.Target).Distinct(StringComparer.Ordinal)]));
        }
        var references = rules.Where(catalogue.Rules.ById.ContainsKey).Select(id => catalogue.Rule(id).Reference).ToHashSet(StringComparer.Ordinal);
        return new(
            [.. offered.Select(o => o with { SameKindAs = applied.Find(a => a.Control.Mechanism == o.Control.Mechanism && a.Touched.Count > 0 && a.Factor <= o.Factor)?.Control })
                .OrderBy(o => o.SameKindAs is not null).ThenBy(o => o.Factor).ThenBy(o => o.Control.Id, StringComparer.Ordinal)],
            [.. applied.OrderByDescending(a => a.Touched.Count > 0).ThenBy(a => a.Factor).ThenBy(a => a.Control.Id, StringComparer.Ordinal)],
            [.. catalogue.Controls.Where(c => c.Leaves.Any(references.Contains) && offered.TrueForAll(o => o.Control != c) && !here.Contains(c.Id))]);

        List<(string Target, double Factor)> Met(Control control) => control.ChoosesType
            ? [.. fields.Select(type => (type, 0d))]
            : [.. control.Effects.Select<ControlEffect, (string Target, double Factor)>(e => e.Kind switch
                {
                    ControlEffectKind.Rule when rules.Contains(e.Target) => (e.Target, e.Factor ?? 1),
                    ControlEffectKind.Key when joins.Contains(e.Target) => (e.Target, e.Factor ?? 1),
                    ControlEffectKind.Field when fields.Contains(e.Target) => (e.Target, e.Factor ?? 1),
                    ControlEffectKind.Remove when fields.Contains(e.Target) => (e.Target, 0d),
                    // With a domain of its own the value no longer matches anywhere else.
                    ControlEffectKind.Domain when joins.Contains(e.Target) && catalogue.Keys.ById.TryGetValue(e.Target, out var key) && key.SameDomain => (e.Target, 0d),
                    _ => ("", 1d),
                }).Where(m => m.Target.Length > 0)];
    }

    private static double Product(IEnumerable<(string Target, double Factor)> met) =>
        met.GroupBy(m => m.Target, StringComparer.Ordinal).Aggregate(1d, (product, target) => product * target.Min(m => m.Factor));

    /// <summary>Ids of the controls on a holding, and on those its data came through.</summary>
    private static HashSet<string> ApplyingTo(Dossier dossier, Guid holding)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        ids.UnionWith(dossier.Datasets.FirstOrDefault(d => d.Id == holding)?.Controls ?? []);
        var flow = dossier.Flows.FirstOrDefault(f => f.Id == holding);
        if (flow is not null)
            ids.UnionWith(flow.Controls);
        // Upstream only what changes the data counts: a clause or an access rule binds the one who holds it.
        for (var steps = 0; flow is not null && steps <= dossier.Flows.Count; steps++)
        {
            var before = flow.SourceDatasetId is { } dataset
                ? dossier.Datasets.FirstOrDefault(d => d.Id == dataset)?.Controls
                : dossier.Flows.FirstOrDefault(f => f.Id == flow.SourceFlowId)?.Controls;
            ids.UnionWith((before ?? []).Where(id => dossier.Catalogue.Controls.ById.TryGetValue(id, out var control) && control.Scope == ControlScope.Data));
            flow = dossier.Flows.FirstOrDefault(f => f.Id == flow.SourceFlowId);
        }
        return ids;
    }
}
