using System.Diagnostics;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Coalitions;

namespace SmartCityPia.Benchmarks.Analysis.Coalitions;

/// <summary>S4: emergent findings of all pairs, and smallest coalitions of up to three.</summary>
internal static class CoalitionRun
{
    public static void Go(CitySize size)
    {
        var model = CityModel.Build(CityGenerator.Make(size));
        IReadOnlyList<Emergent> emergent = [];
        var watch = Stopwatch.StartNew();
        var before = Measure.Processor();
        emergent = model.EmergentInPairs();
        var (wall, processor) = (watch.ElapsedMilliseconds, Measure.Processor() - before);
        var pairs = model.Organisations.Count * (model.Organisations.Count - 1) / 2;
        Measure.Say($"S4: {pairs} pairs: {wall} ms wall, {processor:F0} ms of processor time; {emergent.Count} emergent findings of {emergent.Select(e => string.Join(' ', e.Coalition)).Distinct().Count()} pairs");

        watch.Restart();
        var checkedPairs = 0;
        var random = new Random(3);
        for (; checkedPairs < 300; checkedPairs++)
        {
            var a = random.Next(model.Organisations.Count - 1);
            var b = a + 1 + random.Next(model.Organisations.Count - a - 1);
            string[] pair = [model.Organisations[a], model.Organisations[b]];
            var direct = model.EmergentIn(pair).Select(e => (e.Attribute, e.Score));
            if (!direct.SequenceEqual(emergent.Where(e => e.Coalition.SequenceEqual(pair, StringComparer.Ordinal)).Select(e => (e.Attribute, e.Score))))
                Measure.Say($"DIFFERENT: {pair[0]} {pair[1]}");
        }

        Measure.Say($"{checkedPairs} pairs asked one by one agree or are named above ({watch.ElapsedMilliseconds} ms)");
        var sizes = new SortedDictionary<int, int>();
        var times = new List<double>();
        var undecided = 0;
        foreach (var type in model.Types.Where((_, i) => i % 10 == 9))
        {
            watch.Restart();
            var smallest = model.SmallestCoalitionsFor(type, 3, trials: 500);
            times.Add(watch.Elapsed.TotalMilliseconds);
            var of = smallest.Coalitions.Count == 0 ? -1 : smallest.Coalitions[0].Count;
            sizes[of] = sizes.GetValueOrDefault(of) + 1;
            undecided += smallest.IsComplete ? 0 : 1;
        }

        Measure.Say($"smallest coalitions of up to three for each of {times.Count} types: median {Measure.Percentile([.. times], 0.5):F0} ms, most {times.Max():F0} ms; {undecided} not decided in full; by size {string.Join(", ", sizes.Select(s => FormattableString.Invariant($"{s.Key}: {s.Value}")))} (-1 none)");
    }
}
