using CsCheck;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Cuts;
using SmartCityPia.Analysis.Inference;
using Xunit;

namespace SmartCityPia.UnitTests.Analysis.Cuts;

public class CheapestCutTests
{
    private const double Threshold = 0.0501;

    [Fact]
    public void CheapestCut_RandomCities_EqualsBruteForce() => Gen.Select(RandomCity.Any, Gen.Int[0, 1 << 20]).Sample(
        (city, seed) =>
        {
            var random = new Random(seed);
            var options = Options(city, random);
            var actor = RandomCity.Actors(city).ElementAt(random.Next(1 << city.Organisations.Count));
            var model = CityModel.Build(city);
            var reached = model.Findings(actor, Threshold);
            if (reached.Count == 0)
                return;
            var finding = reached[random.Next(reached.Count)];
            CutTarget[] targets = [new(actor, finding.Attribute, random.Next(2) == 0 ? finding.Holding : null), new(actor, reached[0].Attribute)];

            var (cost, sets) = BruteForce(city, targets, options);
            var cut = model.CheapestCut(targets, options, Threshold, alternatives: 1000);

            Assert.Equal(sets.Count > 0, cut.IsPossible);
            if (sets.Count == 0)
                return;
            Assert.True(cut.IsProven);
            Assert.Equal(cost, cut.Cost, 1e-9);
            Assert.Equal(cost, cut.LowerBound, 1e-9);
            Assert.Equal(sets.Order(StringComparer.Ordinal), cut.Sets.Select(s => Name(options, s)).Order(StringComparer.Ordinal));
        },
        iter: 1500);

    /// <summary>What the outside tells ends where nobody in the city is left to be told: so many as are needed to write the structure out.</summary>
    [Fact]
    public void CheapestCut_ToldFromOutside_TakesAllWhoAreTold()
    {
        var city = new CityInput
        {
            Organisations = [new("o")],
            Datasets = [.. Enumerable.Range(0, 6).Select(i => new CityDataset($"s{i}", "o", [new("name")]))],
            Outside = [new("x", [new("name"), new("home")])],
            Keys = [new("name", 0.9) { Inferred = true }],
        };
        var options = city.Datasets.Select((d, i) => new CutOption(new CityEdit.DropDataset(d.Id), 1 + i)).ToList();

        var cut = CityModel.Build(city).CheapestCut([new CutTarget(["o"], "home")], options, Threshold);

        Assert.True(cut.IsProven);
        Assert.Equal(options.Sum(o => o.Cost), cut.Cost);
        Assert.Equal(options.Count, Assert.Single(cut.Sets).Count);
    }

    [Fact]
    public void CheapestCut_NoTime_SaysWhatIsKnown()
    {
        var city = RandomCity.Of(11, 4);
        var model = CityModel.Build(city);
        var actor = city.Organisations.Select(o => o.Id).ToArray();
        var attribute = city.Datasets[0].Fields[0].Type;
        var options = city.Datasets.Where(d => d.Fields.Count > 0).Select((d, i) => new CutOption(new CityEdit.DropDataset(d.Id), 1 + i)).ToList();

        var cut = model.CheapestCut([new CutTarget(actor, attribute)], options, 0.01, TimeSpan.Zero);

        Assert.False(cut.IsProven);
        Assert.True(cut.LowerBound <= cut.Cost);
    }

    [Fact]
    public void CheapestCut_OptionWithoutAPrice_IsRefused() => Assert.Throws<ArgumentException>(() =>
    {
        var city = RandomCity.Of(1, 2);
        return CityModel.Build(city).CheapestCut([], [new CutOption(new CityEdit.DropDataset(city.Datasets[0].Id), 0)]);
    });

    private static List<CutOption> Options(CityInput city, Random random)
    {
        var edits = new List<CityEdit>();
        foreach (var dataset in city.Datasets)
        {
            edits.Add(new CityEdit.DropDataset(dataset.Id));
            edits.AddRange(dataset.Fields.Select(f => new CityEdit.RemoveField(dataset.Id, f.Type)));
            edits.AddRange(city.Controls.Select(c => new CityEdit.ApplyControl(dataset.Id, c.Id)));
        }

        foreach (var flow in city.Flows)
        {
            edits.Add(new CityEdit.DropFlow(flow.Id));
            edits.AddRange(city.Controls.Select(c => new CityEdit.ApplyControl(flow.Id, c.Id)));
        }

        return [.. edits.OrderBy(_ => random.Next()).Take(7).Select(e => new CutOption(e, 1 + random.Next(4)))];
    }

    private static string Name(List<CutOption> options, IEnumerable<CutOption> set) => string.Concat(options.Select(o => set.Contains(o) ? '1' : '0'));

    private static (double Cost, List<string> Sets) BruteForce(CityInput city, CutTarget[] targets, List<CutOption> options)
    {
        var best = double.PositiveInfinity;
        var sets = new List<string>();
        for (var mask = 0; mask < 1 << options.Count; mask++)
        {
            var set = options.Where((_, i) => (mask >> i & 1) == 1).ToList();
            var cost = set.Sum(o => o.Cost);
            if (cost > best + 1e-9 || !Suffices(city, targets, set))
                continue;
            if (cost < best - 1e-9)
                sets.Clear();
            best = cost;
            sets.Add(Name(options, set));
        }

        return (best, sets);
    }

    private static bool Suffices(CityInput city, CutTarget[] targets, List<CutOption> set)
    {
        // Controls first, as what is dropped can no longer be edited.
        var edited = CityEditing.Apply(city, set.Select(o => o.Edit).Where(e => e is CityEdit.ApplyControl or CityEdit.RemoveField));
        foreach (var edit in set.Select(o => o.Edit))
        {
            if (edit is CityEdit.DropDataset d)
                edited = CityEditing.Apply(edited, [d]);
            if (edit is CityEdit.DropFlow f && edited.Flows.Any(x => x.Id == f.Flow))
                edited = CityEditing.Apply(edited, [f]);
        }

        var naive = new NaiveCity(edited);
        return targets.All(t => naive.Scores([.. t.Actor]).All(s => s.Key.Attribute != t.Attribute || (t.Holding is null && naive.Holdings[s.Key.Holding].IsOutside) || (t.Holding is not null && t.Holding != s.Key.Holding) || s.Value < Threshold));
    }
}
