using System.Globalization;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>
/// What must hold inside an entry and between the files. Each problem is a clause that completes "entry X: ...". Whatever an
/// entry refers to is checked here or in <see cref="AssessmentChecks"/>; texts and types are the reader's matter.
/// </summary>
internal sealed class CatalogueChecks(PiaCatalogue catalogue)
{
    private const int MaxPremises = 4;
    private static readonly Level[] Levels = Enum.GetValues<Level>();

    private readonly CatalogueTable<AttributeType> types = catalogue.Types;
    private readonly HashSet<string> references = [.. catalogue.Rules.Select(rule => rule.Reference)];
    private readonly HashSet<string> conclusions = [.. catalogue.Rules.Select(rule => rule.Conclusion)];

    /// <exception cref="CatalogueException">The first problem found.</exception>
    public void All()
    {
        types.Check(Problems);
        catalogue.Rules.Check(Problems);
        catalogue.Keys.Check(Problems);
        catalogue.Controls.Check(Problems);
        catalogue.Threats.Check(Problems);
        catalogue.ReportHeadings.Check(Problems);
        catalogue.Screening.Questions.Check(Problems);
        catalogue.Screening.Rules.Check(Problems);
        catalogue.Archetypes.Check(archetype => AssessmentChecks.Problems(archetype, catalogue));
        Check(catalogue.Scales);
    }

    private IEnumerable<string> Problems(AttributeType type) =>
    [
        .. type.NeededBy.Where(reference => !references.Contains(reference)).Select(reference => $"it is needed by the rule {reference}, which does not exist"),
        .. type.Gives.Where(given => !types.Contains(given) || given == type.Id).Select(given => $"it gives {given}, which is not another attribute type"),
        .. type.Coarser is { } coarser && (!types.Contains(coarser) || coarser == type.Id) ? [$"its coarser type {coarser} is not another attribute type"] : (string[])[],
        .. type.Derived && !conclusions.Contains(type.Id) ? ["it is derived, but no rule leads to it"] : (string[])[],
    ];

    private IEnumerable<string> Problems(InferenceRule rule)
    {
        if (rule.Premises.Count is 0 or > MaxPremises)
            yield return $"it needs one to {MaxPremises} premises and has {rule.Premises.Count}";
        foreach (var premise in rule.Premises.Where(premise => !types.Contains(premise)))
            yield return $"the premise {premise} is not an attribute type";
        if (rule.Premises.Distinct(StringComparer.Ordinal).Count() != rule.Premises.Count)
            yield return "a premise is named twice";
        if (!types.Contains(rule.Conclusion))
            yield return $"the conclusion {rule.Conclusion} is not an attribute type";
        if (rule.Premises.Contains(rule.Conclusion))
            yield return $"the conclusion {rule.Conclusion} is one of its premises";
        foreach (var problem in Outside((rule.Confidence, "confidence"), (rule.Low, "lower end"), (rule.High, "upper end")))
            yield return problem;
        if (rule.Low > rule.Confidence || rule.Confidence > rule.High)
            yield return string.Create(CultureInfo.InvariantCulture, $"the confidence {rule.Confidence} is not between {rule.Low} and {rule.High}");
    }

    private IEnumerable<string> Problems(LinkKey key) =>
    [
        .. types.Contains(key.Type) ? (string[])[] : [$"{key.Type} is not an attribute type"],
        .. Outside((key.Strength, "strength")),
    ];

    private IEnumerable<string> Problems(Control control)
    {
        if (control.ChoosesType && control.Effects.Count > 0)
            yield return "it acts on a chosen type and must not have fixed effects as well";
        foreach (var reference in control.Leaves.Where(reference => !references.Contains(reference)))
            yield return $"it leaves the rule {reference}, which does not exist";
        if (control.Linddun.Count == 0)
            yield return "it answers no threat type";
        foreach (var threat in control.Linddun.Where(threat => !catalogue.Threats.Contains(threat)))
            yield return $"the threat type {threat} does not exist";
        HashSet<(ControlEffectKind, string)> seen = [];
        foreach (var effect in control.Effects)
        {
            foreach (var problem in Problems(effect))
                yield return problem;
            if (!seen.Add((effect.Kind, effect.Target)))
                yield return $"two effects act on {effect.Target}";
        }
    }

