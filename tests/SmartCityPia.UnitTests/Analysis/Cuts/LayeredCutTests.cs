using CsCheck;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Cuts;
using SmartCityPia.Analysis.Inference;
using Xunit;

namespace SmartCityPia.UnitTests.Analysis.Cuts;

/// <summary>Cheapest cuts of conclusions that follow in many overlapping ways, so that their structure is looked at and not only single proofs.</summary>
public class LayeredCutTests
{
    [Fact]
    public void CheapestCut_LayeredProofs_EqualsBruteForce() => Gen.Int[0, 1 << 20].Sample(
        seed =>
        {
            var random = new Random(seed);
            var (city, target) = Layered(random, width: 3 + random.Next(3), layers: 1 + random.Next(3));
            var options = Options(city, random).OrderBy(_ => random.Next()).Take(9).ToList();
            var threshold = random.Next(3) switch { 0 => 0, 1 => 1e-9, _ => 0.3 };
            var model = CityModel.Build(city);

            var (cost, sets) = BruteForce(city, target, options, threshold);
            var cut = model.CheapestCut([target], options, threshold, alternatives: 1000);

            Assert.Equal(sets.Count > 0, cut.IsPossible);
            if (sets.Count == 0)
                return;
            Assert.True(cut.IsProven);
            Assert.Equal(cost, cut.Cost, 1e-9);
            Assert.Equal(cost, cut.LowerBound, 1e-9);
            Assert.Equal(sets.Order(StringComparer.Ordinal), cut.Sets.Select(s => Name(options, s)).Order(StringComparer.Ordinal));
        },
        iter: 150);

    [Fact]
    public void CheapestCut_OptionsInAnotherOrder_CostsTheSame() => Gen.Int[0, 1 << 20].Sample(
        seed =>
        {
            var random = new Random(seed);
            var (city, target) = Layered(random, width: 14, layers: 4);
            var options = city.Flows.Select(f => new CutOption(new CityEdit.DropFlow(f.Id), 0.1 * (1 + random.Next(30)))).ToList();

            var one = CityModel.Build(city).CheapestCut([target], options, 0, alternatives: 3);
            var other = CityModel.Build(city with { Flows = [.. city.Flows.Reverse()] }).CheapestCut([target], [.. options.OrderBy(_ => random.Next())], 0, alternatives: 3);

            Assert.True(one.IsProven && other.IsProven);
            Assert.Equal(one.Cost, other.Cost, 1e-9);
            Assert.Equal(one.Sets.Count, other.Sets.Count);
            Assert.All(one.Sets.Concat(other.Sets), s => Assert.True(Suffices(city, target, s, 0)));
            Assert.All(one.Sets, s => Assert.Equal(one.Cost, s.Sum(o => o.Cost), 1e-9));
        },
        iter: 15);

    [Fact]
    public void CheapestCut_NoTime_GivesASufficientSetAndABound()
    {
        var random = new Random(5);
        var (city, target) = Layered(random, width: 12, layers: 4);
        var options = city.Flows.Select(f => new CutOption(new CityEdit.DropFlow(f.Id), 1 + random.Next(5))).ToList();
        var model = CityModel.Build(city);

        var late = model.CheapestCut([target], options, 0, TimeSpan.Zero);
        var cut = model.CheapestCut([target], options, 0);

        Assert.True(late.IsPossible && !late.IsProven);
        Assert.True(late.LowerBound <= cut.Cost && cut.Cost <= late.Cost);
        Assert.True(Suffices(city, target, Assert.Single(late.Sets), 0));
    }

    [Fact]
    public void CheapestCut_Cancelled_Stops()
    {
        using var cancel = new CancellationTokenSource();
        var random = new Random(5);
        var (city, target) = Layered(random, width: 24, layers: 5);
        var options = city.Flows.Select(f => new CutOption(new CityEdit.DropFlow(f.Id), 1 + random.Next(5))).ToList();

        Assert.Throws<OperationCanceledException>(() =>
            CityModel.Build(city).CheapestCut([target], options, 0, TimeSpan.FromHours(1), time: new CancelsAfter(20, cancel), cancel: cancel.Token));
    }

    /// <summary>Cancels when it was asked for the time so often.</summary>
    private sealed class CancelsAfter(int times, CancellationTokenSource cancel) : TimeProvider
    {
        private int _left = times;

        public override long GetTimestamp()
        {
            if (--_left == 0)
                cancel.Cancel();
            return 0;
        }
    }

