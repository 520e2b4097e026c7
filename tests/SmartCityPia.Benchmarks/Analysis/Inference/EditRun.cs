using System.Diagnostics;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;

namespace SmartCityPia.Benchmarks.Analysis.Inference;

/// <summary>S2: one edit and its way back, at random and at the worst hub, checked against full runs; S3: rank all flows.</summary>
internal static class EditRun
{
    public static void Edits(CitySize size)
    {
        var city = CityGenerator.Make(size);
        var model = CityModel.Build(city);
        var watch = Stopwatch.StartNew();
        var live = new LiveCity(model, 0);
        Measure.Say($"S2: all closures held after {watch.ElapsedMilliseconds} ms, peak memory {Measure.PeakMemory():F0} MiB");
        var random = new Random(7);
        var wrong = 0;
        var checks = 0;

        // Warm-up, then the measured edits; each third of another kind.
        for (var i = 0; i < 300; i++)
            Pair(i);
        var there = new List<double>();
        var back = new List<double>();
        for (var i = 0; i < 2000; i++)
        {
            var (edited, restored) = Pair(i, check: i % 20 == 0);
            there.Add(edited);
            back.Add(restored);
        }

        foreach (var (name, kind) in new[] { ("flow", 0), ("field", 1), ("control", 2) })
        {
            double[] times = [.. there.Concat(back).Where((_, i) => i % 2000 % 3 == kind)];
            Measure.Say($"  {name}: median {Measure.Percentile(times, 0.5) * 1000:F0} us, p99 {Measure.Percentile(times, 0.99) * 1000:F0} us");
        }

        foreach (var (name, times) in new[] { ("taken away", there), ("put back", back) })
            Measure.Say($"2000 edits, {name}: median {Measure.Percentile([.. times], 0.5) * 1000:F0} us, p99 {Measure.Percentile([.. times], 0.99) * 1000:F0} us, most {times.Max():F2} ms");

        var copies = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var flow in city.Flows)
            copies[flow.From] = copies.GetValueOrDefault(flow.From) + 1;
        var hub = copies.Where(c => city.Datasets.All(d => d.Id != c.Key || d.Holder is not null)).MaxBy(c => c.Value);
        var flowHub = copies.Where(c => c.Key[0] == 'f').MaxBy(c => c.Value);
        foreach (var worst in new[] { hub, flowHub })
        {
            var time = Timed(() => live.Drop(worst.Key));
            Check();
            var again = Timed(() => live.Restore(worst.Key));
            Check();
            Measure.Say($"worst hub {worst.Key} with {worst.Value} copies: taken away {time:F2} ms, put back {again:F2} ms");
        }

        var open = city.Datasets.First(d => d.IsPublic);
        Measure.Say($"a public dataset, all organisations: taken away {Timed(() => live.Drop(open.Id)):F2} ms, put back {Timed(() => live.Restore(open.Id)):F2} ms");
        Check();
        Measure.Say($"{checks} comparisons of all organisations with full runs, {wrong} differed");

        (double, double) Pair(int i, bool check = false)
        {
            Action edit, undo;
            if (i % 3 == 0)
            {
                var flow = city.Flows[random.Next(city.Flows.Count)].Id;
                (edit, undo) = (() => live.Drop(flow), () => live.Restore(flow));
            }
            else
            {
                var at = random.Next(city.Datasets.Count + city.Flows.Count);
                var holding = at < city.Datasets.Count ? city.Datasets[at].Id : city.Flows[at - city.Datasets.Count].Id;
                if (at < city.Datasets.Count && city.Datasets[at].IsPublic)
                    holding = city.Flows[0].Id;
                var fields = model.FieldsOf(holding);
                var control = i % 3 == 1 && fields.Count > 0
                    ? new CityControl("cut", [new CityEffect.Remove(fields[random.Next(fields.Count)].Type)])
                    : city.Controls[random.Next(city.Controls.Count)];
                (edit, undo) = (() => live.Apply(holding, control), () => live.Withdraw(holding, control));
            }

            var time = Timed(edit);
            if (check)
                Check();
            var again = Timed(undo);
            if (check && i % 200 == 0)
                Check();
            return (time, again);
        }

        void Check()
        {
            checks++;
            if (!live.EqualsFullRun())
                wrong++;
        }
    }

    public static void Ranking(CitySize size)
    {
        var model = CityModel.Build(CityGenerator.Make(size));
        IReadOnlyList<Blame> ranking = [];
        var (median, least) = Measure.Runs(5, () => ranking = model.RankFlows());
        Measure.Say($"S3: {ranking.Count} flows ranked: median {median:F0} ms, least {least:F0} ms; first {ranking[0].Id} with {ranking[0].Vanishing} findings, {ranking.Count(b => b.Vanishing > 0)} reveal something");
        (median, least) = Measure.Runs(5, () => model.RankOrganisations());
        Measure.Say($"organisations ranked: median {median:F0} ms, least {least:F0} ms");
    }

    private static double Timed(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }
}
