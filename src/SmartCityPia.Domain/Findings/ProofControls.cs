using SmartCityPia.Analysis.City;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Domain.Findings;

/// <summary>A catalogue control that acts on a proof.</summary>
/// <param name="Factor">What it leaves of the proof's confidence, 0 to 1: the product over the steps it acts on. An estimate.</param>
/// <param name="Touched">The rules, link keys and attribute types of the proof that it acts on.</param>
/// <param name="Where">The holdings whose data the steps use: where it is applied, or would have to be. Of a join one side is enough: that in this assessment, where there is one.</param>
/// <param name="SameKindAs">An applied control that is at least as strong in the same steps: together they are no stronger.</param>
public sealed record ProofControl(Control Control, double Factor, IReadOnlyList<string> Touched, IReadOnlyList<Guid> Where, Control? SameKindAs = null);

/// <summary>What would make a finding harder to reach, what is applied already, and what only looks as if it helped.</summary>
public sealed record ProofControls(IReadOnlyList<ProofControl> Offered, IReadOnlyList<ProofControl> Applied, IReadOnlyList<Control> FalseFriends)
{
    /// <summary>One step that a control can act on: a field or rule in one holding, or a join of two.</summary>
    private sealed record Target(ProofStepKind Kind, string Id, Guid Holding, Guid? Other, CityCondition? Condition = null);

    /// <summary>Of the catalogue's controls, those whose effects meet the proof; the strongest first.</summary>
    /// <remarks>
    /// A factor speaks of the shown proof alone: another derivation of the same conclusion may be left. As in the engine a
    /// control acts where it is applied and nowhere else: on one of two joined holdings it leaves the other's rules alone.
    /// One control can therefore be applied in one place and on offer for another.
    /// </remarks>
    /// <param name="dossier">With its city, where the proof leads through one.</param>
    public static ProofControls Of(Dossier dossier, Finding finding) =>
        Of(dossier.Catalogue, dossier.ControlsOn, holding => dossier.DatasetOf(holding) is not null || dossier.FlowOf(holding) is not null, finding);

