namespace SmartCityPia.Analysis.City;

/// <summary>A rule over columns, with its three costs: of the score, the low and the high one.</summary>
internal sealed record IndexedRule(string Id, int[] Premises, int Conclusion, long Best, long Low, long High, bool NeedsLaboratory);

/// <param name="Name">The type or class it names.</param>
/// <param name="Type">The attribute that joins, for an inferred key; else -1.</param>
/// <param name="Condition">What a given field has to meet; null for an inferred key.</param>
internal sealed record IndexedKey(string Name, int Type, IndexedCondition? Condition, bool SameDomain, long Best, long Low, long High)
{
    public bool IsInferred => Condition is null;
}

/// <summary>A condition with its defaults filled in.</summary>
/// <param name="Types">Numbers of the types it is on, ascending.</param>
internal sealed record IndexedCondition(string Name, bool IsClass, CityCondition Stated, int[] Types)
{
    public double Metres { get; } = Stated.Metres ?? double.PositiveInfinity;

    public double Seconds { get; } = Stated.Seconds ?? double.PositiveInfinity;

    public double Group { get; } = Stated.Group ?? 1;

    public CityForm Form { get; } = Stated.Form ?? CityForm.Plain;

    public string? Covers { get; } = Stated.Covers;

    public double Span { get; } = Stated.Span ?? 0;

    public double Days { get; } = Stated.Days ?? 0;

    public double Events { get; } = Stated.Events ?? 0;

    public CityAccess Access { get; } = Stated.Access ?? CityAccess.Order;

    /// <summary>The facets of a field that can fail it.</summary>
    public FacetSet Asks { get; } =
        (Stated.Metres is null ? FacetSet.None : FacetSet.Metres)
        | (Stated.Seconds is null ? FacetSet.None : FacetSet.Seconds)
        | FacetSet.Group
        | (Stated.Form is CityForm.Encrypted ? FacetSet.None : FacetSet.Form);

    /// <summary>The facets of a holding that can fail it.</summary>
    public FacetSet AsksHolding { get; } =
        (Stated.Days is null && Stated.Span is null ? FacetSet.None : FacetSet.Days)
        | (Stated.Events is null ? FacetSet.None : FacetSet.Events)
        | (Stated.Access is null ? FacetSet.None : FacetSet.Access);

    public bool IsOn(int type) => Array.BinarySearch(Types, type) >= 0;

    public bool IsMetBy(in SettledField field) =>
        field.Metres <= Metres && field.Seconds <= Seconds && field.Group <= Group && field.Form <= Form && (Covers is null || field.Covers?.Contains(Covers, StringComparer.Ordinal) == true);

    public bool Means(IndexedCondition? other) => other is not null && Name == other.Name && Stated == other.Stated && Types.AsSpan().SequenceEqual(other.Types);
}

/// <summary>Everything about a city that does not depend on its holdings.</summary>
/// <remarks>
/// A column is what a rule can ask for: an attribute type, or, above the types, a condition that is a premise of a rule.
/// A key's condition is no column, as it is asked of given fields only.
/// </remarks>
internal sealed class CityIndex
{
    public const string CodeClass = "code";
    public const string EventClass = "event";

    private readonly long[]?[] _ruleCosts = new long[]?[3];
    private readonly long[]?[] _keyCosts = new long[]?[3];

    public required string[] Organisations { get; init; }

    public required string[] Types { get; init; }

    public required IndexedCondition[] Conditions { get; init; }

    public required IndexedRule[] Rules { get; init; }

    public required IndexedKey[] Keys { get; init; }

    /// <summary>Number of columns: types and conditions.</summary>
    public int Width => Types.Length + Conditions.Length;

    /// <summary>For each column the rules that have it as a premise.</summary>
    public required int[][] RulesByPremise { get; init; }

    /// <summary>For each column the rules that conclude it.</summary>
    public required int[][] RulesByConclusion { get; init; }

    /// <summary>For each type the conditions on it.</summary>
    public required int[][] ConditionsOfType { get; init; }

    /// <summary>For each type the keys that join given fields of it.</summary>
    public required int[][] KeysOfType { get; init; }

