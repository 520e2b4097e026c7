using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SmartCityPia.Analysis.Correlation;

namespace SmartCityPia.Benchmarks.Correlation;

/// <summary>S5: cheapest cuts, of random conclusions in the standard city and of planted hard ones, beside gringo and clasp.</summary>
internal static partial class CutRun
{
    private sealed record Task(CityModel Model, City City, CutTarget Target, List<CutOption> Options);

    public static void Go(CitySize size, int peers)
    {
        var city = CityGenerator.Make(size);
        var model = CityModel.Build(city);
        Report("random", [.. Random(city, model, 200)], peers);
        Report("planted", [.. Enumerable.Range(0, 50).Select(Planted)], 50);
    }

    private static void Report(string name, List<Task> tasks, int peers)
    {
        foreach (var task in tasks.Take(20))
            Solve(task);
        var times = new List<double>();
        var cuts = new List<CheapestCut>();
        foreach (var task in tasks)
        {
            var watch = Stopwatch.StartNew();
            cuts.Add(Solve(task));
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        Measure.Say($"S5 {name}: {tasks.Count} cuts, median {Measure.Percentile([.. times], 0.5):F2} ms, p95 {Measure.Percentile([.. times], 0.95):F2} ms, most {times.Max():F1} ms; {cuts.Count(c => c.IsPossible && c.IsProven)} proven, {cuts.Count(c => !c.IsPossible)} impossible, {cuts.Count(c => c.IsPossible && !c.IsProven)} open; median options {tasks.Select(t => t.Options.Count).Order().ElementAt(tasks.Count / 2)}");
        var peer = new List<double>();
        var ratios = new List<double>();
        var same = 0;
        for (var i = 0; i < tasks.Count && peer.Count < peers; i++)
        {
            if (!cuts[i].IsPossible || !cuts[i].IsProven)
                continue;
            var watch = Stopwatch.StartNew();
            var optimum = Peer(tasks[i]);
            peer.Add(watch.Elapsed.TotalMilliseconds);
            ratios.Add(peer[^1] / times[i]);
            if (optimum == cuts[i].Cost)
                same++;
            else
                Measure.Say($"DIFFERENT: task {i}, ours {cuts[i].Cost}, gringo and clasp {optimum}");
        }

        Measure.Say($"gringo and clasp on {peer.Count} of them: median {Measure.Percentile([.. peer], 0.5):F0} ms; the same optimum {same} times; median ratio {Measure.Percentile([.. ratios], 0.5):F0}");
    }

    private static CheapestCut Solve(Task task) =>
        task.Model.CheapestCut([task.Target], task.Options, threshold: 0, limit: TimeSpan.FromSeconds(1), alternatives: 1);

    /// <summary>An inferred attribute of a random organisation; any flow that reaches it may go for 1, any field of its own data for 2.</summary>
    private static IEnumerable<Task> Random(City city, CityModel model, int count)
    {
        var random = new Random(11);
        var from = city.Flows.ToDictionary(f => f.Id, f => f.From, StringComparer.Ordinal);
        for (var made = 0; made < count;)
        {
            var organisation = city.Organisations[random.Next(city.Organisations.Count)].Id;
            var findings = model.Findings([organisation], 0);
            if (findings.Count == 0)
                continue;
            var finding = findings[random.Next(findings.Count)];
            var flows = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var flow in city.Flows.Where(f => f.To == organisation))
            {
                for (var at = flow.Id; from.TryGetValue(at, out var above); at = above)
                    flows.Add(at);
            }

            var options = flows.Select(f => new CutOption(new CityEdit.DropFlow(f), 1)).ToList();
            foreach (var dataset in city.Datasets.Where(d => d.Holder == organisation || d.IsPublic))
                options.AddRange(dataset.Fields.Select(f => new CutOption(new CityEdit.RemoveField(dataset.Id, f.Type), 2)));
            made++;
            yield return new Task(model, city, new CutTarget([organisation], finding.Attribute, finding.Holding), options);
        }
    }

