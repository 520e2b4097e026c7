using System.Globalization;

namespace SmartCityPia.LocalPostgres;

/// <summary>
/// The operating-system account that runs PostgreSQL. PostgreSQL refuses to run as root, so a program started by root (usual in containers)
/// uses the account that owns the cluster, else "postgres", else "nobody". All other users run it as themselves.
/// </summary>
/// <param name="Name">Used in messages.</param>
/// <param name="Ids">User and group id to switch to; null to stay the current user.</param>
internal sealed record ClusterAccount(string Name, (uint User, uint Group)? Ids)
{
    public static async Task<ClusterAccount> ForAsync(string existingCluster, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
            return new ClusterAccount(Environment.UserName, null);
        if (!OperatingSystem.IsLinux())
            throw new LocalPostgresException("PostgreSQL does not run as root: start the program as an ordinary user, or set ConnectionStrings__Pia.");

        var accounts = (await File.ReadAllLinesAsync("/etc/passwd", cancellationToken))
            .Select(line => line.Split(':'))
            .Where(f => f.Length >= 4)
            .Select(f => new ClusterAccount(f[0], (Number(f[2]), Number(f[3]))))
            .ToList();

        if (Directory.Exists(existingCluster)
            && await Command.TryRunAsync(["stat", "-c", "%u %g", existingCluster], cancellationToken) is { ExitCode: 0 } stat
            && stat.Output.Split(' ', StringSplitOptions.TrimEntries) is [var owner, var group]
            && Number(owner) != 0)
        {
            var user = Number(owner);
            return new ClusterAccount(accounts.Find(a => a.Ids!.Value.User == user)?.Name ?? owner, (user, Number(group)));
        }

        return accounts.Find(a => string.Equals(a.Name, "postgres", StringComparison.Ordinal))
            ?? accounts.Find(a => string.Equals(a.Name, "nobody", StringComparison.Ordinal))
            ?? throw new LocalPostgresException(
                "PostgreSQL does not run as root and there is no account \"postgres\" or \"nobody\" to run it as: "
                + "start the program as an ordinary user, or set ConnectionStrings__Pia.");
    }

    /// <summary>Runs a program as this account.</summary>
    public async Task<Command> RunAsync(IReadOnlyList<string> line, CancellationToken cancellationToken)
    {
        if (Ids is not var (user, group))
            return await Command.TryRunAsync(line, cancellationToken)
                ?? throw new LocalPostgresException($"{line[0]} cannot be run: check that it is there and executable.");

        return await Command.TryRunAsync(
                ["setpriv", $"--reuid={Text(user)}", $"--regid={Text(group)}", "--clear-groups", "--", .. line], cancellationToken)
            ?? throw new LocalPostgresException(
                "PostgreSQL does not run as root and setpriv (package util-linux) is missing to change to another account: "
                + "install it, start the program as an ordinary user, or set ConnectionStrings__Pia.");
    }

    /// <summary>Changes the owner of a file or directory to this account. Does nothing if no switch is needed.</summary>
    public async Task TakeOverAsync(string path, CancellationToken cancellationToken)
    {
        if (Ids is not var (user, group))
            return;
        if (await Command.TryRunAsync(["chown", $"{Text(user)}:{Text(group)}", path], cancellationToken) is not { ExitCode: 0 })
            throw new LocalPostgresException($"{path} cannot be given to the account \"{Name}\", as which PostgreSQL runs because this program runs as root: choose a directory on another file system.");
    }

    /// <summary>Whether this account can enter the directory. It can't if a parent such as /root is closed to it.</summary>
    public async Task<bool> CanReachAsync(string directory, CancellationToken cancellationToken) =>
        Ids is null || (await RunAsync(["test", "-x", directory], cancellationToken)).ExitCode == 0;

    private static uint Number(string text) =>
        uint.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(uint id) => id.ToString(CultureInfo.InvariantCulture);
}
