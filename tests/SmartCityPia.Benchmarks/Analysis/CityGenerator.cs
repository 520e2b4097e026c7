using System.Globalization;
using SmartCityPia.Analysis.City;

namespace SmartCityPia.Benchmarks.Analysis;

internal sealed record CitySize(int Services, int Organisations, int Types, int Flows, int Rules, int Seed = 42)
{
    public static CitySize Standard { get; } = new(10_000, 500, 200, 100_000, 100);

    /// <summary>Ten times the services, flows and organisations.</summary>
    public static CitySize TenFold { get; } = new(100_000, 5000, 200, 1_000_000, 100);

    /// <summary>Ten times the services and flows at the same organisations, which have ten times as much to join.</summary>
    public static CitySize Dense { get; } = new(100_000, 500, 200, 1_000_000, 100);
}

/// <summary>
/// A city by numbers: services at skewed holders, flows from hubs and from other flows, rules of one to four premises in
/// chains and circles, keys bound to domains and inferred ones, some controls, a few public datasets, everything qualified.
/// </summary>
internal static class CityGenerator
{
    public static CityInput Make(CitySize size)
    {
        var random = new Random(size.Seed);
        static string Id(string kind, int number) => kind + number.ToString("D7", CultureInfo.InvariantCulture);
        int Skewed(int n, double power) => (int)(n * Math.Pow(random.NextDouble(), power));
        string Organisation() => Id("o", Skewed(size.Organisations, 1.4));

        // Types below the line are collected, those above are only ever inferred.
        var collected = size.Types * 6 / 10;
        string Type(int number) => "t" + number.ToString("D4", CultureInfo.InvariantCulture);
        var rules = new CityRule[size.Rules];
        for (var r = 0; r < rules.Length; r++)
        {
            var count = 1 + random.Next(4);
            var chained = random.Next(2) == 0;
            var premises = new HashSet<int>();
            while (premises.Count < count)
                premises.Add(chained && premises.Count == 0 ? collected + random.Next(size.Types - collected) : Skewed(collected, 1.6));
            var cyclic = random.Next(20) == 0;
            var conclusion = cyclic ? random.Next(collected) : collected + random.Next(size.Types - collected);
            rules[r] = new CityRule(Id("r", r), [.. premises.Select(Type)], Type(conclusion), Math.Round(0.5 + (random.NextDouble() / 2), 2));
        }

        var keys = new List<CityKey>();
        for (var k = 0; k < 9; k++)
            keys.Add(new CityKey(Type(10 + (k * 7)), Math.Round(0.7 + (random.NextDouble() * 0.3), 2), SameDomain: true));
        for (var k = 0; k < 3; k++)
            keys.Add(new CityKey(Type(collected - 5 - k), Math.Round(0.4 + (random.NextDouble() * 0.5), 2), SameDomain: false));

        var controls = new CityControl[20];
        for (var c = 0; c < controls.Length; c++)
        {
            CityEffect effect = (c % 4) switch
            {
                0 => new CityEffect.Remove(Type(random.Next(collected))),
                1 => new CityEffect.RuleFactor(rules[random.Next(rules.Length)].Id, 0.5),
                2 => new CityEffect.KeyFactor(keys[random.Next(keys.Count)].Type, 0.5),
                _ => new CityEffect.FieldFactor(Type(random.Next(collected)), 0.8),
            };
            controls[c] = new CityControl(Id("c", c), [effect], c % 3 == 0 ? CityControlScope.Holder : CityControlScope.Data);
        }

        IReadOnlyList<string>? Controls(double chance) => random.NextDouble() < chance ? [controls[random.Next(controls.Length)].Id] : null;

        var datasets = new CityDataset[size.Services];
        var fields = new List<string>[size.Services + size.Flows];
        for (var s = 0; s < datasets.Length; s++)
        {
            var types = new SortedSet<int>();
            for (var f = 3 + random.Next(5); f > 0; f--)
                types.Add(Skewed(collected, 1.6));
            fields[s] = [.. types.Select(Type)];
            var domain = Id("d", random.Next(size.Services / 20));
            datasets[s] = new CityDataset(
                Id("s", s), s % (size.Services / 5) == (size.Services / 5) - 1 ? null : Organisation(), [.. fields[s].Select(t => new CityField(t, domain))], Controls(0.05));
        }

        var flows = new CityFlow[size.Flows];
        for (var f = 0; f < flows.Length; f++)
        {
            var fromFlow = f > 0 && random.Next(10) == 0;
            var source = fromFlow ? size.Services + random.Next(f) : Skewed(size.Services, 1.5);
            var all = fields[source];
            var passed = random.Next(3) == 0 ? null : all.Where(_ => random.Next(10) < 8).ToList();
            if (passed is { Count: 0 })
                passed = null;
            fields[size.Services + f] = passed ?? all;
            flows[f] = new CityFlow(Id("f", f), fromFlow ? flows[source - size.Services].Id : datasets[source].Id, Organisation(), passed, Controls(0.01));
        }

        return Qualified(new CityInput
        {
            Organisations = [.. Enumerable.Range(0, size.Organisations).Select(o => new CityOrganisation(Id("o", o)))],
            Datasets = datasets,
            Flows = flows,
            Rules = rules,
            Keys = keys,
            Controls = controls,
        }, size.Seed);
    }

