using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace SmartCityPia.LocalPostgres;

/// <summary>
/// A private PostgreSQL cluster: created on first use, reachable from this machine only, on a free port, with a random password, and
/// stopped by the last program that uses it.
/// </summary>
/// <remarks>
/// If a program is killed, its server keeps running and the next start adopts it. A killed server recovers on the next start. Programs that
/// use one directory at the same time share its server, so that a command such as <c>report</c> works beside a running <c>demo</c>.
/// </remarks>
public sealed class PrivateCluster : IAsyncDisposable
{
    private readonly ClusterDirectory _directory;
    private readonly PostgresBinaries _binaries;
    private readonly ClusterAccount _account;
    private readonly LocalPostgresOptions _options;
    private readonly ILogger _logger;
    private readonly FileStream _usersLock;
    private readonly string _password;
    private int _disposed;

    private PrivateCluster(
        ClusterDirectory directory, PostgresBinaries binaries, ClusterAccount account, LocalPostgresOptions options,
        ILogger logger, FileStream usersLock, string password)
    {
        _directory = directory;
        _binaries = binaries;
        _account = account;
        _options = options;
        _logger = logger;
        _usersLock = usersLock;
        _password = password;
    }

    /// <summary>On 127.0.0.1. Chosen at the first start and reused while it is free.</summary>
    public int Port { get; private set; }

    /// <summary>Process id of the server (postmaster).</summary>
    public int ProcessId { get; private set; }

    /// <summary>
    /// Path of the data directory. It differs from the requested one if this program runs as root and PostgreSQL's account can't enter that
    /// directory (below /root, for example); it is then below /var/lib/smartcitypia.
    /// </summary>
    public string DataDirectory => _directory.Root;

    /// <summary>Connection string of the cluster's superuser. The database need not exist yet.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = IPAddress.Loopback.ToString(),
        Port = Port,
        Username = NewCluster.Owner,
        Password = _password,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>Connection string of the account that the application works as.</summary>
    public string RuntimeConnectionString(string database) => RuntimeAccount.ConnectionString(ConnectionString(database));

    /// <summary>Whether this directory has a cluster. If not, <see cref="StartAsync"/> creates one.</summary>
    public static bool Exists(string dataDirectory)
    {
        var asked = ClusterDirectory.At(dataDirectory);
        return Directory.Exists(asked.Cluster) || (Environment.IsPrivilegedProcess && Directory.Exists(asked.Reachable().Cluster));
    }

    /// <summary>
    /// Creates the cluster if there is none, starts it or adopts the running one, and waits until it accepts connections.
    /// </summary>
    /// <exception cref="LocalPostgresException">The message says what to do.</exception>
    public static async Task<PrivateCluster> StartAsync(
        string dataDirectory, LocalPostgresOptions? options = null, ILogger? logger = null, CancellationToken cancellationToken = default)
    {
        options ??= new LocalPostgresOptions();
        logger ??= NullLogger.Instance;
        var (place, owner) = await PlaceAsync(ClusterDirectory.At(dataDirectory), logger, cancellationToken);

        await using var starting = await WaitForAsync(place.TryLockStarting, options.Timeout,
            $"Another program has been starting or stopping the database in {place.Root} for too long: end it, or choose another data directory.",
            cancellationToken);
        var inUse = place.TryLockUsing()
            ?? throw new LocalPostgresException($"The database in {place.Root} is locked by another program: end it, or choose another data directory.");
        try
        {
            var programs = await PostgresBinaries.FindAsync(options.BinaryDirectories, place.Major(), place.Cluster, cancellationToken);
            if (place.Major() is null)
                await NewCluster.MakeAsync(place, programs, owner, options, logger, cancellationToken);

            var secret = await place.ReadPasswordAsync(cancellationToken);
            var postgres = new PrivateCluster(place, programs, owner, options, logger, inUse, secret);
            if (!await postgres.AdoptAsync(cancellationToken))
                await postgres.LaunchAsync(cancellationToken);
            await RuntimeAccount.EnsureAsync(postgres.ConnectionString("postgres"), cancellationToken);
            return postgres;
        }
        catch
        {
            await inUse.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Restarts the server if it has ended (killed, or stopped by hand), on the same port unless that has been taken. Does nothing if it is
    /// running.
    /// </summary>
    /// <exception cref="LocalPostgresException">The server can't be started.</exception>
    public async Task EnsureRunningAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (await _directory.RunningAsync(cancellationToken) is not null)
            return;
        await using var starting = await WaitForAsync(_directory.TryLockStarting, _options.Timeout,
            $"Another program has been starting or stopping the database in {_directory.Root} for too long: end it.", cancellationToken);
        if (!await AdoptAsync(cancellationToken))
            await LaunchAsync(cancellationToken);
    }

    /// <summary>Stops the server and waits for it, unless another program uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        FileStream? starting = null;
        try
        {
            starting = await WaitForAsync(_directory.TryLockStarting, _options.Timeout, "", CancellationToken.None);
            await _usersLock.DisposeAsync();
            await using var alone = _directory.TryLockUsingAlone();
            if (alone is null)
            {
                _logger.LogInformation("The database in {Directory} stays up for another program", _directory.Root);
                return;
            }
            await StopAsync();
        }
        catch (LocalPostgresException e)
        {
            // Shutdown must not fail. The next start adopts what is left.
            _logger.LogWarning(e, "The database in {Directory} was not stopped", _directory.Root);
        }
        finally
        {
            await _usersLock.DisposeAsync();
            if (starting is not null)
                await starting.DisposeAsync();
        }
    }

