using System.Globalization;
using SmartCityPia.Analysis.City;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>
/// What must hold inside an entry and between the files. Each problem is a clause that completes "entry X: ...". Whatever an
/// entry refers to is checked here or in <see cref="AssessmentChecks"/>; texts and types are the reader's matter.
/// </summary>
internal sealed class CatalogueChecks(PiaCatalogue catalogue)
{
    private const int MaxPremises = 4;
    private static readonly string[] None = [];
    private static readonly Level[] Levels = Enum.GetValues<Level>();

    private readonly CatalogueTable<AttributeType> types = catalogue.Types;
    private readonly HashSet<string> references = [.. catalogue.Rules.Select(rule => rule.Reference)];
    private readonly HashSet<string> conclusions = [.. catalogue.Rules.Select(rule => rule.Conclusion)];

    /// <exception cref="CatalogueException">The first problem found.</exception>
    public void All()
    {
        catalogue.Rules.Check(Problems);
        types.Check(Problems);
        catalogue.Keys.Check(Problems);
        catalogue.Outside.Check(Problems);
        catalogue.Controls.Check(Problems);
        catalogue.Threats.Check(Problems);
        catalogue.ReportHeadings.Check(Problems);
        catalogue.Plan.Check(question => question.Feed?.Most is PlanScore.NotApplicable or PlanScore.Absent ? ["its records could show nothing"] : None);
        catalogue.Law.Check(point =>
        [
            .. point.Looks.Count == 0 && point.Principles.Count == 0 && point.Rights.Count == 0 ? ["it looks at nothing"] : None,
            .. point.Principles.Where(id => !catalogue.Principles.Contains(id)).Select(id => $"the principle {id} is unknown"),
            .. point.Rights.Where(id => !catalogue.Rights.Contains(id)).Select(id => $"the right {id} is unknown"),
        ]);
        catalogue.Screening.Questions.Check(Problems);
        catalogue.Screening.Rules.Check(Problems);
        catalogue.Archetypes.Check(archetype => AssessmentChecks.Problems(archetype, catalogue));
        Check(catalogue.Scales);
    }

    private IEnumerable<string> Problems(AttributeType type) =>
    [
        .. type.Gives.Where(given => !types.Contains(given) || given == type.Id).Select(given => $"it gives {given}, which is not another attribute type"),
        .. type.Coarser is { } coarser && (!types.Contains(coarser) || coarser == type.Id) ? [$"its coarser type {coarser} is not another attribute type"] : None,
        .. type is { Derived: true, Retired: false } && !conclusions.Contains(type.Id) ? ["it is derived, but no rule leads to it"] : None,
        .. type.MayRevealCategory != type.MayReveal is not null ? ["where it may reveal a special category is said exactly when the law mark is there"] : None,
        .. type.Becomes.Count > 0 && !type.Retired ? ["it becomes something else, but is not retired"] : None,
        .. type.Becomes.Where(field => types.ById.GetValueOrDefault(field.Type) is not { IsOffered: true }).Select(field => $"it becomes {field.Type}, which is not a type that a service can hold"),
        .. type.Classes.Where(types.Contains).Select(name => $"the class {name} is called like a type"),
        .. type.Becomes.SelectMany(Problems),
    ];

    private IEnumerable<string> Problems(InferenceRule rule)
    {
        if (rule.Premises.Count is 0 or > MaxPremises)
            yield return $"it needs one to {MaxPremises} premises and has {rule.Premises.Count}";
        foreach (var premise in rule.Premises)
        {
            if (!IsLive(premise.Type) && !(premise.IsCondition && catalogue.Classes.ContainsKey(premise.Type)))
                yield return $"the premise {premise.Type} is not an attribute type{(premise.IsCondition ? " or class" : "")}";
            foreach (var problem in Problems(premise, "premise"))
                yield return problem;
        }
        var premises = rule.Premises.Select(premise => premise.ToEngine()).ToList();
        if (premises.Where((premise, i) => premises.Take(i).Any(premise.Means)).Any())
            yield return "a premise is named twice";
        if (!IsLive(rule.Conclusion))
            yield return $"the conclusion {rule.Conclusion} is not an attribute type";
        if (rule.Premises.Any(premise => !premise.IsCondition && premise.Type == rule.Conclusion))
            yield return $"the conclusion {rule.Conclusion} is one of its premises";
        foreach (var problem in Range(rule.Confidence, rule.Low, rule.High, "confidence"))
            yield return problem;
        if (rule.Classifier is not { } classifier)
            yield break;
        foreach (var problem in Outside((classifier.Sensitivity, "sensitivity"), (classifier.FalseAlarms, "rate of false alarms"), (classifier.BaseRate, "base rate")))
            yield return problem;
        if (Math.Abs(classifier.Right - rule.Confidence) > 0.005)
            yield return string.Create(CultureInfo.InvariantCulture, $"the confidence {rule.Confidence} is not what the classifier gives, {classifier.Right}");
    }

