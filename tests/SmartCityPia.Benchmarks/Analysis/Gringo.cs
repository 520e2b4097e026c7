using System.Diagnostics;
using System.Globalization;
using SmartCityPia.Analysis.City;

namespace SmartCityPia.Benchmarks.Analysis;

/// <summary>The boolean part of the same question for the Debian package gringo: what each organisation reaches, without scores.</summary>
internal static class Gringo
{
    /// <summary>Writes the program: links through a pool per key (and domain), the encoding that suits a grounder best.</summary>
    public static void Write(string path, CityModel model, CityInput city)
    {
        using var file = new StreamWriter(path);
        var bound = city.Keys.Where(k => k.SameDomain).Select(k => k.Type).ToHashSet(StringComparer.Ordinal);
        foreach (var key in city.Keys.Where(k => !k.SameDomain))
            file.WriteLine($"key({key.Type}).");
        foreach (var rule in city.Rules)
            file.WriteLine($"has(O,X,{rule.Conclusion}) :- {string.Join(", ", rule.Premises.Select(p => $"has(O,X,{p.Type})"))}.");
        foreach (var organisation in model.Organisations)
            file.WriteLine($"org({organisation}).");
        foreach (var (id, holder) in city.Datasets.Select(d => (d.Id, d.Holder)).Concat(city.Flows.Select(f => (f.Id, (string?)f.To))))
        {
            file.WriteLine(holder is null ? $"in(O,{id}) :- org(O)." : $"in({holder},{id}).");
            foreach (var field in model.FieldsOf(id))
            {
                file.WriteLine($"field({id},{field.Type}).");
                if (field.Domain is not null && bound.Contains(field.Type))
                    file.WriteLine($"dom({id},{field.Type},{field.Domain}).");
            }
        }

        file.WriteLine("has(O,X,A) :- in(O,X), field(X,A).");
        file.WriteLine("pool(O,T,D,A) :- has(O,X,A), dom(X,T,D).");
        file.WriteLine("has(O,X,A) :- pool(O,T,D,A), dom(X,T,D), in(O,X).");
        file.WriteLine("free(O,T,A) :- key(T), has(O,X,T), has(O,X,A).");
        file.WriteLine("has(O,X,A) :- free(O,T,A), has(O,X,T).");
    }

    /// <summary>Wall time of grounding, output thrown away.</summary>
    public static TimeSpan Ground(string path)
    {
        var watch = Stopwatch.StartNew();
        Run($"gringo -o smodels {path} > /dev/null");
        return watch.Elapsed;
    }

    /// <summary>How many has/3 atoms it derives.</summary>
    public static long Count(string path) =>
        long.Parse(Run($"gringo --text {path} | grep -c '^has('").Trim(), CultureInfo.InvariantCulture);

    public static string Run(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
