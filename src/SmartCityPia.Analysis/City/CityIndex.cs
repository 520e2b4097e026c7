namespace SmartCityPia.Analysis.City;

/// <summary>A rule over type numbers, with its three costs: at its best estimate, its low and its high end.</summary>
internal sealed record IndexedRule(string Id, int[] Premises, int Conclusion, long Best, long Low, long High);

internal sealed record IndexedKey(int Type, long Cost, bool SameDomain);

/// <summary>Everything about a city that does not depend on its holdings.</summary>
internal sealed class CityIndex
{
    private readonly long[]?[] _ruleCosts = new long[]?[3];

    public required string[] Organisations { get; init; }

    public required string[] Types { get; init; }

    public required IndexedRule[] Rules { get; init; }

    public required IndexedKey[] Keys { get; init; }

    /// <summary>For each type the rules that have it as a premise.</summary>
    public required int[][] RulesByPremise { get; init; }

    /// <summary>For each type the rules that conclude it.</summary>
    public required int[][] RulesByConclusion { get; init; }

    /// <summary>For each type the number of its link key, or -1.</summary>
    public required int[] KeyOfType { get; init; }

    public required Dictionary<string, int> TypeNumber { get; init; }

    /// <summary>Identifier domains of fields and of controls, in the order of their names.</summary>
    public required string[] Domains { get; init; }

    public required Dictionary<string, int> DomainNumber { get; init; }

    public required Dictionary<string, int> RuleNumber { get; init; }

    /// <summary>Whether any rule is an estimate, so that low and high can differ from the best figure.</summary>
    public required bool HasEstimates { get; init; }

    public static CityIndex Of(CityInput city)
    {
        var organisations = city.Organisations.Select(o => o.Id).Order(StringComparer.Ordinal).ToArray();

        var names = new HashSet<string>(StringComparer.Ordinal);
        var domainNames = new HashSet<string>(StringComparer.Ordinal);
        foreach (var dataset in city.Datasets)
        {
            foreach (var field in dataset.Fields)
            {
                names.Add(field.Type);
                if (field.Domain is not null)
                    domainNames.Add(field.Domain);
            }
        }

        domainNames.UnionWith(city.Controls.SelectMany(c => c.Effects).OfType<CityEffect.SetDomain>().Select(e => e.Domain));
        var domains = domainNames.Order(StringComparer.Ordinal).ToArray();

        foreach (var rule in city.Rules)
        {
            names.Add(rule.Conclusion);
            names.UnionWith(rule.Premises);
        }

        names.UnionWith(city.Keys.Select(k => k.Type));
        var types = names.Order(StringComparer.Ordinal).ToArray();
        var typeNumber = CityModel.NumberOf(types);

        var rules = city.Rules.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => new IndexedRule(
            r.Id,
            [.. r.Premises.Select(p => typeNumber[p]).Order()],
            typeNumber[r.Conclusion],
            Costs.Cost(r.Confidence),
            Costs.Cost(r.Low ?? r.Confidence),
            Costs.Cost(r.High ?? r.Confidence))).ToArray();

        var byPremise = new List<int>[types.Length];
        var byConclusion = new List<int>[types.Length];
        for (var t = 0; t < types.Length; t++)
            (byPremise[t], byConclusion[t]) = ([], []);
        for (var r = 0; r < rules.Length; r++)
        {
            byConclusion[rules[r].Conclusion].Add(r);
            foreach (var premise in rules[r].Premises)
                byPremise[premise].Add(r);
        }

        var keys = city.Keys
            .Select(k => new IndexedKey(typeNumber[k.Type], Costs.Cost(k.Strength), k.SameDomain))
            .OrderBy(k => k.Type).ToArray();
        var keyOfType = new int[types.Length];
        Array.Fill(keyOfType, -1);
        for (var k = 0; k < keys.Length; k++)
            keyOfType[keys[k].Type] = k;

        return new CityIndex
        {
            Organisations = organisations,
            Types = types,
            Rules = rules,
            Keys = keys,
            RulesByPremise = Array.ConvertAll(byPremise, l => l.ToArray()),
            RulesByConclusion = Array.ConvertAll(byConclusion, l => l.ToArray()),
            KeyOfType = keyOfType,
            TypeNumber = typeNumber,
            Domains = domains,
            DomainNumber = CityModel.NumberOf(domains),
            RuleNumber = CityModel.NumberOf(Array.ConvertAll(rules, r => r.Id)),
            HasEstimates = rules.Any(r => r.Low != r.Best || r.High != r.Best),
        };
    }

    /// <summary>Costs of the rules at an estimate's best figure, low or high end.</summary>
    public long[] RuleCosts(Estimate estimate) => _ruleCosts[(int)estimate] ??= Array.ConvertAll(Rules, r => estimate switch
    {
        Estimate.Low => r.Low,
        Estimate.High => r.High,
        _ => r.Best,
    });

    /// <summary>Whether another city has the same rules and keys over the same types, so that equal holdings tell equal things.</summary>
    public bool Means(CityIndex other) =>
        Types.AsSpan().SequenceEqual(other.Types)
        && Domains.AsSpan().SequenceEqual(other.Domains)
        && Keys.AsSpan().SequenceEqual(other.Keys)
        && Rules.Length == other.Rules.Length
        && Rules.Zip(other.Rules).All(p => p.First with { Premises = p.Second.Premises } == p.Second && p.First.Premises.AsSpan().SequenceEqual(p.Second.Premises));
}
