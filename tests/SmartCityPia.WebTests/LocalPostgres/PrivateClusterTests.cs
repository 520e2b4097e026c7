using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using SmartCityPia.LocalPostgres;
using Xunit;

namespace SmartCityPia.WebTests.LocalPostgres;

/// <summary>Real clusters in separate directories. Not durable, because the disk isn't under test.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PrivateClusterTests : IDisposable
{
    private static readonly LocalPostgresOptions Fast = new() { Durable = false };

    // Not Directory.CreateTempSubdirectory: its directory is closed to PostgreSQL's account when the tests run as root.
    private readonly string root = Path.Combine(Path.GetTempPath(), "smartcitypia-" + Guid.CreateVersion7().ToString("N"));

    public PrivateClusterTests() => Directory.CreateDirectory(root);

    public void Dispose() => Directory.Delete(root, recursive: true);

    private string Data => Path.Combine(root, "data");

    private string PidFile => Path.Combine(Data, "cluster", "postmaster.pid");

    [Fact]
    public async Task Start_EmptyDirectory_MakesAnIcuClusterWithChecksumsOnLoopbackOnly()
    {
        await using var postgres = await PrivateCluster.StartAsync(Data, Fast);

        Assert.Equal(["i", "UTF8", "on", "127.0.0.1", "", "scram-sha-256"], await ColumnAsync(postgres, """
            SELECT datlocprovider::text FROM pg_database WHERE datname = 'template1'
            UNION ALL SELECT current_setting('server_encoding')
            UNION ALL SELECT current_setting('data_checksums')
            UNION ALL SELECT current_setting('listen_addresses')
            UNION ALL SELECT current_setting('unix_socket_directories')
            UNION ALL SELECT DISTINCT auth_method FROM pg_hba_file_rules
            """));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Data, "password")));
    }

    [Fact]
    public async Task Start_DefaultOptions_IsDurable()
    {
        await using var postgres = await PrivateCluster.StartAsync(Data);

        Assert.Equal(["on", "on", "on"], await ColumnAsync(postgres,
            "SELECT setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')"));
    }

    [Fact]
    public async Task Start_WrongPassword_IsRefused()
    {
        await using var postgres = await PrivateCluster.StartAsync(Data, Fast);

        var connectionString = new NpgsqlConnectionStringBuilder(postgres.ConnectionString("postgres")) { Password = "guess", Pooling = false };
        await using var connection = new NpgsqlConnection(connectionString.ConnectionString);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task Start_AnyAccount_ServerDoesNotRunAsRoot()
    {
        await using var postgres = await PrivateCluster.StartAsync(Data, Fast);

        var uid = (await File.ReadAllLinesAsync($"/proc/{Text(postgres.ProcessId)}/status")).Single(l => l.StartsWith("Uid:", StringComparison.Ordinal));
        Assert.DoesNotContain("0", uid.Split('\t')[1..]);
    }

    [Fact]
    public async Task Dispose_OnlyUser_StopsTheServer()
    {
        var postgres = await PrivateCluster.StartAsync(Data, Fast);
        Assert.True(IsAlive(postgres.ProcessId));

        await postgres.DisposeAsync();
        await postgres.DisposeAsync();

        Assert.False(IsAlive(postgres.ProcessId));
        Assert.False(File.Exists(PidFile));
    }

    [Fact]
    public async Task Start_AfterDispose_KeepsTheData()
    {
        await using (var first = await PrivateCluster.StartAsync(Data, Fast))
            await ExecuteAsync(first, "CREATE TABLE kept AS SELECT 'Grüße, Ελλάδα' AS word");

        await using var second = await PrivateCluster.StartAsync(Data, Fast);

        Assert.Equal(["Grüße, Ελλάδα"], await ColumnAsync(second, "SELECT word FROM kept"));
    }

    [Fact]
    public async Task Start_AfterServerWasKilled_RecoversTheData()
    {
        await using var first = await PrivateCluster.StartAsync(Data);
        await ExecuteAsync(first, "CREATE TABLE kept AS SELECT 'yes' AS word");
        await KillAsync(first.ProcessId);
        Assert.True(File.Exists(PidFile));

        await using var second = await PrivateCluster.StartAsync(Data);

        Assert.NotEqual(first.ProcessId, second.ProcessId);
        Assert.Equal(["yes"], await ColumnAsync(second, "SELECT word FROM kept"));
    }

    [Fact]
    public async Task EnsureRunning_ServerWasKilled_IsBackUnderTheSameConnectionString()
    {
        await using var postgres = await PrivateCluster.StartAsync(Data, Fast);
        var (before, connectionString) = (postgres.ProcessId, postgres.ConnectionString("postgres"));
        await postgres.EnsureRunningAsync();
        Assert.Equal(before, postgres.ProcessId);
        await KillAsync(postgres.ProcessId);

        await postgres.EnsureRunningAsync();

        Assert.NotEqual(before, postgres.ProcessId);
        Assert.Equal(connectionString, postgres.ConnectionString("postgres"));
        Assert.Equal(["1"], await ColumnAsync(postgres, "SELECT '1'"));
    }

    [Fact]
    public async Task Start_LastPortWasTaken_UsesAnother()
    {
        int port;
        await using (var first = await PrivateCluster.StartAsync(Data, Fast))
            port = first.Port;
        using var squatter = new TcpListener(IPAddress.Loopback, port);
        squatter.Start();

        await using var second = await PrivateCluster.StartAsync(Data, Fast);

        Assert.NotEqual(port, second.Port);
    }

    [Fact]
    public async Task Start_ServerLeftByAKilledProgram_IsAdoptedAndStoppedAtTheEnd()
    {
        var leftOver = await LeaveServerRunningAsync();

        var postgres = await PrivateCluster.StartAsync(Data, Fast);
        Assert.Equal(leftOver, postgres.ProcessId);
        Assert.Equal(["1"], await ColumnAsync(postgres, "SELECT '1'"));
        await postgres.DisposeAsync();

        Assert.False(IsAlive(leftOver));
    }

    [Fact]
    public async Task Start_WhileAnotherProgramUsesTheDirectory_SharesItsServerUntilTheLastOneEnds()
    {
        var both = await Task.WhenAll(PrivateCluster.StartAsync(Data, Fast), PrivateCluster.StartAsync(Data, Fast));
        Assert.Equal(both[0].ProcessId, both[1].ProcessId);

        await both[0].DisposeAsync();
        Assert.Equal(["1"], await ColumnAsync(both[1], "SELECT '1'"));

        await both[1].DisposeAsync();
        Assert.False(IsAlive(both[1].ProcessId));
    }

    [Fact]
    public async Task Start_TwoDirectories_AreTwoServers()
    {
        var both = await Task.WhenAll(PrivateCluster.StartAsync(Data, Fast), PrivateCluster.StartAsync(Data + "2", Fast));
        await using var first = both[0];
        await using var second = both[1];

        Assert.NotEqual(first.Port, second.Port);
        Assert.NotEqual(first.ProcessId, second.ProcessId);
    }

    [Theory]
    [InlineData("dead")]
    [InlineData("someone else")]
    [InlineData("garbage")]
    public async Task Start_StalePidFile_StartsAnyway(string owner)
    {
        await using (await PrivateCluster.StartAsync(Data, Fast)) { }
        var process = owner switch
        {
            "dead" => Text(await DeadProcessAsync()),
            "someone else" => Text(Environment.ProcessId),
            _ => "\0\0\0",
        };
        await File.WriteAllTextAsync(PidFile, $"{process}\n{Path.Combine(Data, "cluster")}\n1700000000\n5432\n\n127.0.0.1\n  1234567         0\nready   \n");

        await using var postgres = await PrivateCluster.StartAsync(Data, Fast);

        Assert.Equal(["1"], await ColumnAsync(postgres, "SELECT '1'"));
    }

    [Fact]
    public async Task Start_CopyOfARunningCluster_DoesNotAdoptTheOriginal()
    {
        await using var original = await PrivateCluster.StartAsync(Data, Fast);
        await RunAsync("cp", "-a", Data, Data + "2");

        await using var copy = await PrivateCluster.StartAsync(Data + "2", Fast);

        Assert.NotEqual(original.ProcessId, copy.ProcessId);
        Assert.Equal([Data + "2/cluster"], await ColumnAsync(copy, "SHOW data_directory"));
    }

    [Fact]
    public async Task Start_ThroughASymbolicLink_IsTheSameCluster()
    {
        await using var direct = await PrivateCluster.StartAsync(Data, Fast);
        Directory.CreateSymbolicLink(Path.Combine(root, "link"), root);

        await using var linked = await PrivateCluster.StartAsync(Path.Combine(root, "link", "data"), Fast);

        Assert.Equal(direct.ProcessId, linked.ProcessId);
    }

    [Fact]
    public async Task Start_MakingTheClusterWasInterrupted_BeginsAgain()
    {
        Directory.CreateDirectory(Path.Combine(Data, "cluster.unfinished", "base"));

        await using var postgres = await PrivateCluster.StartAsync(Data, Fast);

        Assert.Equal(["1"], await ColumnAsync(postgres, "SELECT '1'"));
    }

    [Fact]
    public async Task Start_DataOfAnotherMajorVersion_SaysWhichToInstall()
    {
        await using (await PrivateCluster.StartAsync(Data, Fast)) { }
        await File.WriteAllTextAsync(Path.Combine(Data, "cluster", "PG_VERSION"), "12\n");

        var error = await Assert.ThrowsAsync<LocalPostgresException>(() => PrivateCluster.StartAsync(Data, Fast));

        Assert.Contains("was made by PostgreSQL 12, but only PostgreSQL", error.Message, StringComparison.Ordinal);
        Assert.Contains("install PostgreSQL 12", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoBinaries_SaysWhatToDo()
    {
        var error = await Assert.ThrowsAsync<LocalPostgresException>(
            () => PrivateCluster.StartAsync(Data, Fast with { BinaryDirectories = [root] }));

        Assert.Contains("apt-get install postgresql", error.Message, StringComparison.Ordinal);
        Assert.Contains("dnf install", error.Message, StringComparison.Ordinal);
        Assert.Contains("brew install", error.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__Pia", error.Message, StringComparison.Ordinal);
        Assert.Contains("docker compose up", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Data, "cluster")));
    }

    [Fact]
    public async Task Start_BinariesTooOld_SaysWhichVersionIsNeeded()
    {
        var error = await Assert.ThrowsAsync<LocalPostgresException>(
            () => PrivateCluster.StartAsync(Data, Fast with { BinaryDirectories = [PretendBinaries("13.9", "true")] }));

        Assert.Contains("PostgreSQL 15 or newer is needed, but only PostgreSQL 13 is installed", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("initdb: error: could not write file: No space left on device")]
    [InlineData("HINT:  Check free disk space.")]
    public async Task Start_DiskFullWhileMakingTheCluster_SaysSoAndCanBeTriedAgain(string said)
    {
        var full = PretendBinaries("17.1", $"echo '{said}' >&2; exit 1");
        var error = await Assert.ThrowsAsync<LocalPostgresException>(
            () => PrivateCluster.StartAsync(Data, Fast with { BinaryDirectories = [full] }));
        Assert.Contains("disk is full", error.Message, StringComparison.Ordinal);

        await using var postgres = await PrivateCluster.StartAsync(Data, Fast);
        Assert.Equal(["1"], await ColumnAsync(postgres, "SELECT '1'"));
    }

    [Fact]
    public async Task Start_DirectoryNotWritable_SaysSo()
    {
        var error = await Assert.ThrowsAsync<LocalPostgresException>(() => PrivateCluster.StartAsync("/proc/smartcitypia", Fast));

        Assert.Contains("/proc/smartcitypia cannot be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PasswordFileLost_SaysWhichFile()
    {
        await using (await PrivateCluster.StartAsync(Data, Fast)) { }
        File.Delete(Path.Combine(Data, "password"));

        var error = await Assert.ThrowsAsync<LocalPostgresException>(() => PrivateCluster.StartAsync(Data, Fast));

        Assert.Contains(Path.Combine(Data, "password"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ClosedDirectory_KeepsTheDataWhereTheServerCanReachIt()
    {
        File.SetUnixFileMode(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await using var postgres = await PrivateCluster.StartAsync(Data, Fast);

        // If run by root, the cluster belongs to another account that can't enter; other users run it as themselves.
        if (Environment.IsPrivilegedProcess)
        {
            Assert.StartsWith("/var/lib/smartcitypia/", postgres.DataDirectory, StringComparison.Ordinal);
            await postgres.DisposeAsync();
            Directory.Delete(postgres.DataDirectory, recursive: true);
        }
        else
        {
            Assert.Equal(Data, postgres.DataDirectory);
        }
    }

    /// <summary>Starts the server without locks, like a killed program leaves it.</summary>
    private async Task<int> LeaveServerRunningAsync()
    {
        int port;
        await using (var once = await PrivateCluster.StartAsync(Data, Fast))
            port = once.Port;
        var server = (await File.ReadAllTextAsync(Path.Combine(Data, "cluster", "postmaster.opts"))).Split(' ')[0];
        string[] asOwner = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] : [];
        await RunAsync([.. asOwner, Path.Combine(Path.GetDirectoryName(server)!, "pg_ctl"), "start", "-s", "-w",
            "-D", Path.Combine(Data, "cluster"), "-l", Path.Combine(Data, "cluster", "server.log"),
            "-o", $"-c port={Text(port)} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"]);
        return int.Parse((await File.ReadAllLinesAsync(PidFile))[0], CultureInfo.InvariantCulture);
    }

    private string PretendBinaries(string version, string initDb)
    {
        var directory = Path.Combine(root, "bin-" + version);
        Directory.CreateDirectory(directory);
        foreach (var (name, script) in new[] { ("postgres", $"echo 'postgres (PostgreSQL) {version}'"), ("initdb", initDb), ("pg_ctl", "exit 1") })
        {
            var path = Path.Combine(directory, name);
            File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        }
        return directory;
    }

    private static async Task KillAsync(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static async Task<int> DeadProcessAsync()
    {
        using var process = Process.Start("true");
        await process.WaitForExitAsync();
        return process.Id;
    }

    private static bool IsAlive(int processId)
    {
        var commandLine = $"/proc/{Text(processId)}/cmdline";
        return File.Exists(commandLine) && File.ReadAllText(commandLine).Length > 0;
    }

    private static async Task RunAsync(params string[] line)
    {
        using var process = Process.Start(line[0], line[1..]);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private static async Task ExecuteAsync(PrivateCluster postgres, string sql)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString("postgres"));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> ColumnAsync(PrivateCluster postgres, string sql)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString("postgres"));
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
            values.Add(reader.GetString(0));
        return values;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
