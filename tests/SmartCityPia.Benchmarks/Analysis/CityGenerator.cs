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
/// chains and circles, keys bound to domains and free ones, some controls, a few public datasets.
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

        return new CityInput
        {
            Organisations = [.. Enumerable.Range(0, size.Organisations).Select(o => new CityOrganisation(Id("o", o)))],
            Datasets = datasets,
            Flows = flows,
            Rules = rules,
            Keys = keys,
            Controls = controls,
        };
    }
}
