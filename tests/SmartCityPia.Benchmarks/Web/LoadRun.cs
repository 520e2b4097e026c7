using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PdfSharp.Pdf.IO;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Trail;
using SmartCityPia.LocalPostgres;
using SmartCityPia.TestSupport;

namespace SmartCityPia.Benchmarks.Web;

/// <summary>
/// Loads the application as a process of its own over a PostgreSQL with its own settings, from this process over loopback,
/// and prints the table of docs/performance.md. Every figure stands beside that of a bare page of the same application
/// (the glossary: signed in, the same frame, no query but the session's) in the same run.
/// </summary>
internal static class LoadRun
{
    private const int Assessments = 10_000;
    private const int Comments = 1_000;
    private const int Events = 5_000;
    private const int WarmUp = 40;
    private const int Clients = 4;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    /// <param name="PerSecond">NaN where it happens once.</param>
    private sealed record Line(string What, int? Queries, double P50, double P95, double PerSecond, long WorkingSet);

    private sealed record Place(string What, string Path);

    public static Task Go() => OverDurablePostgres(async (app, big) =>
    {
        var places = Places(big, await app.Db(db => db.Risks.OrderBy(r => r.Id).Where(r => r.OwnerId == big.Id).Select(r => r.Id).FirstAsync()));
        var lines = new List<Line>();
        var session = new CookieContainer();
        using (var running = await RunningApp.Start(Pooled(app)))
        {
            using var http = await running.SignedIn(TestCity.Officer.Email, TestCity.Password, session);
            using var own = await app.SignedIn(TestCity.Officer);
            foreach (var place in places)
            {
                await own.Get(place.Path);
                var queries = (await app.Queries.During(async () => await own.Get(place.Path))).Count;
                lines.Add(await Measure(running, place.What, queries, Clients, _ => Get(http, place.Path)));
            }
            foreach (var durable in new[] { true, false })
            {
                await Execute(app.ConnectionString, $"ALTER SYSTEM SET synchronous_commit = {(durable ? "on" : "off")}");
                await Execute(app.ConnectionString, "SELECT pg_reload_conf()");
                lines.Add(await Saves(app, running, http, big, durable ? "save a row of it, with its trail" : "… without waiting for the disk (synchronous_commit off)"));
            }
        }
        lines.AddRange(await Restart(app, session, places));
        await ColdStarts(lines);
        Print(lines);
    });