    /// <summary>Layers of types, each concluded from pairs of the layer before in some ways; base types come by flows, joined by one or two keys.</summary>
    private static (CityInput Input, CutTarget Target) Layered(Random random, int width, int layers)
    {
        static string Type(int layer, int at) => FormattableString.Invariant($"t{layer}x{at}");
        var rules = new List<CityRule>();
        for (var layer = 1; layer <= layers; layer++)
        {
            for (var at = 0; at < (layer == layers ? 1 : width); at++)
            {
                for (var way = 0; way < 3; way++)
                {
                    var first = random.Next(width);
                    var second = (first + 1 + random.Next(width - 1)) % width;
                    rules.Add(new CityRule(FormattableString.Invariant($"r{rules.Count}"), [Type(layer - 1, first), Type(layer - 1, second)], Type(layer, at), 0.9));
                }
            }
        }

        // Some loop back, so that facts rest on each other in circles.
        if (layers > 1 && random.Next(2) == 0)
            rules.Add(new CityRule("back", [Type(layers - 1, 0)], Type(layers - 2, 0), 0.8));
        var second2 = random.Next(3);
        var datasets = Enumerable.Range(0, width).Select(i => new CityDataset(
            FormattableString.Invariant($"s{i}"),
            "source",
            [.. i % 3 == second2 ? [new CityField("id", "d"), new CityField("card", "e")] : new[] { new CityField(i % 2 == second2 ? "card" : "id", i % 2 == second2 ? "e" : "d") }, new CityField(Type(0, i))])).ToList();
        var flows = datasets.SelectMany((d, i) => Enumerable.Range(0, 1 + random.Next(3)).Select(k => new CityFlow(FormattableString.Invariant($"f{i}x{k}"), d.Id, "target"))).ToList();
        return (
            new CityInput
            {
                Organisations = [new("source"), new("target")],
                Datasets = datasets,
                Flows = flows,
                Rules = rules,
                Keys = [new CityKey("id", 0.99, SameDomain: true), Card(random.Next(3))],
                Controls =
                [
                    new CityControl("weak", [new CityEffect.RuleFactor("r0", 0.1)]),
                    new CityControl("apart", [new CityEffect.KeyFactor("id", 0)], CityControlScope.Holder),
                    new CityControl("vague", [new CityEffect.FieldFactor("card", 0.5)]),
                ],
            },
            new CutTarget(["target"], Type(layers, 0), random.Next(2) == 0 ? null : flows[random.Next(flows.Count)].Id));
    }

    /// <summary>In one domain, among given fields, or also where it is inferred.</summary>
    private static CityKey Card(int kind) => new("card", 0.95, SameDomain: kind == 0) { Inferred = kind == 1 };

    private static IEnumerable<CutOption> Options(CityInput city, Random random)
    {
        foreach (var flow in city.Flows)
            yield return new CutOption(new CityEdit.DropFlow(flow.Id), 1 + random.Next(4));
        foreach (var dataset in city.Datasets)
        {
            if (random.Next(2) == 0)
                yield return new CutOption(new CityEdit.RemoveField(dataset.Id, dataset.Fields[random.Next(dataset.Fields.Count)].Type), 2 + random.Next(4));
            if (random.Next(3) == 0)
                yield return new CutOption(new CityEdit.ApplyControl(dataset.Id, city.Controls[random.Next(3)].Id), 1 + random.Next(3));
        }

        foreach (var flow in city.Flows.Where(_ => random.Next(3) == 0))
            yield return new CutOption(new CityEdit.ApplyControl(flow.Id, city.Controls[random.Next(3)].Id), 1 + random.Next(3));
    }

    private static string Name(List<CutOption> options, IEnumerable<CutOption> set) => string.Concat(options.Select(o => set.Contains(o) ? '1' : '0'));

    private static (double Cost, List<string> Sets) BruteForce(CityInput city, CutTarget target, List<CutOption> options, double threshold)
    {
        var best = double.PositiveInfinity;
        var sets = new List<string>();
        foreach (var set in Enumerable.Range(0, 1 << options.Count).Select(mask => options.Where((_, i) => (mask >> i & 1) == 1).ToList()).OrderBy(s => s.Sum(o => o.Cost)))
        {
            var cost = set.Sum(o => o.Cost);
            if (cost > best)
                break;
            if (!Suffices(city, target, set, threshold))
                continue;
            best = cost;
            sets.Add(Name(options, set));
        }

        return (best, sets);
    }

    private static bool Suffices(CityInput city, CutTarget target, IReadOnlyList<CutOption> set, double threshold)
    {
        var dropped = set.Select(o => o.Edit).OfType<CityEdit.DropFlow>().Select(e => e.Flow).ToHashSet();
        if (target.Holding is not null && dropped.Contains(target.Holding))
            return true;

        // Controls first, as what is dropped can no longer be edited.
        var model = CityModel.Build(CityEditing.Apply(city, set.Select(o => o.Edit).OrderBy(e => e is CityEdit.DropFlow)));
        return !model.Findings(target.Actor, threshold).Any(f => f.Attribute == target.Attribute && (target.Holding is null || f.Holding == target.Holding));
    }
}