    private static async Task<(ClusterDirectory, ClusterAccount)> PlaceAsync(
        ClusterDirectory wanted, ILogger logger, CancellationToken cancellationToken)
    {
        wanted.Create();
        var owner = await ClusterAccount.ForAsync(wanted.Cluster, cancellationToken);
        if (await owner.CanReachAsync(wanted.Root, cancellationToken))
            return (wanted, owner);

        var reachable = wanted.Reachable();
        logger.LogWarning(
            "PostgreSQL runs as \"{Account}\" because this program runs as root, and that account cannot enter {Wanted}: the data is kept in {Reachable}",
            owner.Name, wanted.Root, reachable.Root);
        reachable.Create();
        owner = await ClusterAccount.ForAsync(reachable.Cluster, cancellationToken);
        return await owner.CanReachAsync(reachable.Root, cancellationToken)
            ? (reachable, owner)
            : throw new LocalPostgresException($"The account \"{owner.Name}\", as which PostgreSQL runs because this program runs as root, cannot enter {wanted.Root}: open the directories above it (chmod o+x) or choose another data directory.");
    }

    private async Task<bool> AdoptAsync(CancellationToken cancellationToken)
    {
        if (await _directory.RunningAsync(cancellationToken) is null)
            return false;
        if (!await WaitUntilAnsweringAsync(cancellationToken))
            return false;
        _logger.LogInformation("Using the PostgreSQL that already runs in {Directory} on port {Port}", _directory.Root, Port);
        return true;
    }

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.Timeout);
        for (var attempt = 1; ; attempt++)
        {
            RotateServerLog();
            var settings = $"-c port={FreePort(attempt == 1 ? _directory.LastPort() : null).ToString(CultureInfo.InvariantCulture)} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' "
                + $"-c max_connections={_options.MaxConnections.ToString(CultureInfo.InvariantCulture)} -c timezone=UTC -c log_timezone=UTC"
                + (_options.WaitsForDisk ? "" : " -c synchronous_commit=off")
                + (_options.Durable ? "" : " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off");
            var started = await _account.RunAsync(
                [
                    _binaries.PgCtl, "start", "--pgdata", _directory.Cluster, "--log", _directory.ServerLog, "--silent", "--wait",
                    "--timeout", Seconds(_options.Timeout), "--options", settings,
                ], cancellationToken);
            if (started.ExitCode == 0 && await WaitUntilAnsweringAsync(cancellationToken))
            {
                _logger.LogInformation("PostgreSQL {Major} started in {Directory} on port {Port}", _binaries.Major, _directory.Root, Port);
                return;
            }

            var said = await ServerLogTailAsync(cancellationToken);
            // The port was taken meanwhile, or workers of a killed server are still running.
            var passing = said.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal)
                || said.Contains("pre-existing shared memory block", StringComparison.Ordinal);
            if (passing && attempt < 50 && !patience.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
                continue;
            }
            if (ServerMessages.TellOfFullDisk(said))
                throw new LocalPostgresException($"The disk with {_directory.Root} is full: make room and start again.");
            throw new LocalPostgresException($"PostgreSQL did not start in {_directory.Root}; it said: {ServerMessages.LastError(said.Length > 0 ? said : started.Output)} (more in {_directory.ServerLog})");
        }
    }

    /// <summary>Waits for connections. Returns false if the server ends meanwhile.</summary>
    private async Task<bool> WaitUntilAnsweringAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.Timeout);
        while (await _directory.RunningAsync(cancellationToken) is { } running)
        {
            if (running.Port is { } port)
            {
                Port = port;
                ProcessId = running.ProcessId;
                try
                {
                    await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false;Timeout=5");
                    await connection.OpenAsync(cancellationToken);
                    return true;
                }
                catch (PostgresException e) when (string.Equals(e.SqlState, PostgresErrorCodes.InvalidPassword, StringComparison.Ordinal))
                {
                    throw new LocalPostgresException($"The cluster in {_directory.Root} does not accept the password in {_directory.Password}: restore that file from a backup.", e);
                }
                catch (NpgsqlException) when (!patience.IsCancellationRequested)
                {
                    // The server is starting up, shutting down or recovering.
                }
                catch (NpgsqlException e)
                {
                    throw new LocalPostgresException($"The PostgreSQL that runs in {_directory.Root} (process {ProcessId.ToString(CultureInfo.InvariantCulture)}) does not answer: see {_directory.ServerLog}, or end it and start again.", e);
                }
            }
            else if (patience.IsCancellationRequested)
            {
                throw new LocalPostgresException($"The PostgreSQL that runs in {_directory.Root} does not become ready: see {_directory.ServerLog}.");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
        return false;
    }

    private async Task StopAsync()
    {
        if (await _directory.RunningAsync(CancellationToken.None) is null)
            return;
        var stopped = await PgCtlStopAsync("fast");
        if (stopped.ExitCode != 0 && await _directory.RunningAsync(CancellationToken.None) is not null)
        {
            _logger.LogWarning("PostgreSQL in {Directory} did not stop in time, it is stopped at once: {Output}", _directory.Root,
                stopped.Output);
            stopped = await PgCtlStopAsync("immediate");
        }
        if (stopped.ExitCode == 0)
            _logger.LogInformation("PostgreSQL in {Directory} stopped", _directory.Root);
    }

    private Task<Command> PgCtlStopAsync(string mode) => _account.RunAsync(
        [_binaries.PgCtl, "stop", "--pgdata", _directory.Cluster, "--silent", "--wait", "--timeout", Seconds(_options.Timeout), "--mode", mode],
        CancellationToken.None);

    private void RotateServerLog()
    {
        const int maxBytes = 5_000_000;
        if (new FileInfo(_directory.ServerLog) is { Exists: true, Length: > maxBytes })
            File.Move(_directory.ServerLog, _directory.ServerLog + ".1", overwrite: true);
    }

    private async Task<string> ServerLogTailAsync(CancellationToken cancellationToken)
    {
        try
        {
            var lines = await File.ReadAllLinesAsync(_directory.ServerLog, cancellationToken);
            // Earlier starts are in the log too; read the messages of the last one only.
            var first = Array.FindLastIndex(lines, l => l.Contains("starting PostgreSQL", StringComparison.Ordinal));
            return string.Join('\n', lines[Math.Max(first, Math.Max(0, lines.Length - 20))..]);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string Seconds(TimeSpan time) => ((int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static int FreePort(int? wanted)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, wanted ?? 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException) when (wanted is not null)
        {
            return FreePort(null);
        }
    }

    private static async Task<FileStream> WaitForAsync(Func<FileStream?> tryLock, TimeSpan timeout, string tooLong, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(timeout);
        while (true)
        {
            if (tryLock() is { } held)
                return held;
            if (patience.IsCancellationRequested)
                throw new LocalPostgresException(tooLong);
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }
}
