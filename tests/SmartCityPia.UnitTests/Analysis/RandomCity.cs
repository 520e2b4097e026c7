using System.Globalization;
using CsCheck;
using SmartCityPia.Analysis.City;

namespace SmartCityPia.UnitTests.Analysis;

/// <summary>
/// Small valid cities with everything in them: public data, outside sources, flows from flows, controls of both scopes and
/// every effect, domains, classes, conditions, cyclic rules, ties (figures come from a short list), estimates.
/// </summary>
internal static class RandomCity
{
    private static readonly double[] Figures = [0, 0.1, 0.25, 0.5, 0.5, 0.7, 0.8, 0.9, 0.9, 1, 1];
    private static readonly string[] Domains = ["d1", "d2"];
    private static readonly double[] Days = [0, 1, 30, 90];
    private static readonly double[] Fineness = [0, 10, 100];
    private static readonly double[] Groups = [1, 1, 5];
    private static readonly string[] Tags = ["s", "n"];

    public static readonly Gen<CityInput> Any = Gen.Int[0, int.MaxValue].Select(seed => Of(seed, 4));

    public static CityInput Of(int seed, int maxOrganisations)
    {
        var random = new Random(seed);
        int To(int max) => random.Next(max + 1);
        T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
        bool Chance(double p) => random.NextDouble() < p;

        // A third of the cities has nothing stated, as in the first format.
        var qualified = Chance(0.67) ? 1.0 : 0;
        T? Maybe<T>(double p, IReadOnlyList<T> list)
            where T : struct => Chance(p * qualified) ? Pick(list) : null;
        var types = Enumerable.Range(0, 3 + To(5)).Select(i => Id("t", i)).ToArray();
        List<string> Some(IReadOnlyList<string> from, int atMost) =>
            [.. from.OrderBy(_ => random.Next()).Take(1 + To(Math.Min(atMost, from.Count) - 1))];
        var classes = Chance(qualified * 0.9)
            ? new Dictionary<string, IReadOnlyList<string>> { ["code"] = Some(types, 4), ["event"] = Some(types, 4) }
            : [];
        var forms = Enum.GetValues<CityForm>();
        var accesses = Enum.GetValues<CityAccess>();
        string Named() => classes.Count > 0 && Chance(0.5) ? Pick(classes.Keys.Order(StringComparer.Ordinal).ToList()) : Pick(types);
        CityCondition Condition() => new(
            Maybe(0.2, Fineness), Maybe(0.2, Fineness), Maybe(0.3, Groups), Maybe(0.4, forms), Chance(0.15) ? Pick(Tags) : null,
            Maybe(0.2, Days), Maybe(0.15, Days), Maybe(0.15, Days), Maybe(0.2, accesses));
        CityPremise Premise() => Chance(0.4 * qualified) ? new CityPremise(Named(), Condition()) : Pick(types);
        CityField Field(string type) => new(type, Chance(0.3) ? null : Pick(Domains))
        {
            Days = Maybe(0.3, Days),
            Metres = Maybe(0.3, Fineness),
            Seconds = Maybe(0.3, Fineness),
            Group = Maybe(0.3, Groups),
            Form = Maybe(0.3, forms),
            Covers = Chance(0.3 * qualified) ? Some(Tags, 2) : null,
        };

        var organisations = Enumerable.Range(0, 1 + To(maxOrganisations - 1)).Select(i => new CityOrganisation(Id("o", i))).ToList();
        var rules = Enumerable.Range(0, To(6)).Select(i =>
        {
            var confidence = Pick(Figures);
            var premises = new List<CityPremise>();
            foreach (var premise in Enumerable.Range(0, 1 + To(2)).Select(_ => Premise()))
            {
                if (!premises.Exists(p => NaiveCity.Thing.Of(p) == NaiveCity.Thing.Of(premise)))
                    premises.Add(premise);
            }

            return new CityRule(
                Id("r", i), premises, Pick(types), confidence,
                Chance(0.2) ? confidence * Pick(Figures) : null,
                Chance(0.2) ? confidence + ((1 - confidence) * Pick(Figures)) : null)
            {
                NeedsLaboratory = Chance(0.1 * qualified),
            };
        }).ToList();
        var keys = types.Where(_ => Chance(0.4)).Select(t =>
        {
            var strength = Pick(Figures);
            var key = new CityKey(Chance(0.3) ? Named() : t, strength)
            {
                Low = Chance(0.2) ? strength * Pick(Figures) : null,
                High = Chance(0.2) ? strength + ((1 - strength) * Pick(Figures)) : null,
            };
            return (classes.ContainsKey(key.Type), random.Next(3)) switch
            {
                (false, 0) => key with { Inferred = true },
                (false, 1) => key with { Condition = Chance(0.5 * qualified) ? Condition() : null },
                _ => key with { SameDomain = true, Condition = Chance(0.5 * qualified) ? Condition() : null },
            };
        }).ToList();
        keys = [.. keys.Select(k => k.Condition == new CityCondition() ? k with { Condition = null } : k)];
        var controls = Enumerable.Range(0, To(4)).Select(i => new CityControl(
            Id("c", i),
            [.. Enumerable.Range(0, 1 + To(2)).Select(_ => (CityEffect)(random.Next(qualified > 0 ? 8 : 5) switch
            {
                0 => new CityEffect.Remove(Pick(types)),
                1 => new CityEffect.SetDomain(Pick(types), Chance(0.3 * qualified) ? "of {holder}" : Pick(Domains)),
                2 when rules.Count > 0 => new CityEffect.RuleFactor(Pick(rules).Id, Pick(Figures)),
                3 => new CityEffect.FieldFactor(Pick(types), Pick(Figures)),
                5 or 6 => new CityEffect.SetField(Pick(types), Maybe(0.3, Days), Maybe(0.3, Fineness), Maybe(0.3, Fineness), Maybe(0.3, Groups), Maybe(0.3, forms)),
                7 => new CityEffect.SetHolding(Maybe(0.4, Days), Maybe(0.4, Days), Maybe(0.4, accesses)),
                _ => new CityEffect.KeyFactor(keys.Count > 0 && Chance(0.7) ? Pick(keys).Type : Pick(types), Pick(Figures)),
            }))],
            Chance(0.4) ? CityControlScope.Holder : CityControlScope.Data)).ToList();
        List<string>? Controls() => controls.Count > 0 && Chance(0.4) ? [.. Enumerable.Range(0, 1 + To(1)).Select(_ => Pick(controls).Id)] : null;

        var datasets = Enumerable.Range(0, 1 + To(4)).Select(i => new CityDataset(
            Id("s", i),
            Chance(0.2) ? null : Pick(organisations).Id,
            [.. Some(types, 4).Select(Field)],
            Controls())
        {
            Days = Maybe(0.3, Days),
            Events = Maybe(0.3, Days),
            Access = Maybe(0.3, accesses),
            Reach = Maybe(0.3, Figures),
        }).ToList();
        var had = datasets.ToDictionary(d => d.Id, d => d.Fields.Select(f => f.Type).ToList());
        var flows = new List<CityFlow>();
        for (var i = To(5); i > 0; i--)
        {
            var from = Pick(had.Keys.ToList());
            var fields = Chance(0.4) ? null : Some(had[from], 4);
            var flow = new CityFlow(Id("f", (random.Next(1000) * 10) + i), from, Pick(organisations).Id, fields, Controls())
            {
                Days = Maybe(0.3, Days),
                Events = Maybe(0.3, Days),
                Access = Maybe(0.3, accesses),
            };
            had.Add(flow.Id, fields ?? had[from]);
            flows.Add(flow);
        }

        return new CityInput
        {
            Organisations = organisations,
            Datasets = datasets,
            Flows = [.. flows.OrderBy(_ => random.Next())],
            Rules = rules,
            Keys = keys,
            Controls = controls,
            Classes = classes,
            Outside = [.. Enumerable.Range(0, qualified > 0 ? To(2) : 0).Select(i => new CityOutside(Id("x", i), [.. Some(types, 3).Select(Field)])
            {
                Reach = Maybe(0.5, Figures),
                Days = Maybe(0.3, Days),
                Events = Maybe(0.3, Days),
            })],
            Coalitions = organisations.Count > 1 ? [Some([.. organisations.Select(o => o.Id)], 3)] : [],
        };
    }

    private static string Id(string kind, int number) => kind + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>All subsets of the organisations, the empty one included.</summary>
    public static IEnumerable<string[]> Actors(CityInput city)
    {
        var ids = city.Organisations.Select(o => o.Id).ToArray();
        return Enumerable.Range(0, 1 << ids.Length).Select(mask => ids.Where((_, i) => (mask >> i & 1) == 1).ToArray());
    }
}