    private IEnumerable<string> Problems(ControlEffect effect)
    {
        var targets = new object?[] { effect.Rule, effect.Key, effect.Field, effect.Domain, effect.Remove }.Count(target => target is not null);
        if (targets != 1)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"an effect must act on exactly one thing and acts on {targets}");
            yield break;
        }
        if (effect.Domain is not (null or [_, "own"]))
            yield return "a domain effect must name an attribute type and the word own";
        switch (effect.Kind)
        {
            case ControlEffectKind.Rule when !catalogue.Rules.Contains(effect.Target):
                yield return $"an effect acts on the rule {effect.Target}, which does not exist";
                break;
            case ControlEffectKind.Key when !catalogue.Keys.Contains(effect.Target):
                yield return $"an effect acts on the link key {effect.Target}, which does not exist";
                break;
            case ControlEffectKind.Field or ControlEffectKind.Domain or ControlEffectKind.Remove when !types.Contains(effect.Target):
                yield return $"an effect acts on the attribute type {effect.Target}, which does not exist";
                break;
        }
        var takesFactor = effect.Kind is ControlEffectKind.Rule or ControlEffectKind.Key or ControlEffectKind.Field;
        if (takesFactor != effect.Factor.HasValue)
            yield return takesFactor ? $"the effect on {effect.Target} has no factor" : $"the effect on {effect.Target} must not have a factor";
        if (effect.Factor is { } factor)
            foreach (var problem in Outside((factor, "factor")))
                yield return problem;
    }

    private static IEnumerable<string> Problems(PrivacyThreat threat) =>
        threat.Cards.GroupBy(card => card.Id, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"the card {g.Key} is there twice");

    private IEnumerable<string> Problems(ReportHeading heading) =>
        heading.Parent is { } parent && catalogue.ReportHeadings.TakeWhile(other => other != heading).All(other => other.Clause != parent)
            ? [$"there is no heading {parent} above it"]
            : [];

    private IEnumerable<string> Problems(ScreeningQuestion question)
    {
        var asked = question.Criteria.Concat(question.NoCriteria).ToList();
        if (asked.Count == 0)
            yield return "no answer meets a criterion";
        if (asked.Distinct(StringComparer.Ordinal).Count() != asked.Count)
            yield return "a criterion is named twice";
        foreach (var unknown in asked.Where(id => !catalogue.Screening.Criteria.Contains(id)))
            yield return $"the criterion {unknown} is unknown";
    }

    private IEnumerable<string> Problems(ScreeningRule rule)
    {
        if (rule.Outcome == ScreeningOutcome.Undecided)
            yield return "its outcome must be needed or not needed";
        foreach (var count in rule.When)
        {
            var there = catalogue.Screening.Criteria.Count(criterion => criterion.Kind == count.Kind);
            if (count.AtLeast < 1 || count.AtLeast > there)
                yield return string.Create(CultureInfo.InvariantCulture, $"it wants {count.AtLeast} criteria of the kind {count.Kind}, and there are {there}");
        }
    }

    private static void Check(RiskScales scales)
    {
        scales.Severity.Require(scales.Severity.Select(level => level.Level).SequenceEqual(Levels), "the severities are not the four levels in rising order");
        scales.Likelihood.Require(scales.Likelihood.Select(level => level.Level).SequenceEqual(Levels), "the likelihoods are not the four levels in rising order");
        scales.Map.Require(scales.Map.Select(row => row.Severity).SequenceEqual(Levels), "the map's rows are not the four severities in rising order");
        scales.Zones.Require(scales.Zones.Count == Enum.GetValues<RiskZone>().Length, "a zone is missing");
        scales.Map.Check(Problems);

        IEnumerable<string> Problems(RiskMapRow row)
        {
            if (row.Zones.Count != Levels.Length)
                yield return string.Create(CultureInfo.InvariantCulture, $"it needs a zone for each of {Levels.Length} likelihoods and has {row.Zones.Count}");
            else if (row.Zones.Zip(row.Zones.Skip(1)).Any(pair => pair.First > pair.Second))
                yield return "a zone falls where likelihood rises";
            else if (row.Severity > Level.Negligible && scales.Map[(int)row.Severity - 2].Zones.Zip(row.Zones).Any(pair => pair.First > pair.Second))
                yield return "a zone falls where severity rises";
        }
    }

    private static IEnumerable<string> Outside(params IEnumerable<(double Value, string Name)> numbers) =>
        numbers.Where(number => number.Value is not (>= 0 and <= 1))
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"the {number.Name} {number.Value} is outside 0 to 1"));
}
