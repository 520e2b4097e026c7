using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using SmartCityPia.LocalPostgres;

namespace SmartCityPia.TestSupport;

/// <summary>
/// The PostgreSQL of one test run: the one that <c>SMARTCITYPIA_TEST_DB</c> names (the connection string of an account
/// that may create databases), else a private cluster under <c>.data/test</c>, which is kept between runs because making
/// it is what takes time.
/// </summary>
/// <remarks>
/// Started by the first test that needs it. A test assembly registers it with
/// <c>[assembly: AssemblyFixture(typeof(TestDatabaseServer))]</c>, so that it is stopped when the last test has ended.
/// </remarks>
public sealed class TestDatabaseServer : IAsyncDisposable
{
    private const string Prefix = "pia_test_";

    private static readonly Lock Gate = new();
    private static Task<TestDatabaseServer>? current;

    // Several machines may use one given server, so that a process number alone is not unique.
    private readonly string run = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}_{Guid.CreateVersion7().ToString("N")[^8..]}_");

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> templates = new(StringComparer.Ordinal);
    private PrivateCluster? cluster;
    private string administration = "";
    private int databases;

    /// <summary>The server of this run, started on first use.</summary>
    public static Task<TestDatabaseServer> CurrentAsync()
    {
        lock (Gate)
            return current ??= StartAsync();
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(administration)
    {
        Database = database,
        // Many classes run side by side and each has pools of its own.
        MaxPoolSize = 20,
        ConnectionIdleLifetime = 10,
        ConnectionPruningInterval = 5,
        IncludeErrorDetail = true,
    }.ConnectionString;

    /// <summary>Name of the database that <paramref name="migrate"/> made, once per run.</summary>
    internal Task<string> TemplateAsync(string template, Func<string, Task> migrate) =>
        templates.GetOrAdd(template, _ => new Lazy<Task<string>>(async () =>
        {
            var name = await CreateAsync("template0");
            await migrate(ConnectionString(name));
            await Data.RuntimeRole.GrantAsync(ConnectionString(name), RuntimeAccount.Name, CancellationToken.None);
            // A database with open connections cannot be copied.
            await using (var connection = new NpgsqlConnection(ConnectionString(name)))
                NpgsqlConnection.ClearPool(connection);
            await ExecuteAsync($"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
            await ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
            return name;
        })).Value;

    internal async Task<string> CreateAsync(string source)
    {
        var number = Interlocked.Increment(ref databases);
        var name = string.Create(CultureInfo.InvariantCulture, $"{run}{number}");
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {source}");
        return name;
    }

    internal Task DropAsync(string name) => ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    /// <summary>Drops what this run made and stops the cluster. Nothing happens when no test needed a database.</summary>
    public async ValueTask DisposeAsync()
    {
        Task<TestDatabaseServer>? running;
        lock (Gate)
            (running, current) = (current, null);
        if (running is null)
            return;

        // The fixture that the test framework makes is not the one that the tests share.
        var server = await running;
        await server.DropDatabasesAsync(server.run, static _ => true);
        NpgsqlConnection.ClearAllPools();
        if (server.cluster is not null)
            await server.cluster.DisposeAsync();
    }

    private static async Task<TestDatabaseServer> StartAsync()
    {
        var server = new TestDatabaseServer();
        if (Environment.GetEnvironmentVariable("SMARTCITYPIA_TEST_DB") is { Length: > 0 } given)
        {
            server.administration = new NpgsqlConnectionStringBuilder(given) { Pooling = false }.ConnectionString;
            await RuntimeAccount.EnsureAsync(server.administration, CancellationToken.None);
        }
        else
        {
            var directory = Path.Combine(Repository.Root, ".data", "test");
            server.cluster = await PrivateCluster.StartAsync(directory, new LocalPostgresOptions { Durable = false, MaxConnections = 300 });
            server.administration = server.cluster.ConnectionString("postgres");
            // Left by runs that were killed. Process numbers mean nothing on a server that other machines use too.
            await server.DropDatabasesAsync(Prefix, ofProcess => !File.Exists($"/proc/{ofProcess.ToString(CultureInfo.InvariantCulture)}/stat") && OperatingSystem.IsLinux());
        }
        return server;
    }

    private async Task DropDatabasesAsync(string prefix, Func<int, bool> which)
    {
        var names = new List<string>();
        await using (var source = NpgsqlDataSource.Create(administration))
        {
            await using var command = source.CreateCommand($"SELECT datname FROM pg_database WHERE starts_with(datname, '{prefix}')");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                names.Add(reader.GetString(0));
        }
        foreach (var name in names)
            if (int.TryParse(name[Prefix.Length..].Split('_')[0], CultureInfo.InvariantCulture, out var process) && which(process))
                await DropAsync(name);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(administration);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