    /// <param name="controlsOn">The controls that act on a holding's data.</param>
    /// <param name="isOwn">Whether a holding is of the assessment that asks.</param>
    internal static ProofControls Of(PiaCatalogue catalogue, Func<Guid, IReadOnlySet<string>> controlsOn, Func<Guid, bool> isOwn, Finding finding)
    {
        var targets = finding.Proof.Select(TargetOf).Distinct().ToList();
        var on = finding.Proof.SelectMany(s => new[] { s.HoldingId, s.OtherHoldingId ?? s.HoldingId }).Distinct().ToDictionary(id => id, controlsOn);
        var here = on.Values.SelectMany(c => c).ToHashSet(StringComparer.Ordinal);

        List<ProofControl> applied = [], offered = [];
        foreach (var control in catalogue.Controls)
        {
            var met = targets.Select(target => (Target: target, Factor: FactorOf(control, target))).Where(m => m.Factor is not null).ToList();
            // What would end a step that is in the proof all the same has not reached it.
            var counted = met.Where(m => m.Factor > 0 && Acts(control.Id, m.Target)).ToList();
            if (here.Contains(control.Id))
                applied.Add(new(control, Product(counted.Select(m => m.Factor!.Value)), Ids(counted.Select(m => m.Target)), [.. on.Where(h => h.Value.Contains(control.Id)).Select(h => h.Key)]));
            var left = met.Where(m => !Acts(control.Id, m.Target)).ToList();
            // Of several factors on one target the smallest counts, so that a new one adds only what the others leave.
            if (left.Count > 0)
            {
                offered.Add(new(
                    control, Product(left.Select(m => Beyond(m.Factor!.Value, m.Target))), Ids(left.Select(m => m.Target)),
                    [.. left.Select(m => Sides(m.Target).OrderByDescending(isOwn).First()).Distinct().OrderByDescending(isOwn)],
                    left.TrueForAll(m => Beyond(m.Factor!.Value, m.Target) >= 1) ? left.SelectMany(m => ActingOn(m.Target)).MinBy(a => a.Factor).Control : null));
            }
        }
        var references = targets.Where(t => t.Kind == ProofStepKind.Rule && catalogue.Rules.ById.ContainsKey(t.Id)).Select(t => catalogue.Rule(t.Id).Reference).ToHashSet(StringComparer.Ordinal);
        return new(
            [.. offered.OrderBy(o => o.SameKindAs is not null).ThenBy(o => o.Factor).ThenBy(o => o.Control.Id, StringComparer.Ordinal)],
            [.. applied.OrderByDescending(a => a.Touched.Count > 0).ThenBy(a => a.Factor).ThenBy(a => a.Control.Id, StringComparer.Ordinal)],
            [.. catalogue.Controls.Where(c => c.Leaves.Any(references.Contains) && offered.TrueForAll(o => o.Control != c) && !here.Contains(c.Id))]);

        bool Acts(string control, Target target) => Sides(target).Any(h => on[h].Contains(control));

        IEnumerable<(Control Control, double Factor)> ActingOn(Target target) => Sides(target).SelectMany(h => on[h])
            .Select(id => catalogue.Controls.ById.GetValueOrDefault(id)).OfType<Control>()
            .Select(c => (Control: c, Factor: FactorOf(c, target))).Where(x => x.Factor is not null).Select(x => (x.Control, x.Factor!.Value));

        double Beyond(double factor, Target target)
        {
            var now = ActingOn(target).Select(a => a.Factor).Append(1).Min();
            return now > factor ? factor / now : 1;
        }

        double? FactorOf(Control control, Target target)
        {
            // The officer picks a field to take out; it can be any that the proof starts from.
            if (control.ChoosesType)
                return target.Kind == ProofStepKind.Field ? 0 : null;
            var factors = control.Effects.Select(e => (e.Kind, target.Kind) switch
            {
                (ControlEffectKind.Set, ProofStepKind.Field) => Ends(e.Set!, target) ? 0d : null,
                _ when !IsMeant(e, target) => null,
                (ControlEffectKind.Rule, ProofStepKind.Rule) or (ControlEffectKind.Key, ProofStepKind.Link) or (ControlEffectKind.Field, ProofStepKind.Field) => e.Factor ?? 1,
                (ControlEffectKind.Remove, ProofStepKind.Field) => 0d,
                // With a domain of its own the value no longer matches anywhere else.
                (ControlEffectKind.Domain, ProofStepKind.Link) when catalogue.Keys.Any(key => key.Type == target.Id && key.SameDomain) => 0d,
                _ => (double?)null,
            }).OfType<double>().ToList();
            return factors.Count > 0 ? factors.Min() : null;
        }

        bool IsMeant(ControlEffect effect, Target target) => effect.Kind == ControlEffectKind.Domain ? catalogue.IsOf(target.Id, effect.Target) : effect.Target == target.Id;

        // With stricter facets the field no longer does what the step asks of it.
        bool Ends(ControlSet set, Target target)
        {
            var asked = target.Condition;
            if (set.Type is null)
                return asked is not null && (set.Days < Math.Max(asked.Span ?? 0, asked.Days ?? 0) || set.Events < (asked.Events ?? 0) || set.Access > (asked.Access ?? CityAccess.Order));
            var isCode = set.Type != PiaCatalogue.AnyType && (catalogue.Classes.ContainsKey(set.Type) ? set.Type is "code" or "pseudonym" : catalogue.IsOf(set.Type, "code"));
            if (isCode && set.Days < (asked?.Span ?? 0))
                return true;
            return (set.Type == PiaCatalogue.AnyType || catalogue.IsOf(target.Id, set.Type))
                && (set.Metres > (asked?.Metres ?? double.PositiveInfinity) || set.Seconds > (asked?.Seconds ?? double.PositiveInfinity)
                    || set.Group > (asked?.Group ?? 1) || set.Form > (asked?.Form ?? CityForm.Plain));
        }
    }

    private static Target TargetOf(ProofStep step) => step switch
    {
        { Kind: ProofStepKind.Field } => new(step.Kind, step.Field ?? step.TypeId, step.HoldingId, null, step.Condition),
        // Two things learnt over one join use it once.
        { Kind: ProofStepKind.Link, OtherHoldingId: { } other } when other.CompareTo(step.HoldingId) < 0 => new(step.Kind, step.Via!, other, step.HoldingId),
        _ => new(step.Kind, step.Via!, step.HoldingId, step.OtherHoldingId),
    };

    private static IEnumerable<Guid> Sides(Target target) => target.Other is { } other ? [target.Holding, other] : [target.Holding];

    private static List<string> Ids(IEnumerable<Target> targets) => [.. targets.Select(t => t.Id).Distinct(StringComparer.Ordinal)];

    private static double Product(IEnumerable<double> factors) => factors.Aggregate(1d, (product, factor) => product * factor);
}
