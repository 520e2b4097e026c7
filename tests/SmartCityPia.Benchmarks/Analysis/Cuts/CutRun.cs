using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Cuts;
using SmartCityPia.Analysis.Inference;

namespace SmartCityPia.Benchmarks.Analysis.Cuts;

/// <summary>S5: cheapest cuts, of random conclusions in the standard city and of planted hard ones, beside gringo and clasp.</summary>
internal static partial class CutRun
{
    private const int PeerSeconds = 30;

    private sealed record Task(CityModel Model, CityInput Input, CutTarget Target, List<CutOption> Options);

    /// <summary>Milliseconds, of the wall clock and of the processor.</summary>
    private readonly record struct Time(double Wall, double Processor);

    private sealed record Outcome(CheapestCut Cut, Time Ours, Time? Peer, bool IsSame, bool IsPeerDone);

    public static void Go(CitySize size, int peers)
    {
        var city = CityGenerator.Make(size);
        var model = CityModel.Build(city);
        List<Task> random = [.. Random(city, model, 200)];
        var all = Run("random", random, peers);
        all.AddRange(Run("planted", [.. Enumerable.Range(0, 50).Select(seed => Planted(seed, 12, 3 + (seed % 3)))], 50));
        Say("random and planted", all);
        foreach (var width in new[] { 24, 36, 48 })
            Run(FormattableString.Invariant($"harder, {width} wide"), [.. Enumerable.Range(0, 8).Select(seed => Planted(seed, width, 4 + (seed % 3)))], 8);
        foreach (var task in random.Take(3))
        {
            var peer = Peer(task, isWhole: true);
            var ours = Solve(task, out var time);
            Measure.Say($"S5, the peer given the whole city: {peer.Time.Wall:F0} ms, {peer.Time.Processor:F0} ms of processor time, optimum {peer.Optimum}; ours {time.Wall:F2} ms, {time.Processor:F2} ms of processor time, optimum {ours.Cost}; {peer.Time.Processor / time.Processor:F0} x");
        }
    }

    private static List<Outcome> Run(string name, List<Task> tasks, int peers)
    {
        foreach (var task in tasks.Take(20))
            Solve(task, out _);
        var outcomes = new List<Outcome>();
        foreach (var task in tasks)
        {
            var cut = Solve(task, out var ours);
            if (outcomes.Count >= peers)
            {
                outcomes.Add(new Outcome(cut, ours, null, false, false));
                continue;
            }

            var (optimum, isDone, time) = Peer(task, isWhole: false);
            outcomes.Add(new Outcome(cut, ours, time, isDone && cut.IsProven && optimum == cut.Cost, isDone));
            if (isDone && cut.IsProven ? optimum != cut.Cost : optimum < cut.LowerBound || (isDone && optimum > cut.Cost))
                Measure.Say($"DIFFERENT: {name} {outcomes.Count - 1}, ours {cut.LowerBound} to {cut.Cost}, gringo and clasp {optimum}");
        }

        Measure.Say($"S5 {name}: median options {tasks.Select(t => t.Options.Count).Order().ElementAt(tasks.Count / 2)}");
        Say(name, outcomes);
        return outcomes;
    }

    private static void Say(string name, List<Outcome> outcomes)
    {
        double[] wall = [.. outcomes.Select(o => o.Ours.Wall)];
        double[] processor = [.. outcomes.Select(o => o.Ours.Processor)];
        Measure.Say($"S5 {name}: {outcomes.Count} cuts, wall median {Measure.Percentile(wall, 0.5):F2} ms, p95 {Measure.Percentile(wall, 0.95):F2}, most {wall.Max():F1}; processor median {Measure.Percentile(processor, 0.5):F2} ms, p95 {Measure.Percentile(processor, 0.95):F2}, most {processor.Max():F1}; {outcomes.Count(o => o.Cut.IsPossible && o.Cut.IsProven)} proven, {outcomes.Count(o => !o.Cut.IsPossible)} impossible");
        foreach (var o in outcomes.Where(o => o.Cut.IsPossible && !o.Cut.IsProven))
            Measure.Say($"  open after {o.Ours.Wall:F0} ms: found {o.Cut.Cost}, bound {o.Cut.LowerBound}");
        var compared = outcomes.Where(o => o.Peer is not null).ToList();
        Measure.Say($"  gringo and clasp, given the actor's part, on {compared.Count}: wall median {Measure.Percentile([.. compared.Select(o => o.Peer!.Value.Wall)], 0.5):F0} ms, most {compared.Max(o => o.Peer!.Value.Wall):F0}; processor median {Measure.Percentile([.. compared.Select(o => o.Peer!.Value.Processor)], 0.5):F0} ms; {compared.Count(o => !o.IsPeerDone)} not done in {PeerSeconds} s; the same optimum {compared.Count(o => o.IsSame)} times; median ratio by wall {Measure.Percentile([.. compared.Select(o => o.Peer!.Value.Wall / o.Ours.Wall)], 0.5):F0}, by processor {Measure.Percentile([.. compared.Select(o => o.Peer!.Value.Processor / o.Ours.Processor)], 0.5):F0}");
    }

    /// <summary>With the least time of three runs, unless one takes long.</summary>
    private static CheapestCut Solve(Task task, out Time time)
    {
        time = new Time(double.MaxValue, double.MaxValue);
        for (var run = 0; ; run++)
        {
            var watch = Stopwatch.StartNew();
            var before = Measure.Thread();
            var cut = task.Model.CheapestCut([task.Target], task.Options, threshold: 0, limit: TimeSpan.FromSeconds(1), alternatives: 1);
            time = new Time(Math.Min(time.Wall, watch.Elapsed.TotalMilliseconds), Math.Min(time.Processor, Measure.Thread() - before));
            if (run == 2 || time.Wall > 300)
                return cut;
        }
    }

