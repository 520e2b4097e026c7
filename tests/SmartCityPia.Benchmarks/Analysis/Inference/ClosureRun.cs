using System.Diagnostics;
using SmartCityPia.Analysis.City;

namespace SmartCityPia.Benchmarks.Analysis.Inference;

/// <summary>S1: closure with scores and proofs over every single organisation, beside gringo's boolean grounding.</summary>
internal static class ClosureRun
{
    public static void Go(CitySize size, bool withPeer)
    {
        var watch = Stopwatch.StartNew();
        var city = CityGenerator.Make(size);
        Measure.Say($"S1 {size.Flows} flows: made in {watch.ElapsedMilliseconds} ms");
        watch.Restart();
        var model = CityModel.Build(city);
        Measure.Say($"model built in {watch.ElapsedMilliseconds} ms");

        CensusResult census = new(0, 0);
        var runs = withPeer ? 7 : 3;
        var before = Measure.Processor();
        var (median, least) = Measure.Runs(runs, () => census = model.Census(threshold: 0));
        var processor = (Measure.Processor() - before) / (runs + 1);
        Measure.Say($"closure, every score above zero: median {median:F1} ms, least {least:F1} ms, {processor:F0} ms of processor time; {census.Facts} facts, {census.Findings} findings");
        Measure.Say($"peak memory so far {Measure.PeakMemory():F0} MiB");
        var exact = census.Facts;
        (median, least) = Measure.Runs(runs, () => census = model.Census(CityModel.DefaultThreshold));
        Measure.Say($"closure at threshold 0.05: median {median:F1} ms, least {least:F1} ms; {census.Facts} facts, {census.Findings} findings");
        Measure.Say($"peak memory {Measure.PeakMemory():F0} MiB");
        if (!withPeer)
            return;

        var path = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"city-{size.Flows}.lp"));
        Gringo.Write(path, model);
        var seconds = Enumerable.Range(0, 3).Select(_ => Gringo.Ground(path).TotalSeconds).Order().ToArray();
        var count = Gringo.Count(path);
        var (again, _) = Measure.Runs(7, () => model.Census(threshold: 0));
        Measure.Say($"gringo grounding: median {seconds[1]:F2} s, least {seconds[0]:F2} s; {count} facts, {(count == exact ? "the same number" : "DIFFERENT")}");
        Measure.Say($"ratio of medians {seconds[1] * 1000 / again:F0} (ours again {again:F1} ms)");
        File.Delete(path);
    }
}