    /// <summary>Layers of types, each concluded from pairs of the layer before in three ways; base types come by two flows each.</summary>
    private static Task Planted(int seed)
    {
        var random = new Random(seed);
        const int width = 12;
        var layers = 3 + (seed % 3);
        static string Type(int layer, int at) => FormattableString.Invariant($"t{layer}x{at}");
        var rules = new List<CityRule>();
        for (var layer = 1; layer <= layers; layer++)
        {
            for (var at = 0; at < (layer == layers ? 1 : width); at++)
            {
                for (var way = 0; way < (layer == layers ? 6 : 3); way++)
                {
                    var first = random.Next(width);
                    var second = (first + 1 + random.Next(width - 1)) % width;
                    rules.Add(new CityRule(FormattableString.Invariant($"r{rules.Count}"), [Type(layer - 1, first), Type(layer - 1, second)], Type(layer, at), 0.9));
                }
            }
        }

        // One record at the target organisation through a link key that every copy carries and no option touches.
        var datasets = Enumerable.Range(0, width).Select(i => new CityDataset(FormattableString.Invariant($"s{i}"), "source", [new CityField("id", "d"), new CityField(Type(0, i))])).ToList();
        var flows = datasets.SelectMany((d, i) => Enumerable.Range(0, 2 + random.Next(2)).Select(k => new CityFlow(FormattableString.Invariant($"f{i}x{k}"), d.Id, "target"))).ToList();
        var city = new City
        {
            Organisations = [new("source"), new("target")],
            Datasets = datasets,
            Flows = flows,
            Rules = rules,
            Keys = [new CityKey("id", 0.99, SameDomain: true)],
        };
        var options = flows.Select(f => new CutOption(new CityEdit.DropFlow(f.Id), 1 + random.Next(5))).ToList();
        return new Task(CityModel.Build(city), city, new CutTarget(["target"], Type(layers, 0)), options);
    }

    /// <summary>The optimum by gringo and clasp, over the holdings of the one organisation that matters.</summary>
    private static double Peer(Task task)
    {
        var path = Path.Combine(Path.GetTempPath(), "cut.lp");
        using (var file = new StreamWriter(path))
        {
            var (city, model) = (task.City, task.Model);
            var actor = task.Target.Actor[0];
            var source = city.Flows.ToDictionary(f => f.Id, f => f.From, StringComparer.Ordinal);
            var held = city.Datasets.Where(d => d.IsPublic || d.Holder == actor).Select(d => d.Id).Concat(city.Flows.Where(f => f.To == actor).Select(f => f.Id)).ToList();
            var bound = city.Keys.Where(k => k.SameDomain).Select(k => k.Type).ToHashSet(StringComparer.Ordinal);
            foreach (var key in city.Keys.Where(k => !k.SameDomain))
                file.WriteLine($"key({key.Type}).");
            foreach (var rule in city.Rules)
                file.WriteLine($"has(X,{rule.Conclusion}) :- {string.Join(", ", rule.Premises.Select(p => $"has(X,{p})"))}.");
            var above = new HashSet<string>(held, StringComparer.Ordinal);
            foreach (var id in held)
            {
                for (var at = id; source.TryGetValue(at, out var up); at = up)
                {
                    if (above.Add(up) || at == id || above.Contains(at))
                        file.WriteLine($"from({at},{up}).");
                }

                foreach (var field in model.FieldsOf(id))
                {
                    file.WriteLine($"field({id},{field.Type}).");
                    if (field.Domain is not null && bound.Contains(field.Type))
                        file.WriteLine($"dom({id},{field.Type},{field.Domain}).");
                }
            }

            foreach (var option in task.Options)
            {
                file.WriteLine(option.Edit switch
                {
                    CityEdit.DropFlow e => string.Create(CultureInfo.InvariantCulture, $"{{gone({e.Flow})}}. price(gone({e.Flow}),{option.Cost}) :- gone({e.Flow})."),
                    CityEdit.RemoveField e => string.Create(CultureInfo.InvariantCulture, $"{{rem({e.Holding},{e.Type})}}. price(rem({e.Holding},{e.Type}),{option.Cost}) :- rem({e.Holding},{e.Type})."),
                    _ => "",
                });
            }

            // What goes with its source is not paid for: only chosen options carry a price, so the copies' state has a name of its own.
            file.WriteLine("out(X) :- gone(X). out(X) :- from(X,S), out(S).");
            file.WriteLine("cut(X,A) :- rem(X,A). cut(X,A) :- from(X,S), cut(S,A).");
            file.WriteLine("has(X,A) :- field(X,A), not out(X), not cut(X,A).");
            file.WriteLine("pool(T,D,A) :- has(X,A), dom(X,T,D), not out(X), not cut(X,T).");
            file.WriteLine("has(X,A) :- pool(T,D,A), dom(X,T,D), not out(X), not cut(X,T).");
            file.WriteLine("free(T,A) :- key(T), has(X,T), has(X,A).");
            file.WriteLine("has(X,A) :- free(T,A), has(X,T).");
            file.WriteLine(task.Target.Holding is null ? $":- has(X,{task.Target.Attribute})." : $":- has({task.Target.Holding},{task.Target.Attribute}).");
            file.WriteLine("#minimize{C,O : price(O,C)}. #show gone/1. #show rem/2.");
        }

        var output = Gringo.Run($"gringo {path} 2>/dev/null | clasp --opt-strategy=usc -q1 --time-limit=60 2>/dev/null");
        var optimum = Optimum().Match(output);
        return optimum.Success ? double.Parse(optimum.Groups["cost"].Value, CultureInfo.InvariantCulture) : double.NaN;
    }

    [GeneratedRegex(@"^Optimization : (?<cost>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Optimum();
}