    /// <summary>The keys that name a type or class.</summary>
    public required Dictionary<string, int[]> KeysByName { get; init; }

    /// <summary>For each type whether it is of the class of codes.</summary>
    public required bool[] IsCode { get; init; }

    /// <summary>For each type whether it is of the class of events.</summary>
    public required bool[] IsEvent { get; init; }

    public required Dictionary<string, int> TypeNumber { get; init; }

    /// <summary>Identifier domains of fields and of controls, in the order of their names.</summary>
    public required string[] Domains { get; init; }

    public required Dictionary<string, int> DomainNumber { get; init; }

    public required Dictionary<string, int> RuleNumber { get; init; }

    public static CityIndex Of(CityInput city)
    {
        var organisations = city.Organisations.Select(o => o.Id).Order(StringComparer.Ordinal).ToArray();
        var types = TypesOf(city);
        var typeNumber = CityModel.NumberOf(types);
        var domains = DomainsOf(city);

        var conditions = city.Rules.SelectMany(r => r.Premises).Where(p => p.Condition is not null)
            .Select(p => (p.Type, Stated: p.Condition!.Shortest())).Distinct()
            .OrderBy(c => c.Type, StringComparer.Ordinal).ThenBy(c => c.Stated.ToString(), StringComparer.Ordinal)
            .Select(c => Condition(city, typeNumber, c.Type, c.Stated)).ToArray();
        var conditionNumber = conditions.Select((c, i) => (c.Name, c.Stated, i)).ToDictionary(c => (c.Name, c.Stated), c => types.Length + c.i);
        int Column(CityPremise premise) => premise.Condition is null ? typeNumber[premise.Type] : conditionNumber[(premise.Type, premise.Condition.Shortest())];

        var rules = city.Rules.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => new IndexedRule(
            r.Id,
            [.. r.Premises.Select(Column).Order()],
            typeNumber[r.Conclusion],
            Costs.Cost(r.Confidence),
            Costs.Gap(r.Low ?? r.Confidence),
            Costs.Gap(r.High ?? r.Confidence),
            r.NeedsLaboratory)).ToArray();
        var width = types.Length + conditions.Length;

        // Keys with a condition sort by its text, so that the order of the document changes nothing.
        var keys = city.Keys
            .Select(k => new IndexedKey(
                k.Type,
                k.Inferred ? typeNumber[k.Type] : -1,
                k.Inferred ? null : Condition(city, typeNumber, k.Type, Joining(k.Condition?.Shortest() ?? new CityCondition())),
                k.SameDomain || city.Classes.ContainsKey(k.Type),
                Costs.Cost(k.Strength),
                Costs.Gap(k.Low ?? k.Strength),
                Costs.Gap(k.High ?? k.Strength)))
            .OrderBy(k => k.Name, StringComparer.Ordinal).ThenBy(k => k.Condition?.Stated.ToString(), StringComparer.Ordinal)
            .ThenBy(k => k.SameDomain).ThenBy(k => k.Best).ThenBy(k => k.Low).ThenBy(k => k.High).ToArray();

        return new CityIndex
        {
            Organisations = organisations,
            Types = types,
            Conditions = conditions,
            Rules = rules,
            Keys = keys,
            RulesByPremise = Lists(width, rules, r => r.Premises),
            RulesByConclusion = Lists(width, rules, r => [r.Conclusion]),
            ConditionsOfType = Lists(types.Length, conditions, c => c.Types),
            KeysOfType = Lists(types.Length, keys, k => k.Condition?.Types ?? []),
            KeysByName = keys.Select((k, i) => (k.Name, i)).GroupBy(k => k.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(k => k.i).ToArray(), StringComparer.Ordinal),
            IsCode = In(CodeClass),
            IsEvent = In(EventClass),
            TypeNumber = typeNumber,
            Domains = domains,
            DomainNumber = CityModel.NumberOf(domains),
            RuleNumber = CityModel.NumberOf(Array.ConvertAll(rules, r => r.Id)),
        };

