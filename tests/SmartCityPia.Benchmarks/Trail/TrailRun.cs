using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Data.Trail;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Trail;
using SmartCityPia.LocalPostgres;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Benchmarks.Trail;

/// <summary>
/// What the chain costs per write: the same saves (one row, its event, one transaction) in two databases of one private
/// PostgreSQL, one of them with the chain's trigger switched off, turn by turn.
/// </summary>
internal static class TrailRun
{
    private const int Rounds = 5;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(3);

    public static async Task Go()
    {
        Console.WriteLine("| commits reach the disk | writers | without chain, saves/s | with chain, saves/s | ratio | without, p50 / p95 ms | with, p50 / p95 ms |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var durable in new[] { true, false })
        {
            var directory = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"pia-trail-{Guid.CreateVersion7():N}")).FullName;
            try
            {
                await using var postgres = await PrivateCluster.StartAsync(directory, new LocalPostgresOptions { Durable = durable });
                var bare = await Database(postgres, "bare", chained: false);
                var chained = await Database(postgres, "chained", chained: true);
                foreach (var writers in new[] { 1, 8 })
                {
                    // Once before it counts: pools, plans, files.
                    await Save(bare, writers);
                    await Save(chained, writers);
                    List<double> without = [], with = [];
                    for (var round = 0; round < Rounds; round++)
                    {
                        without.AddRange(await Save(bare, writers));
                        with.AddRange(await Save(chained, writers));
                    }
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"| {(durable ? "yes" : "no")} | {writers} | {PerSecond(without):0} | {PerSecond(with):0} | {PerSecond(with) / PerSecond(without):0.00} | {At(without, .5):0.00} / {At(without, .95):0.00} | {At(with, .5):0.00} / {At(with, .95):0.00} |"));
                }
                await Read(chained);
                await Verify(chained);
                NpgsqlConnection.ClearAllPools();
            }
            finally
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    /// <returns>The time of each save in milliseconds.</returns>
    private static async Task<List<double>> Save(string connectionString, int writers)
    {
        var end = Stopwatch.GetTimestamp() + (long)(Turn.TotalSeconds * Stopwatch.Frequency);
        var times = await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            while (Stopwatch.GetTimestamp() < end)
            {
                await using var db = TestCity.Open(connectionString);
                db.Add(new Organisation { Id = Guid.CreateVersion7(), Name = Guid.CreateVersion7().ToString(), Kind = OrganisationKind.Supplier });
                var start = Stopwatch.GetTimestamp();
                await db.SaveAsync(TestCity.Actor, CancellationToken.None, "Measured");
                own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            return own;
        })));
        return [.. times.SelectMany(t => t)];
    }

    /// <summary>What the first opening of a thing costs its page; for a quarter of an hour after it nothing.</summary>
    private static async Task Read(string connectionString)
    {
        var log = new ViewLog(NullLogger<ViewLog>.Instance);
        var times = new List<double>();
        for (var i = 0; i < 2000; i++)
        {
            await using var db = TestCity.Open(connectionString);
            var start = Stopwatch.GetTimestamp();
            await log.Note(db, TestCity.Actor, new(AuditVerbs.Opened, "Assessment", Guid.CreateVersion7(), null));
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Noting a reading: p50 {At(times, .5):0.00} ms, p95 {At(times, .95):0.00} ms."));
    }

    private static async Task Verify(string connectionString)
    {
        await using var db = TestCity.Open(connectionString);
        var (before, watch) = (GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
        var result = await new CheckTrail(db, TimeProvider.System).Handle(null, null, CancellationToken.None);
        if (result.Fault is not null)
            throw new InvalidOperationException($"The chain broke: {result}");
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Checked {result.Events} events in {watch.Elapsed.TotalSeconds:0.0} s ({result.Events / watch.Elapsed.TotalSeconds:0}/s), {(GC.GetTotalAllocatedBytes() - before) / result.Events} bytes allocated per event, heap {GC.GetTotalMemory(forceFullCollection: true) / 1048576} MiB after."));
    }

    private static async Task<string> Database(PrivateCluster postgres, string name, bool chained)
    {
        await using (var source = NpgsqlDataSource.Create(postgres.ConnectionString("postgres")))
        {
            await using var create = source.CreateCommand($"CREATE DATABASE {name}");
            await create.ExecuteNonQueryAsync();
        }
        var connectionString = postgres.ConnectionString(name);
        await using var db = TestCity.Open(connectionString);
        await db.Database.MigrateAsync();
        if (!chained)
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE audit_events DISABLE TRIGGER audit_chain");
        return connectionString;
    }

    private static double PerSecond(List<double> times) => times.Count / (Rounds * Turn.TotalSeconds);

    private static double At(List<double> times, double quantile)
    {
        times.Sort();
        return times[(int)(quantile * (times.Count - 1))];
    }
}
