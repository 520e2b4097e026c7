using SmartCityPia.Analysis.City;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using ControlScope = SmartCityPia.Domain.Catalogue.ControlScope;

namespace SmartCityPia.Domain.Findings;

/// <summary>The catalogue as the engine is told it.</summary>
public static class EngineCatalogue
{
    private const string EventClass = "event";

    /// <summary>Rules, keys, classes, controls and outside sources, about no city yet.</summary>
    public static CityInput Of(PiaCatalogue catalogue) => new()
    {
        Organisations = [],
        Datasets = [],
        Rules = [.. catalogue.LiveRules.Select(r => new CityRule(r.Id, [.. r.Premises.Select(p => p.ToEngine())], r.Conclusion, r.Confidence, r.Low, r.High) { NeedsLaboratory = r.Effort == RuleEffort.Laboratory })],
        Keys = [.. catalogue.Keys.Select(k => k.ToEngine())],
        Classes = catalogue.Classes,
        Controls = [.. catalogue.Controls.Select(c => Translate(catalogue, c))],
        Outside = [.. catalogue.OutsideThere.Select(s => s.ToEngine())],
    };

    /// <summary>A described city with all that the catalogue knows; outside sources are there in each of its areas.</summary>
    internal static CityInput With(this CityInput city, PiaCatalogue catalogue)
    {
        var known = Of(catalogue);
        return city with
        {
            Rules = known.Rules,
            Keys = known.Keys,
            Classes = known.Classes,
            Controls = known.Controls,
            Outside = CityCatalogue.InAreas(known.Outside, city.Datasets, known.Classes.GetValueOrDefault(EventClass) ?? [], (id, area) => CityId.Of(IdOf(id, area))),
        };
    }

    /// <summary>The outside sources that a city's findings can name, as holdings that everybody has.</summary>
    internal static IEnumerable<Holding> OutsideHoldings(PiaCatalogue catalogue, CityInput city)
    {
        var areas = CityCatalogue.AreasOf(city.Datasets, catalogue.Classes.GetValueOrDefault(EventClass) ?? []);
        return catalogue.OutsideThere.SelectMany(source => areas.Prepend(null).Select(area => new Holding(IdOf(source.Id, area), source.Id, source.Name, false, null, true, null, "", "")));
    }

    /// <summary>The fields that one stands for: itself, or what its retired type has become, with the facets that are stated.</summary>
    internal static IEnumerable<CityField> FieldsOf(PiaCatalogue catalogue, CityField field)
    {
        if (catalogue.Types.ById.GetValueOrDefault(field.Type) is not { Retired: true } retired)
            return [field];
        return retired.Becomes.Select(f => f.ToEngine()).Select(f => field with
        {
            Type = f.Type,
            Domain = f.Domain ?? (retired.Becomes.Count > 1 && catalogue.IsOf(f.Type, EventClass) ? null : field.Domain),
            Days = field.Days ?? f.Days,
            Metres = field.Metres ?? f.Metres,
            Seconds = field.Seconds ?? f.Seconds,
            Group = field.Group ?? f.Group,
            Form = field.Form ?? f.Form,
        });
    }

    internal static IEnumerable<string> TypesOf(PiaCatalogue catalogue, string type) =>
        catalogue.Types.ById.GetValueOrDefault(type) is { Retired: true } retired ? retired.Becomes.Select(f => f.Type) : [type];

    private static Guid IdOf(string source, string? area) => DerivedId.Of(Guid.Empty, area is null ? source : $"{source}@{area}");

    internal static CityControl Translate(PiaCatalogue catalogue, Control control) => new(
        control.Id, [.. control.Effects.SelectMany(e => Translate(catalogue, control, e))],
        control.Scope == ControlScope.Holder ? CityControlScope.Holder : CityControlScope.Data);

    private static IEnumerable<CityEffect> Translate(PiaCatalogue catalogue, Control control, ControlEffect effect) => effect.Kind switch
    {
        ControlEffectKind.Rule => catalogue.LiveRules.Any(r => r.Id == effect.Rule) ? [new CityEffect.RuleFactor(effect.Rule!, effect.Factor!.Value)] : [],
        ControlEffectKind.Key => [new CityEffect.KeyFactor(effect.Key!, effect.Factor!.Value)],
        ControlEffectKind.Field => [new CityEffect.FieldFactor(effect.Field!, effect.Factor!.Value)],
        ControlEffectKind.Domain => Each(catalogue, effect.Target).Select(type => new CityEffect.SetDomain(type, CityEffect.HolderPlace)),
        ControlEffectKind.Remove => [new CityEffect.Remove(effect.Remove!)],
        ControlEffectKind.Set when effect.Set is { Type: null } set => [new CityEffect.SetHolding(set.Days, set.Events, set.Access)],
        ControlEffectKind.Set when effect.Set is { } set => Each(catalogue, set.Type!).Select(type => new CityEffect.SetField(type, set.Days, set.Metres, set.Seconds, set.Group, set.Form)),
        _ => throw new InvalidOperationException($"The effect of control {control.Id} on {effect.Target} is of no known kind."),
    };

    /// <summary>An effect on a type that a holding lacks does nothing, so a class is each of its types.</summary>
    private static IEnumerable<string> Each(PiaCatalogue catalogue, string typeOrClass) =>
        typeOrClass == PiaCatalogue.AnyType ? catalogue.Types.Where(t => t.IsOffered).Select(t => t.Id)
        : catalogue.Classes.GetValueOrDefault(typeOrClass) ?? [typeOrClass];
}
