using System.Diagnostics;
using System.Globalization;
using SmartCityPia.Analysis.City;

namespace SmartCityPia.Benchmarks.Analysis;

/// <summary>The boolean part of the same question for the Debian package gringo: what each organisation reaches, without scores.</summary>
internal static class Gringo
{
    /// <summary>Writes the program: links through a pool per key (and domain), the encoding that suits a grounder best.</summary>
    public static void Write(string path, CityModel model)
    {
        using var file = new StreamWriter(path);
        Rules(file, model, "O,");
        foreach (var organisation in model.Organisations)
            file.WriteLine($"org({organisation}).");
        foreach (var holding in model.Holdings)
        {
            file.WriteLine(holding.Holder < 0 ? $"in(O,{holding.Id}) :- org(O)." : $"in({model.Organisations[holding.Holder]},{holding.Id}).");
            foreach (var column in holding.Content.Columns)
                file.WriteLine($"field({holding.Id},{Column(model, column)}).");
            foreach (var end in holding.Content.Ends)
                file.WriteLine($"end({holding.Id},k{end.Key},{Domain(model, end.Domain)}).");
        }

        file.WriteLine("has(O,X,A) :- in(O,X), field(X,A).");
        file.WriteLine("pool(O,K,D,A) :- has(O,X,A), end(X,K,D).");
        file.WriteLine("has(O,X,A) :- pool(O,K,D,A), end(X,K,D), in(O,X).");
        file.WriteLine("free(O,T,A) :- key(T), has(O,X,T), has(O,X,A).");
        file.WriteLine("has(O,X,A) :- free(O,T,A), has(O,X,T).");
    }

    /// <summary>Inferred keys and rules, for one organisation or, with a first argument, for each.</summary>
    public static void Rules(StreamWriter file, CityModel model, string organisation)
    {
        foreach (var key in model.Index.Keys.Where(k => k.IsInferred))
            file.WriteLine($"key({model.Types[key.Type]}).");
        foreach (var rule in model.Index.Rules)
            file.WriteLine($"has({organisation}X,{Column(model, rule.Conclusion)}) :- {string.Join(", ", rule.Premises.Select(p => $"has({organisation}X,{Column(model, p)})"))}.");
    }

    public static string Column(CityModel model, int column) => column < model.Types.Count ? model.Types[column] : FormattableString.Invariant($"c{column}");

    public static string Domain(CityModel model, int domain) => domain < 0 ? "none" : model.Index.Domains[domain];

    /// <summary>Wall time of grounding, output thrown away.</summary>
    public static TimeSpan Ground(string path)
    {
        var watch = Stopwatch.StartNew();
        Run($"gringo -o smodels {path} > /dev/null");
        return watch.Elapsed;
    }

    /// <summary>How many has/3 atoms over types it derives.</summary>
    public static long Count(string path) =>
        long.Parse(Run($"gringo --text {path} | grep -c '^has([^,]*,[^,]*,t'").Trim(), CultureInfo.InvariantCulture);

    public static string Run(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