    /// <summary>Mixed load of four people; prints the memory of the application once a minute.</summary>
    /// <param name="perSecond">Requests of all four together, at most.</param>
    public static Task Soak(int minutes, int perSecond) => OverDurablePostgres(async (app, big) =>
    {
        var places = Places(big, await app.Db(db => db.Risks.OrderBy(r => r.Id).Where(r => r.OwnerId == big.Id).Select(r => r.Id).FirstAsync()));
        using var running = await RunningApp.Start(Pooled(app));
        using var http = await running.SignedIn(TestCity.Officer.Email, TestCity.Password);
        var watch = Stopwatch.StartNew();
        var (requests, next) = (0, 0);
        Console.WriteLine("| minute | requests | working set MiB |");
        Console.WriteLine("|---:|---:|---:|");
        for (var minute = 1; minute <= minutes; minute++)
        {
            var until = TimeSpan.FromMinutes(minute);
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
            {
                var save = client == 0 ? await Saving(http, big) : null;
                while (watch.Elapsed < until)
                {
                    var number = Interlocked.Increment(ref next);
                    if (TimeSpan.FromSeconds((double)number / perSecond) - watch.Elapsed is { Ticks: > 0 } early)
                        await Task.Delay(early);
                    // Every other request is about an assessment nobody has asked for lately.
                    var path = number % 2 == 0 ? places[number / 2 % places.Count].Path : $"/assessments/{Assessment.FormatReference(2024, 2 + (number * 7 % (Assessments - 2)))}";
                    await (save is not null && number % 5 == 0 ? save(number) : Get(http, path));
                    Interlocked.Increment(ref requests);
                }
            })));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {minute} | {requests} | {running.WorkingSet / 1024 / 1024} |"));
        }
    });

    /// <summary>Makes the city of the measurements, says where it is, and keeps it until the standard input ends: for profiles and query plans.</summary>
    public static Task Hold() => OverDurablePostgres(async (app, big) =>
    {
        Console.WriteLine($"{Pooled(app)}\n{big.Reference}");
        await Console.In.ReadToEndAsync();
    });

    private static List<Place> Places(Assessment big, Guid risk) =>
    [
        new("bare page (the glossary)", "/glossary"),
        new("list of 10,000 assessments, first page", "/assessments"),
        new("… page 300", "/assessments?p=300"),
        new("… searched by name, sorted", "/assessments?q=cröwd+7&sort=Name"),
        new("start page", "/"),
        new("an assessment of 100 risks, 300 flows, 1,000 comments", $"/assessments/{big.Reference}"),
        new("its datasets", $"/assessments/{big.Reference}/data"),
        new("its flows", $"/assessments/{big.Reference}/flows"),
        new("its findings", $"/assessments/{big.Reference}/findings"),
        new("its risks", $"/assessments/{big.Reference}/risks"),
        new("one risk of it", $"/assessments/{big.Reference}/risks/{risk}"),
        new("its comments", $"/assessments/{big.Reference}/comments"),
        new("its history", $"/assessments/{big.Reference}/history"),
    ];

    /// <summary>The city of the tests with 10,000 assessments, one of them large, in a private cluster that waits for the disk.</summary>
    private static async Task OverDurablePostgres(Func<PiaApp, Assessment, Task> work)
    {
        var directory = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"pia-load-{Guid.CreateVersion7():N}")).FullName;
        try
        {
            await using var postgres = await PrivateCluster.StartAsync(directory, new LocalPostgresOptions { MaxConnections = 100 });
            Environment.SetEnvironmentVariable("SMARTCITYPIA_TEST_DB", postgres.ConnectionString("postgres"));
            await using var app = new PiaApp();
            await app.StartAsync();
            Console.Error.WriteLine("Making 10,000 assessments, one of them with 100 risks, 300 flows, 1,000 comments and 5,000 events …");
            var big = await Build.Big(app);
            await Talk(app, big);
            await Fill(app);
            // What autovacuum does within minutes: without it no query is answered from an index alone.
            await Execute(app.ConnectionString, "VACUUM ANALYZE");
            await work(app, big);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>As a city states it. The tests connect anew for every query, which costs more than most queries.</summary>
    private static string Pooled(PiaApp app)
    {
        var given = new NpgsqlConnectionStringBuilder(app.ConnectionString);
        return new NpgsqlConnectionStringBuilder { Host = given.Host, Port = given.Port, Username = given.Username, Password = given.Password, Database = given.Database }.ConnectionString;
    }

    private static async Task Execute(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task Get(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"{path} answered {answer.StatusCode}.");
        await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task<Line> Saves(PiaApp app, RunningApp running, HttpClient http, Assessment big, string what)
    {
        using var own = await app.SignedIn(TestCity.Officer);
        var address = $"/assessments/{big.Reference}/purposes";
        var page = await own.Get(address);
        var queries = (await app.Queries.During(async () => await own.Submit(page, ("Input.Name", what), ("Input.Description", "Measured."), ("NewId", Guid.CreateVersion7().ToString())))).Count;
        return await Measure(running, what, queries, 1, await Saving(http, big));
    }

    /// <returns>Adds one row more each time it is called.</returns>
    private static async Task<Func<int, Task>> Saving(HttpClient http, Assessment big)
    {
        var address = new Uri($"/assessments/{big.Reference}/purposes", UriKind.Relative);
        var token = RunningApp.Hidden(await http.GetStringAsync(address), "__RequestVerificationToken");
        return async number =>
        {
            using var answer = await http.PostAsync(address, new FormUrlEncodedContent(
            [
                new("Input.Name", string.Create(CultureInfo.InvariantCulture, $"Purpose {number} of {Guid.CreateVersion7():N}")), new("Input.Description", "Measured."),
                new("NewId", Guid.CreateVersion7().ToString()), new("__RequestVerificationToken", token),
            ]));
            if (answer.StatusCode != HttpStatusCode.Redirect)
                throw new InvalidOperationException($"Saving answered {answer.StatusCode}.");
        };
    }

    /// <summary>The first page somebody opens after the application was started again, beside the same page when warm.</summary>
    private static async Task<List<Line>> Restart(PiaApp app, CookieContainer session, List<Place> places)
    {
        var lines = new List<Line>();
        foreach (var place in new[] { places[0], places[5] })
        {
            using var running = await RunningApp.Start(Pooled(app));
            using var http = running.Client(session);
            var begin = Stopwatch.GetTimestamp();
            await Get(http, place.Path);
            var first = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
            lines.Add(new($"first page after a restart: {place.What}", null, first, double.NaN, double.NaN, running.WorkingSet));
        }
        return lines;
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
        var bare = lines[0];
        Console.WriteLine("| what | queries | p50 ms | p95 ms | p95 × bare | requests/s | of the bare page | working set MiB |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var line in lines)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {line.What} | {line.Queries} | {line.P50:0.0} | {Number(line.P95)} | {Number(line.P95 / bare.P95)} | {Number(line.PerSecond)} | {Number(line.PerSecond / bare.PerSecond, "0.00")} | {line.WorkingSet / 1024 / 1024} |"));
        }
    }

    private static string Number(double value, string format = "0.0") => double.IsNaN(value) ? "" : value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A thousand comments in a hundred threads on its risks, and five thousand events.</summary>
    private static async Task Talk(PiaApp app, Assessment big)
    {
        var next = Build.Ids(app);
        var risks = await app.Db(db => db.Risks.Where(r => r.OwnerId == big.Id).Select(r => r.Id).ToListAsync());
        foreach (var risk in risks)
        {
            var thread = new CommentThread { Id = next(), OwnerId = big.Id, Step = Step.Risks, RowId = risk, About = "Risk" };
            await Build.Add(app, [thread, .. Enumerable.Range(0, Comments / risks.Count).Select(i => new Comment
            {
                Id = next(), OwnerId = big.Id, ThreadId = thread.Id, Text = string.Create(CultureInfo.InvariantCulture, $"Remark {i}"), AccountId = TestCity.Reviewer.Id, AccountName = TestCity.Reviewer.Name, At = app.Clock.GetUtcNow(),
            })]);
        }
        var present = await app.Db(db => db.AuditEvents.CountAsync(e => e.OwnerId == big.Id));
        for (var left = Events - present; left > 0; left -= 500)
        {
            await app.Db(db =>
            {
                db.AuditEvents.AddRange(Enumerable.Range(0, Math.Min(500, left)).Select(_ => new AuditEvent
                {
                    Id = next(),
                    At = app.Clock.GetUtcNow(),
                    AccountId = TestCity.Officer.Id,
                    AccountName = TestCity.Officer.Name,
                    Verb = AuditVerbs.Opened,
                    Subject = nameof(Assessment),
                    SubjectId = big.Id,
                    OwnerId = big.Id,
                    RequestId = "load",
                }));
                return db.SaveChangesAsync();
            });
        }
    }

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
