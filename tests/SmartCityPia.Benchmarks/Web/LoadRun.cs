using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using PdfSharp.Pdf.IO;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;

namespace SmartCityPia.Benchmarks.Web;

/// <summary>
/// Loads the application as a process of its own over real PostgreSQL, from this process over loopback, and prints the
/// table of docs/performance.md. Every figure stands beside that of a bare page of the same application (the glossary:
/// signed in, the same frame, no query) in the same run.
/// </summary>
internal static class LoadRun
{
    private const int Assessments = 10_000;
    private const int WarmUp = 40;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    private sealed record Line(string What, int? Queries, double P50, double P95, double PerSecond, long WorkingSet);

    public static async Task Go()
    {
        await using var app = new PiaApp();
        await app.StartAsync();
        Console.Error.WriteLine("Making 10,000 assessments, one of them with 100 risks and 300 flows …");
        var big = await Build.Big(app);
        await Fill(app);
        var risk = await app.Db(db => Task.FromResult(db.Risks.OrderBy(r => r.Id).First(r => r.OwnerId == big.Id).Id));

        using var running = await RunningApp.Start(app.ConnectionString);
        using var http = await running.SignedIn(TestCity.Officer.Email, TestCity.Password);
        using var own = await app.SignedIn(TestCity.Officer);
        var lines = new List<Line>();
        foreach (var (what, path) in new[]
        {
            ("bare Razor page (glossary)", "/glossary"),
            ("list of 10,000 assessments, first page", "/assessments"),
            ("… searched and sorted by name", "/assessments?q=crowd+7&sort=Name"),
            ("… page 300", "/assessments?p=300"),
            ("dashboard", "/"),
            ("open an assessment, 100 risks and 300 flows", $"/assessments/{big.Reference}"),
            ("its page of flows", $"/assessments/{big.Reference}/flows"),
            ("its page of risks", $"/assessments/{big.Reference}/risks"),
            ("one risk of it", $"/assessments/{big.Reference}/risks/{risk}"),
        })
        {
            var queries = (await app.Queries.During(async () => await own.Get(path))).Count;
            lines.Add(await Measure(running, what, queries, 4, async _ =>
            {
                using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
                if (answer.StatusCode != HttpStatusCode.OK)
                    throw new InvalidOperationException($"{path} answered {answer.StatusCode}.");
                await answer.Content.ReadAsByteArrayAsync();
            }));
        }
        lines.Add(await Saves(running, http, big));
        await ColdStarts(lines);
        Print(lines);
    }

    /// <summary>Posts a changed risk title again and again, each time with the version the page last gave out.</summary>
    private static async Task<Line> Saves(RunningApp running, HttpClient http, Assessment big)
    {
        var address = new Uri($"/assessments/{big.Reference}/purposes", UriKind.Relative);
        var page = await http.GetStringAsync(address);
        var token = RunningApp.Hidden(page, "__RequestVerificationToken");
        return await Measure(running, "save a row of it (100 risks, 300 flows)", null, 1, async n =>
        {
            using var answer = await http.PostAsync(address, new FormUrlEncodedContent(
            [
                new("Input.Name", string.Create(CultureInfo.InvariantCulture, $"Purpose of run {n}")), new("Input.Description", "Measured."),
                new("NewId", Guid.CreateVersion7().ToString()), new("__RequestVerificationToken", token),
            ]));
            if (answer.StatusCode != HttpStatusCode.Redirect)
                throw new InvalidOperationException($"Saving answered {answer.StatusCode}.");
        });
    }

    private static async Task<Line> Measure(RunningApp running, string what, int? queries, int clients, Func<int, Task> request)
    {
        for (var i = 0; i < WarmUp; i++)
            await request(i);
        var times = new List<double>[clients];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var own = times[client] = [];
            for (var i = 0; watch.Elapsed < Duration; i++)
            {
                var begin = Stopwatch.GetTimestamp();
                await request(WarmUp + i);
                own.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            }
        })));
        var all = times.SelectMany(t => t).Order().ToList();
        return new(what, queries, all[all.Count / 2], all[(int)(all.Count * 0.95)], all.Count / watch.Elapsed.TotalSeconds, running.WorkingSet);
    }

    private static async Task ColdStarts(List<Line> lines)
    {
        var directory = Path.Combine(Path.GetTempPath(), "pia-cold-" + Guid.CreateVersion7().ToString("N"));
        Directory.CreateDirectory(directory);
        try
        {
            foreach (var what in new[] { "cold start of `demo`, nothing there (initdb, migration, demo city)", "start of `demo`, city there" })
            {
                using var demo = await RunningApp.Start(null, directory);
                lines.Add(new(what, null, demo.StartedIn.TotalMilliseconds, double.NaN, double.NaN, demo.WorkingSet));
                if (lines[^2].What.StartsWith("cold", StringComparison.Ordinal))
                    lines.Add(await Report(demo));
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>The report of the demo city's Wi-Fi assessment: read from the database, laid out and written for every request.</summary>
    private static async Task<Line> Report(RunningApp demo)
    {
        using var http = await demo.SignedIn("officer@demo.example", "demo city 2026");
        var list = await http.GetStringAsync(new Uri("/assessments?q=Metro+Wi-Fi", UriKind.Relative));
        var reference = Regex.Match(list, @"PIA-\d+-\d+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        var path = new Uri($"/assessments/{reference}/versions/1/report.pdf", UriKind.Relative);
        using var pdf = PdfReader.Open(new MemoryStream(await http.GetByteArrayAsync(path)), PdfDocumentOpenMode.Import);
        return await Measure(demo, string.Create(CultureInfo.InvariantCulture, $"render a PDF of {pdf.PageCount} pages"), null, 1, async _ => await http.GetByteArrayAsync(path));
    }

    private static void Print(List<Line> lines)
    {
        var bare = lines[0].P50;
        Console.WriteLine("| what | queries | p50 ms | p95 ms | requests/s | × bare page | working set MiB |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var line in lines)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {line.What} | {line.Queries} | {line.P50:0.0} | {Number(line.P95)} | {Number(line.PerSecond)} | {line.P50 / bare:0.0} | {line.WorkingSet / 1024 / 1024} |"));
        }
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("0.0", CultureInfo.InvariantCulture);

    private static async Task Fill(PiaApp app)
    {
        var next = Build.Ids(app);
        for (var from = 2; from <= Assessments; from += 1000)
        {
            await Build.Add(app, [.. Enumerable.Range(from, Math.Min(1000, Assessments - from + 1)).SelectMany(i =>
            {
                var service = new Service { Id = next(), AgencyId = i % 3 == 0 ? TestCity.Transport : TestCity.Hall };
                var description = new ServiceDescription { Id = next(), OwnerId = service.Id, Revision = 1, Name = string.Create(CultureInfo.InvariantCulture, $"Crowd sensing {i}") };
                var assessment = new Assessment
                {
                    Id = next(), Reference = Assessment.FormatReference(2024, i), ServiceId = service.Id, DescriptionId = description.Id,
                    AgencyId = service.AgencyId, OwnerId = i % 2 == 0 ? TestCity.Officer.Id : TestCity.Colleague.Id, CreatedAt = TestCity.Start,
                };
                return (object[])[service, description, assessment];
            })]);
        }
    }
}
