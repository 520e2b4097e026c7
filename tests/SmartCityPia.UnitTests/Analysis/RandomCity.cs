using System.Globalization;
using CsCheck;
using SmartCityPia.Analysis.City;

namespace SmartCityPia.UnitTests.Analysis;

/// <summary>
/// Small valid cities with everything in them: public data, flows from flows, controls of both scopes and every effect,
/// domains, cyclic rules, ties (figures come from a short list), estimates.
/// </summary>
internal static class RandomCity
{
    private static readonly double[] Figures = [0, 0.1, 0.25, 0.5, 0.5, 0.7, 0.8, 0.9, 0.9, 1, 1];
    private static readonly string[] Domains = ["d1", "d2"];

    public static readonly Gen<CityInput> Any = Gen.Int[0, int.MaxValue].Select(seed => Of(seed, 4));

    public static CityInput Of(int seed, int maxOrganisations)
    {
        var random = new Random(seed);
        int To(int max) => random.Next(max + 1);
        T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
        bool Chance(double p) => random.NextDouble() < p;
        var types = Enumerable.Range(0, 3 + To(5)).Select(i => Id("t", i)).ToArray();
        List<string> Some(IReadOnlyList<string> from, int atMost) =>
            [.. from.OrderBy(_ => random.Next()).Take(1 + To(Math.Min(atMost, from.Count) - 1))];

        var organisations = Enumerable.Range(0, 1 + To(maxOrganisations - 1)).Select(i => new CityOrganisation(Id("o", i))).ToList();
        var rules = Enumerable.Range(0, To(6)).Select(i =>
        {
            var confidence = Pick(Figures);
            return new CityRule(
                Id("r", i), Some(types, 3), Pick(types), confidence,
                Chance(0.2) ? confidence * Pick(Figures) : null,
                Chance(0.2) ? confidence + ((1 - confidence) * Pick(Figures)) : null);
        }).ToList();
        var keys = types.Where(_ => Chance(0.35)).Select(t => new CityKey(t, Pick(Figures), Chance(0.5))).ToList();
        var controls = Enumerable.Range(0, To(4)).Select(i => new CityControl(
            Id("c", i),
            [.. Enumerable.Range(0, 1 + To(2)).Select(_ => (CityEffect)(random.Next(5) switch
            {
                0 => new CityEffect.Remove(Pick(types)),
                1 => new CityEffect.SetDomain(Pick(types), Pick(Domains)),
                2 when rules.Count > 0 => new CityEffect.RuleFactor(Pick(rules).Id, Pick(Figures)),
                3 => new CityEffect.FieldFactor(Pick(types), Pick(Figures)),
                _ => new CityEffect.KeyFactor(Pick(types), Pick(Figures)),
            }))],
            Chance(0.4) ? CityControlScope.Holder : CityControlScope.Data)).ToList();
        List<string>? Controls() => controls.Count > 0 && Chance(0.4) ? [.. Enumerable.Range(0, 1 + To(1)).Select(_ => Pick(controls).Id)] : null;

        var datasets = Enumerable.Range(0, 1 + To(4)).Select(i => new CityDataset(
            Id("s", i),
            Chance(0.2) ? null : Pick(organisations).Id,
            [.. Some(types, 4).Select(t => new CityField(t, Chance(0.3) ? null : Pick(Domains)))],
            Controls())).ToList();
        var had = datasets.ToDictionary(d => d.Id, d => d.Fields.Select(f => f.Type).ToList());
        var flows = new List<CityFlow>();
        for (var i = To(5); i > 0; i--)
        {
            var from = Pick(had.Keys.ToList());
            var fields = Chance(0.4) ? null : Some(had[from], 4);
            var flow = new CityFlow(Id("f", (random.Next(1000) * 10) + i), from, Pick(organisations).Id, fields, Controls());
            had.Add(flow.Id, fields ?? had[from]);
            flows.Add(flow);
        }

        var city = new CityInput
        {
            Organisations = organisations,
            Datasets = datasets,
            Flows = [.. flows.OrderBy(_ => random.Next())],
            Rules = rules,
            Keys = keys,
            Controls = controls,
            Coalitions = organisations.Count > 1 ? [Some([.. organisations.Select(o => o.Id)], 3)] : [],
        };
        return city;
    }

    private static string Id(string kind, int number) => kind + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>All subsets of the organisations, the empty one included.</summary>
    public static IEnumerable<string[]> Actors(CityInput city)
    {
        var ids = city.Organisations.Select(o => o.Id).ToArray();
        return Enumerable.Range(0, 1 << ids.Length).Select(mask => ids.Where((_, i) => (mask >> i & 1) == 1).ToArray());
    }
}