        bool[] In(string name)
        {
            var members = city.Classes.GetValueOrDefault(name)?.ToHashSet(StringComparer.Ordinal) ?? [];
            return Array.ConvertAll(types, members.Contains);
        }
    }

    /// <summary>Costs of the rules by score, or by its low or high conjunction.</summary>
    public long[] RuleCosts(Estimate estimate) => _ruleCosts[(int)estimate] ??= Array.ConvertAll(Rules, r => Of(estimate, r.Best, r.Low, r.High));

    public long[] KeyCosts(Estimate estimate) => _keyCosts[(int)estimate] ??= Array.ConvertAll(Keys, k => Of(estimate, k.Best, k.Low, k.High));

    /// <summary>Whether another city has the same rules and keys over the same types, so that equal holdings tell equal things.</summary>
    public bool Means(CityIndex other) =>
        Types.AsSpan().SequenceEqual(other.Types)
        && Domains.AsSpan().SequenceEqual(other.Domains)
        && IsCode.AsSpan().SequenceEqual(other.IsCode)
        && Conditions.Length == other.Conditions.Length && Conditions.Zip(other.Conditions).All(p => p.First.Means(p.Second))
        && Keys.Length == other.Keys.Length
        && Keys.Zip(other.Keys).All(p => p.First with { Condition = p.Second.Condition } == p.Second && (p.First.Condition?.Means(p.Second.Condition) ?? p.Second.Condition is null))
        && Rules.Length == other.Rules.Length
        && Rules.Zip(other.Rules).All(p => p.First with { Premises = p.Second.Premises } == p.Second && p.First.Premises.AsSpan().SequenceEqual(p.Second.Premises));

    private static long Of(Estimate estimate, long best, long low, long high) => estimate switch
    {
        Estimate.Low => low,
        Estimate.High => high,
        _ => best,
    };

    /// <summary>What is encrypted joins nothing, so a key that admits any form admits all but that one, and rests on its being another.</summary>
    private static CityCondition Joining(CityCondition condition) => condition.Form is CityForm.Encrypted ? condition with { Form = CityForm.Keyed } : condition;

    private static string[] TypesOf(CityInput city)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in city.Datasets.SelectMany(d => d.Fields).Concat(city.Outside.SelectMany(o => o.Fields)))
            names.Add(field.Type);
        foreach (var rule in city.Rules)
        {
            names.Add(rule.Conclusion);
            names.UnionWith(rule.Premises.Select(p => p.Type).Where(t => !city.Classes.ContainsKey(t)));
        }

        names.UnionWith(city.Keys.Select(k => k.Type).Where(t => !city.Classes.ContainsKey(t)));
        return [.. names.Order(StringComparer.Ordinal)];
    }

    private static string[] DomainsOf(CityInput city)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in city.Datasets.SelectMany(d => d.Fields).Concat(city.Outside.SelectMany(o => o.Fields)))
        {
            if (field.Domain is not null)
                names.Add(field.Domain);
        }

        foreach (var effect in city.Controls.SelectMany(c => c.Effects).OfType<CityEffect.SetDomain>())
        {
            names.Add(HoldingBuilder.DomainAt(effect, null));
            if (HoldingBuilder.IsPerHolder(effect))
                names.UnionWith(city.Organisations.Select(o => HoldingBuilder.DomainAt(effect, o.Id)));
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    private static IndexedCondition Condition(CityInput city, Dictionary<string, int> typeNumber, string name, CityCondition stated)
    {
        var isClass = city.Classes.TryGetValue(name, out var members);
        var types = (members ?? [name]).Distinct(StringComparer.Ordinal).Where(typeNumber.ContainsKey).Select(t => typeNumber[t]).Order().ToArray();
        return new IndexedCondition(name, isClass, stated, types);
    }

    private static int[][] Lists<T>(int count, T[] items, Func<T, int[]> keys)
    {
        var lists = new List<int>?[count];
        for (var i = 0; i < items.Length; i++)
        {
            foreach (var key in keys(items[i]))
                (lists[key] ??= []).Add(i);
        }

        return Array.ConvertAll(lists, l => l is null ? [] : l.ToArray());
    }
}
