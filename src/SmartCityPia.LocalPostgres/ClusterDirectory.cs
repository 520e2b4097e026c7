using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SmartCityPia.LocalPostgres;

/// <summary>
/// The contents of a data directory: <c>cluster/</c> (PostgreSQL's files), <c>password</c> (of the superuser, mode 0600) and two lock
/// files. The locks are kernel locks (flock), so a killed program leaves none behind.
/// </summary>
internal sealed record ClusterDirectory(string Root)
{
    /// <summary>Parent of the cluster if root asks for a directory that the cluster's account can't enter.</summary>
    public const string ReachableRoot = "/var/lib/smartcitypia";

    public string Cluster => Path.Combine(Root, "cluster");

    /// <summary>A cluster being created. It is renamed once initdb has finished.</summary>
    public string Unfinished => Path.Combine(Root, "cluster.unfinished");

    public string Password => Path.Combine(Root, "password");

    public string ServerLog => Path.Combine(Cluster, "server.log");

    private string PidFile => Path.Combine(Cluster, "postmaster.pid");

    /// <summary>
    /// The canonical path of the directory. PostgreSQL records the path it was started with, and a running server is recognised by
    /// comparing paths (its process id may have been reused).
    /// </summary>
    public static ClusterDirectory At(string path)
    {
        var resolved = "/";
        foreach (var part in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            resolved = Path.Combine(resolved, part);
            if (new DirectoryInfo(resolved) is { Exists: true, LinkTarget: not null } link)
                resolved = At(link.ResolveLinkTarget(returnFinalTarget: true)!.FullName).Root;
        }
        return new ClusterDirectory(resolved);
    }

    /// <summary>The path below <see cref="ReachableRoot"/> that is derived from this directory's path.</summary>
    public ClusterDirectory Reachable()
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..12];
        return new ClusterDirectory(Path.Combine(ReachableRoot, name));
    }

    public void Create()
    {
        if (OperatingSystem.IsWindows())
            throw new LocalPostgresException("The embedded PostgreSQL runs on Linux and macOS: on Windows set ConnectionStrings__Pia or use docker compose up.");
        try
        {
            Directory.CreateDirectory(Root);
            // Try to write instead of reading modes: file systems can be read-only, and root ignores modes.
            var trial = Path.Combine(Root, "trial." + Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
                + Path.GetRandomFileName());
            File.WriteAllText(trial, "x");
            File.Delete(trial);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new LocalPostgresException($"The data directory {Root} cannot be written: give this program's account write access to it or choose another one.", e);
        }
    }

    /// <summary>Major version of the cluster; null if there is none yet.</summary>
    public int? Major()
    {
        try
        {
            var file = Path.Combine(Cluster, "PG_VERSION");
            if (!Directory.Exists(Cluster))
                return null;
            return int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new LocalPostgresException($"The data in {Cluster} belongs to another account (it may have been made by root): start the program as before, or choose another data directory.", e);
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            throw new LocalPostgresException($"{Cluster} is not a PostgreSQL cluster (PG_VERSION is missing or unreadable): move it away or restore it from a backup.", e);
        }
    }

    public async Task<string> ReadPasswordAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await File.ReadAllTextAsync(Password, cancellationToken)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalPostgresException($"The password of the cluster cannot be read from {Password}: restore that file from a backup, or start the program as the account it belongs to.", e);
        }
    }

    public async Task WritePasswordAsync(string password, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException();
        File.Delete(Password);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        await using var writer = new StreamWriter(Password, options);
        await writer.WriteLineAsync(password.AsMemory(), cancellationToken);
    }

    /// <summary>Exclusive lock while a cluster is created, started, adopted or stopped.</summary>
    public FileStream? TryLockStarting() => TryLock("start.lock", FileShare.None);

    /// <summary>Shared lock of every program that uses the cluster.</summary>
    public FileStream? TryLockUsing() => TryLock("users.lock", FileShare.Read);

    /// <summary>Succeeds only if no other program uses the cluster.</summary>
    public FileStream? TryLockUsingAlone() => TryLock("users.lock", FileShare.None);

    private FileStream? TryLock(string name, FileShare share)
    {
        var path = Path.Combine(Root, name);
        try
        {
            // Whoever may not read it can't hold it: nobody else on the machine keeps the program from starting.
            var mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var how = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Read, Share = share };
            if (!OperatingSystem.IsWindows())
                how.UnixCreateMode = mine;
            var file = new FileStream(path, how);
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != mine)
                File.SetUnixFileMode(path, mine);
            return file;
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>The port of the last start, from PostgreSQL's own file; null before the first start.</summary>
    public int? LastPort()
    {
        try
        {
            var options = File.ReadAllText(Path.Combine(Cluster, "postmaster.opts"));
            const string setting = "port=";
            var at = options.IndexOf(setting, StringComparison.Ordinal);
            if (at < 0)
                return null;
            var digits = string.Concat(options.Skip(at + setting.Length).TakeWhile(char.IsAsciiDigit));
            return int.TryParse(digits, CultureInfo.InvariantCulture, out var port) ? port : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The server running on this cluster, or null. Removes a pid file whose process belongs to another program.</summary>
    public async Task<RunningServer?> RunningAsync(CancellationToken cancellationToken)
    {
        string[] lines;
        try
        {
            lines = await File.ReadAllLinesAsync(PidFile, cancellationToken);
        }
        catch (IOException)
        {
            return null;
        }

        if (lines.Length == 0 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid))
        {
            // Incomplete after a power failure. PostgreSQL would refuse it ("bogus data in lock file").
            File.Delete(PidFile);
            return null;
        }

        var commandLine = await CommandLineAsync(pid, cancellationToken);
        if (commandLine is null)
            return null; // Not alive. PostgreSQL clears the file itself, after checking that no worker process is left.
        if (!commandLine.Contains(Cluster, StringComparison.Ordinal))
        {
            // The process id was reused. PostgreSQL compares only the id and would refuse to start.
            File.Delete(PidFile);
            return null;
        }
        var port = lines.Length > 3 && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var p) ? p : (int?)null;
        return new RunningServer(pid, port);
    }

    private static async Task<string?> CommandLineAsync(int pid, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                // Empty for a process that has ended but has not been waited for.
                var text = await File.ReadAllTextAsync($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/cmdline", cancellationToken);
                return text.Length == 0 ? null : text.Replace('\0', ' ');
            }
            catch (IOException)
            {
                return null;
            }
        }
        var ps = await Command.TryRunAsync(["ps", "-o", "args=", "-p", pid.ToString(CultureInfo.InvariantCulture)], cancellationToken);
        return ps is { ExitCode: 0 } ? ps.Output : null;
    }
}

/// <param name="Port">Null in the first moments of a start.</param>
internal sealed record RunningServer(int ProcessId, int? Port);