    /// <summary>An inferred attribute of a random organisation; any flow that reaches it may go for 1, any field of its own data for 2.</summary>
    private static IEnumerable<Task> Random(CityInput city, CityModel model, int count)
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
    private static Task Planted(int seed, int width, int layers)
    {
        var random = new Random(seed);
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
        var city = new CityInput
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

    /// <summary>
    /// The optimum by gringo and clasp, given the holdings of the one organisation that matters, or the whole city as we
    /// are, for which the facts carry the organisation too.
    /// </summary>
    private static (double Optimum, bool IsDone, Time Time) Peer(Task task, bool isWhole)
    {
        var path = Path.Combine(Path.GetTempPath(), "cut.lp");
        using (var file = new StreamWriter(path))
        {
            var (city, model) = (task.Input, task.Model);
            var actor = task.Target.Actor[0];
            var o = isWhole ? "O," : "";
            var inside = isWhole ? "in(O,X), " : "";
            var source = city.Flows.ToDictionary(f => f.Id, f => f.From, StringComparer.Ordinal);
            var held = city.Datasets.Where(d => isWhole || d.IsPublic || d.Holder == actor).Select(d => (d.Id, d.Holder))
                .Concat(city.Flows.Where(f => isWhole || f.To == actor).Select(f => (f.Id, (string?)f.To))).ToList();
            Gringo.Rules(file, model, o);
            if (isWhole)
            {
                foreach (var organisation in model.Organisations)
                    file.WriteLine($"org({organisation}).");
            }

            var above = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (id, holder) in held)
            {
                if (isWhole)
                    file.WriteLine(holder is null ? $"in(O,{id}) :- org(O)." : $"in({holder},{id}).");
                for (var at = id; above.Add(at) && source.TryGetValue(at, out var up); at = up)
                    file.WriteLine($"from({at},{up}).");
                Given(file, model, id);
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
            file.WriteLine($"has({o}X,A) :- {inside}field(X,A,F), not out(X), not cut(X,F).");
            file.WriteLine($"has({o}X,A) :- {inside}field(X,A,F,S), not out(X), not cut(X,F), not cut(X,S).");
            file.WriteLine("join(X,K,D) :- end(X,K,D,F), not out(X), not cut(X,F).");
            file.WriteLine($"pool({o}K,D,A) :- has({o}X,A), join(X,K,D).");
            file.WriteLine($"has({o}X,A) :- {inside}pool({o}K,D,A), join(X,K,D).");
            file.WriteLine($"free({o}T,A) :- key(T), has({o}X,T), has({o}X,A).");
            file.WriteLine($"has({o}X,A) :- free({o}T,A), has({o}X,T).");
            file.WriteLine($":- has({(isWhole ? actor + "," : "")}{task.Target.Holding ?? "X"},{task.Target.Attribute}).");
            file.WriteLine("#minimize{C,O : price(O,C)}. #show gone/1. #show rem/2.");
        }

        var watch = Stopwatch.StartNew();
        var output = Gringo.Run(FormattableString.Invariant($"gringo {path} 2>/dev/null | clasp --opt-strategy=usc -q1 --time-limit={PeerSeconds} 2>/dev/null; times"));
        var wall = watch.Elapsed.TotalMilliseconds;

        // The shell's last line is the processor time of what it ran, as a user and for the system.
        var processor = Children().Matches(output)[^1].Groups;
        double Spent(string part) => 1000 * ((60 * double.Parse(processor[part + "m"].Value, CultureInfo.InvariantCulture)) + double.Parse(processor[part + "s"].Value, CultureInfo.InvariantCulture));
        var optimum = Optimum().Match(output);
        return (
            optimum.Success ? double.Parse(optimum.Groups["cost"].Value, CultureInfo.InvariantCulture) : double.NaN,
            output.Contains("OPTIMUM FOUND", StringComparison.Ordinal),
            new Time(wall, Spent("u") + Spent("s")));
    }

    /// <summary>What a holding gives, each with the field that gives it and, where a span is asked for, one that carries it.</summary>
    private static void Given(StreamWriter file, CityModel model, string id)
    {
        var index = model.Index;
        var settled = SettledFields.Of(index, model.Holdings[model.HoldingNumber(id)].Content);
        for (var f = 0; f < settled.Fields.Length; f++)
        {
            var field = settled.Fields[f];
            var type = model.Types[field.Type];
            if (field.IsOpen)
                file.WriteLine($"field({id},{type},{type}).");
            foreach (var c in index.ConditionsOfType[field.Type].Where(c => settled.Meets(index.Conditions[c], f)))
            {
                var column = Gringo.Column(model, model.Types.Count + c);
                if (index.Conditions[c].Span <= 0)
                    file.WriteLine($"field({id},{column},{type}).");
                foreach (var carrier in settled.Fields.Where(s => index.Conditions[c].Span > 0 && index.IsCode[s.Type] && s.IsFollowed && s.Days >= index.Conditions[c].Span))
                    file.WriteLine($"field({id},{column},{type},{model.Types[carrier.Type]}).");
            }

            foreach (var k in index.KeysOfType[field.Type].Where(k => settled.Meets(index.Keys[k].Condition!, f) && field.Form != CityForm.Encrypted && (field.Domain >= 0 || !index.Keys[k].SameDomain)))
                file.WriteLine($"end({id},k{k},{Gringo.Domain(model, index.Keys[k].SameDomain ? field.Domain : -1)},{type}).");
        }
    }

    [GeneratedRegex(@"^Optimization : (?<cost>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Optimum();

    [GeneratedRegex(@"^(?<um>\d+)m(?<us>[\d.]+)s (?<sm>\d+)m(?<ss>[\d.]+)s", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Children();
}
