using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace SmartCityPia.LocalPostgres;

/// <summary>Creates a cluster atomically. The next start discards an interrupted attempt.</summary>
internal static class NewCluster
{
    /// <summary>The cluster's superuser. Only this program uses it.</summary>
    public const string Owner = "pia";

    public static async Task MakeAsync(
        ClusterDirectory directory, PostgresBinaries binaries, ClusterAccount account, LocalPostgresOptions options,
        ILogger logger, CancellationToken cancellationToken)
    {
        logger.LogInformation("Making a PostgreSQL {Major} cluster in {Directory}", binaries.Major, directory.Cluster);
        if (Directory.Exists(directory.Unfinished))
            Directory.Delete(directory.Unfinished, recursive: true);
        Directory.CreateDirectory(directory.Unfinished);
        await directory.WritePasswordAsync(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)), cancellationToken);
        await account.TakeOverAsync(directory.Unfinished, cancellationToken);
        await account.TakeOverAsync(directory.Password, cancellationToken);

        var made = await account.RunAsync(
            [
                binaries.InitDb, "--pgdata", directory.Unfinished, "--username", Owner, "--pwfile", directory.Password,
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=icu", "--icu-locale=und",
                // Full-text search still folds case by the C library's locale.
                OperatingSystem.IsMacOS() ? "--locale=en_US.UTF-8" : "--locale=C.UTF-8", "--lc-messages=C",
                "--data-checksums", "--no-instructions", .. options is { Durable: true, WaitsForDisk: true } ? Array.Empty<string>() : ["--no-sync"],
            ], cancellationToken);
        if (made.ExitCode != 0)
        {
            logger.LogError("initdb: {Output}", made.Output);
            if (ServerMessages.TellOfFullDisk(made.Output))
                throw new LocalPostgresException($"The disk is full: a new database in {directory.Root} needs about 50 MB, and room to grow.");
            if (made.Output.Contains("ICU is not supported", StringComparison.Ordinal))
                throw new LocalPostgresException($"The PostgreSQL in {binaries.Directory} was built without ICU: install the one of your distribution, or set ConnectionStrings__Pia.");
            throw new LocalPostgresException($"A new database could not be made in {directory.Root}; initdb said: {ServerMessages.LastError(made.Output)}");
        }
        Directory.Move(directory.Unfinished, directory.Cluster);
    }
}