    /// <summary>
    /// Facets on half of the fields and holdings, a condition in every rule and on half of the keys, and a key that joins
    /// events of one area by place and time, a third of them in one area that is the whole city.
    /// </summary>
    private static CityInput Qualified(CityInput city, int seed)
    {
        var random = new Random(seed + 1);
        T Pick<T>(params T[] list) => list[random.Next(list.Length)];
        var given = city.Datasets.SelectMany(d => d.Fields).Select(f => f.Type).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        List<string> Every(int from) => [.. given.Where((_, i) => i % 8 == from)];
        var classes = new Dictionary<string, IReadOnlyList<string>> { ["code"] = Every(2), ["event"] = Every(5) };
        var events = classes["event"].ToHashSet(StringComparer.Ordinal);

        CityField Field(CityField field) => field with
        {
            Domain = events.Contains(field.Type) && random.Next(3) == 0 ? "city" : field.Domain,
            Days = Pick<double?>(null, null, 1, 30, 365),
            Metres = Pick<double?>(null, null, 10, 10, 100),
            Seconds = Pick<double?>(null, null, 1, 60),
            Group = Pick<double?>(null, null, null, null, null, null, 1, 1, 1, 5),
            Form = random.Next(12) switch { 0 => CityForm.Hashed, 1 => CityForm.Keyed, _ => null },
        };

        CityPremise Condition(string type) => random.Next(4) switch
        {
            0 => new(type, new(Form: CityForm.Keyed)),
            1 => new(type, new(Span: 7)),
            2 => new(type, new(Metres: 50, Events: 3)),
            _ => new("event", new(Metres: 50, Span: 2)),
        };

        CityRule Rule(CityRule rule)
        {
            var at = rule.Premises.ToList().FindIndex(p => given.Contains(p.Type));
            return rule with
            {
                Premises = at < 0 ? [.. rule.Premises, Condition(given[random.Next(given.Count)])] : [.. rule.Premises.Select((p, i) => i == at ? Condition(p.Type) : p)],
                Low = rule.Confidence * 0.9,
                High = Math.Min(1, rule.Confidence * 1.1),
            };
        }

        return city with
        {
            Classes = classes,
            Datasets = [.. city.Datasets.Select(d => d with { Fields = [.. d.Fields.Select(Field)], Days = Pick<double?>(null, 2, 30, 365), Events = Pick<double?>(null, 1, 10, 100), Access = random.Next(10) == 0 ? CityAccess.Query : null })],
            Flows = [.. city.Flows.Select(f => f with { Days = Pick<double?>(null, null, null, 30), Events = Pick<double?>(null, null, null, 10) })],
            Rules = [.. city.Rules.Select(Rule)],
            Keys =
            [
                .. city.Keys.Select(k => k.SameDomain ? k with { Condition = random.Next(2) == 0 ? new(Form: CityForm.Keyed) : null } : k with { Inferred = true }),
                new CityKey("event", 0.5, SameDomain: true) { Condition = new(Metres: 20, Seconds: 10) },
            ],
        };
    }
}
