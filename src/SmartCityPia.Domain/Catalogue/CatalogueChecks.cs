using System.Globalization;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>What must hold inside an entry and between the files. Each problem is a clause that completes "entry X: ...".</summary>
internal sealed class CatalogueChecks(
    CatalogueTable<AttributeType> types, CatalogueTable<InferenceRule> rules, CatalogueTable<LinkKey> keys)
{
    private const int MaxPremises = 4;
    private static readonly string[] Linddun = ["L", "I", "Nr", "D", "DD", "U", "Nc"];

    private readonly HashSet<string> references = [.. rules.Select(rule => rule.Reference)];
    private readonly HashSet<string> conclusions = [.. rules.Select(rule => rule.Conclusion)];

    public IEnumerable<string> Problems(AttributeType type) =>
    [
        .. Missing((type.Name, "name"), (type.Category, "category"), (type.Plain, "plain sentence"), (type.Source, "source")),
        .. type.NeededBy.Where(reference => !references.Contains(reference)).Select(reference => $"it is needed by the rule {reference}, which does not exist"),
        .. type.Coarser is { } coarser && (!types.Contains(coarser) || coarser == type.Id) ? [$"its coarser type {coarser} is not another attribute type"] : (string[])[],
        .. type.Derived && !conclusions.Contains(type.Id) ? ["it is derived, but no rule leads to it"] : (string[])[],
    ];

    public IEnumerable<string> Problems(InferenceRule rule)
    {
        foreach (var problem in Missing((rule.Reference, "reference"), (rule.Group, "group"), (rule.Sentence, "sentence"), (rule.Source, "source")))
            yield return problem;
        if (rule.Premises.Count is 0 or > MaxPremises)
            yield return $"it needs one to {MaxPremises} premises and has {rule.Premises.Count}";
        foreach (var premise in rule.Premises.Where(premise => !types.Contains(premise)))
            yield return $"the premise {premise ?? "null"} is not an attribute type";
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

    public IEnumerable<string> Problems(LinkKey key) =>
    [
        .. Missing((key.Plain, "plain sentence"), (key.Source, "source")),
        .. types.Contains(key.Type) ? (string[])[] : [$"{key.Type} is not an attribute type"],
        .. Outside((key.Strength, "strength")),
    ];

    public IEnumerable<string> Problems(Control control)
    {
        foreach (var problem in Missing((control.Name, "name"), (control.Mechanism, "mechanism"), (control.Plain, "plain sentence"), (control.Source, "source")))
            yield return problem;
        if (control.ChoosesType && control.Effects.Count > 0)
            yield return "it acts on a chosen type and must not have fixed effects as well";
        foreach (var reference in control.Leaves.Where(reference => !references.Contains(reference)))
            yield return $"it leaves the rule {reference}, which does not exist";
        if (control.Linddun.Count == 0)
            yield return "it answers no threat type";
        foreach (var threat in control.Linddun.Where(threat => !Linddun.Contains(threat)))
            yield return $"the threat type {threat} does not exist";
        HashSet<(ControlEffectKind, string)> seen = [];
        foreach (var effect in control.Effects)
        {
            if (effect is null)
            {
                yield return "an effect is null";
                yield break;
            }
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
            case ControlEffectKind.Rule when !rules.Contains(effect.Target):
                yield return $"an effect acts on the rule {effect.Target}, which does not exist";
                break;
            case ControlEffectKind.Key when !keys.Contains(effect.Target):
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

    private static IEnumerable<string> Missing(params IEnumerable<(string Value, string Name)> texts) =>
        texts.Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => $"the {text.Name} is missing");

    private static IEnumerable<string> Outside(params IEnumerable<(double Value, string Name)> numbers) =>
        numbers.Where(number => number.Value is not (>= 0 and <= 1))
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"the {number.Name} {number.Value} is outside 0 to 1"));
}
