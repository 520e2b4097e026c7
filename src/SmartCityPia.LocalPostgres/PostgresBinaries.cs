using System.Globalization;
using System.Text.RegularExpressions;

namespace SmartCityPia.LocalPostgres;

/// <summary>One installation of the PostgreSQL server programs.</summary>
internal sealed partial record PostgresBinaries(string Directory, int Major)
{
    /// <summary>The first version whose initdb supports ICU as the locale provider.</summary>
    public const int OldestMajor = 15;

    private const string WhatToDo =
        "install it (Debian and Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server postgresql-contrib; "
        + "macOS: brew install postgresql@17), or set ConnectionStrings__Pia to a server of your own, or use docker compose up";

    public string InitDb => Path.Combine(Directory, "initdb");

    public string PgCtl => Path.Combine(Directory, "pg_ctl");

    /// <summary>
    /// Finds a suitable installation. Only the same major version can read an existing cluster, so it is preferred over a newer one.
    /// </summary>
    /// <param name="directories">Directories to search; null for the default ones.</param>
    /// <param name="clusterMajor">Major version of the existing cluster; null if there is none yet.</param>
    /// <param name="clusterDirectory">Used in the error message only.</param>
    public static async Task<PostgresBinaries> FindAsync(
        IReadOnlyList<string>? directories, int? clusterMajor, string clusterDirectory, CancellationToken cancellationToken)
    {
        var found = new List<PostgresBinaries>();
        foreach (var directory in directories ?? await UsualDirectoriesAsync(cancellationToken))
            if (await ProbeAsync(directory, cancellationToken) is { } binaries)
                found.Add(binaries);

        if (found.Count == 0)
            throw new LocalPostgresException($"No PostgreSQL server programs (initdb, pg_ctl, postgres) were found: {WhatToDo}.");

        if (clusterMajor is { } major)
            return found.Find(b => b.Major == major) ?? throw new LocalPostgresException(
                $"The data in {clusterDirectory} was made by {Product(major)}, but only {Majors(found)} is installed: "
                + $"install {Product(major)} to read it, or move the directory away to begin with an empty database "
                + "(docs/operations.md says how to carry the data over).");

        return found.Find(b => b.Major >= OldestMajor) ?? throw new LocalPostgresException(
            $"{Product(OldestMajor)} or newer is needed, but only {Majors(found)} is installed: {WhatToDo}.");
    }

    private static string Majors(IEnumerable<PostgresBinaries> found) =>
        string.Join(" and ", found.Select(b => b.Major).Distinct().Order().Select(Product));

    private static string Product(int major) => string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {major}");

    private static async Task<IReadOnlyList<string>> UsualDirectoriesAsync(CancellationToken cancellationToken)
    {
        // Directories chosen explicitly are final. Falling back to another version would be a surprise.
        if (Environment.GetEnvironmentVariable("SMARTCITYPIA_PG_BIN") is { Length: > 0 } chosen)
            return [chosen];

        var directories = new List<string>();
        if (await PgConfigAsync(cancellationToken) is { } fromPgConfig)
            directories.Add(fromPgConfig);
        directories.AddRange(NewestFirst("/usr/lib/postgresql", "*", "bin"));
        directories.AddRange(NewestFirst("/usr", "pgsql-*", "bin"));
        directories.AddRange(NewestFirst("/opt/homebrew/opt", "postgresql@*", "bin"));
        directories.AddRange(NewestFirst("/usr/local/opt", "postgresql@*", "bin"));
        directories.AddRange((Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
        return [.. directories.Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> NewestFirst(string parent, string pattern, string child)
    {
        if (!System.IO.Directory.Exists(parent))
            return [];
        return System.IO.Directory.EnumerateDirectories(parent, pattern)
            .OrderByDescending(d => Digits().Match(Path.GetFileName(d)) is { Success: true } m
                && int.TryParse(m.ValueSpan, CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(d => Path.Combine(d, child));
    }

    private static async Task<string?> PgConfigAsync(CancellationToken cancellationToken)
    {
        var result = await Command.TryRunAsync(["pg_config", "--bindir"], cancellationToken);
        return result is { ExitCode: 0 } ? result.Output.Trim() : null;
    }

    private static async Task<PostgresBinaries?> ProbeAsync(string directory, CancellationToken cancellationToken)
    {
        var postgres = Path.Combine(directory, "postgres");
        if (!File.Exists(postgres) || !File.Exists(Path.Combine(directory, "initdb")) || !File.Exists(Path.Combine(directory, "pg_ctl")))
            return null;
        var result = await Command.TryRunAsync([postgres, "--version"], cancellationToken);
        return result is { ExitCode: 0 }
            && Digits().Match(result.Output) is { Success: true } m
            && int.TryParse(m.ValueSpan, CultureInfo.InvariantCulture, out var major)
                ? new PostgresBinaries(directory, major)
                : null;
    }

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Digits();
}