    private IEnumerable<string> Problems(LinkKey key)
    {
        var isClass = catalogue.Classes.ContainsKey(key.Type);
        if (!IsLive(key.Type) && !isClass)
            yield return $"{key.Type} is not an attribute type or class";
        if (isClass && !key.SameDomain)
            yield return $"it is on the class {key.Type} and must be of one domain";
        if (key.Inferred && (isClass || key.SameDomain || key.Asked != new CityCondition()))
            yield return "it joins what is inferred and must have neither class, domain nor condition";
        foreach (var problem in Problems(key, "key").Concat(Range(key.Strength, key.Low, key.High, "strength")))
            yield return problem;
    }

    private IEnumerable<string> Problems(OutsideSource source) =>
    [
        .. source.Fields.Count == 0 ? ["it has no fields"] : None,
        .. source.Fields.Where(field => !IsLive(field.Type)).Select(field => $"its field {field.Type} is not an attribute type"),
        .. source.Fields.GroupBy(field => field.Type, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"its field {g.Key} is there twice"),
        .. source.Fields.SelectMany(Problems),
        .. Outside((source.Reach, "reach")),
        .. Negative((source.Days, "days"), (source.Events, "events")),
    ];

    /// <summary>What no field can be like.</summary>
    internal static IEnumerable<string> Problems(FacetedField field) =>
        Negative((field.Days, "days"), (field.Metres, "metres"), (field.Seconds, "seconds"), (field.Group - 1, "group"));

    private static IEnumerable<string> Problems(FieldCondition condition, string what) => Negative(
        (condition.Metres, $"metres of the {what}"), (condition.Seconds, $"seconds of the {what}"), (condition.Group - 1, $"group of the {what}"),
        (condition.Span, $"span of the {what}"), (condition.Days, $"days of the {what}"), (condition.Events, $"events of the {what}"));

    private bool IsLive(string type) => types.ById.GetValueOrDefault(type) is { Retired: false };

    private static IEnumerable<string> Range(double value, double low, double high, string name) =>
    [
        .. Outside((value, name), (low, "lower end"), (high, "upper end")),
        .. low > value || value > high ? [string.Create(CultureInfo.InvariantCulture, $"the {name} {value} is not between {low} and {high}")] : None,
    ];

    internal static IEnumerable<string> Negative(params IEnumerable<(double? Value, string Name)> numbers) =>
        numbers.Where(number => number.Value is { } value && !(value >= 0)).Select(number => $"the {number.Name} is too small");

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
        var targets = new object?[] { effect.Rule, effect.Key, effect.Field, effect.Domain, effect.Remove, effect.Set }.Count(target => target is not null);
        if (targets != 1)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"an effect must act on exactly one thing and acts on {targets}");
            yield break;
        }
        if (effect.Domain is not (null or [_, "own"]))
            yield return "a domain effect must name an attribute type or class and the word own";
        switch (effect.Kind)
        {
            case ControlEffectKind.Rule when !catalogue.Rules.Contains(effect.Target):
                yield return $"an effect acts on the rule {effect.Target}, which does not exist";
                break;
            case ControlEffectKind.Key when catalogue.Keys.All(key => key.Type != effect.Target):
                yield return $"an effect acts on the link key {effect.Target}, which does not exist";
                break;
            case ControlEffectKind.Field or ControlEffectKind.Remove when !IsLive(effect.Target):
                yield return $"an effect acts on the attribute type {effect.Target}, which does not exist";
                break;
            case ControlEffectKind.Domain when !IsLive(effect.Target) && !catalogue.Classes.ContainsKey(effect.Target):
            case ControlEffectKind.Set when effect.Target is not ("" or PiaCatalogue.AnyType) && !IsLive(effect.Target) && !catalogue.Classes.ContainsKey(effect.Target):
                yield return $"an effect acts on the attribute type or class {effect.Target}, which does not exist";
                break;
        }
        if (effect.Set is { } set)
        {
            foreach (var problem in Problems(set))
                yield return problem;
        }
        var takesFactor = effect.Kind is ControlEffectKind.Rule or ControlEffectKind.Key or ControlEffectKind.Field;
        if (takesFactor != effect.Factor.HasValue)
            yield return takesFactor ? $"the effect on {effect.Target} has no factor" : $"the effect on {effect.Target} must not have a factor";
        if (effect.Factor is { } factor)
            foreach (var problem in Outside((factor, "factor")))
                yield return problem;
    }

    private static IEnumerable<string> Problems(ControlSet set)
    {
        var ofField = set.Metres ?? set.Seconds ?? set.Group ?? (double?)set.Form;
        var ofHolding = set.Events ?? (double?)set.Access;
        if (ofField is null && ofHolding is null && set.Days is null)
            yield return "an effect sets nothing";
        if (set.Type is null ? ofField is not null : ofHolding is not null)
            yield return set.Type is null ? "an effect sets a facet of a field and names none" : $"an effect on {set.Type} sets a facet of the holding";
        foreach (var problem in Negative((set.Days, "days of an effect"), (set.Metres, "metres of an effect"), (set.Seconds, "seconds of an effect"), (set.Group - 1, "group of an effect"), (set.Events, "events of an effect")))
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
        if (catalogue.Screening.Questions.Count(q => q.Gate) != 1)
            yield return "exactly one question must be the gate";
        var asked = question.Criteria;
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
