using System.Diagnostics;
using Npgsql;
using SmartCityPia.LocalPostgres;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.LocalPostgres;

/// <summary>A demo directory of a build before the first release, whose migrations no longer exist.</summary>
public sealed class EarlierDemoTests : IDisposable
{
    private readonly string directory = Path.Combine(Path.GetTempPath(), "smartcitypia-" + Guid.CreateVersion7().ToString("N"));

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task Demo_DirectoryOfAnEarlierBuild_SaysHowToBeginAnewAndChangesNothing()
    {
        await using var postgres = await PrivateCluster.StartAsync(directory, new() { Durable = false });
        await Execute(postgres, "postgres", "CREATE DATABASE pia");
        await Execute(postgres, "pia", """
            CREATE TABLE "__EFMigrationsHistory" (migration_id varchar(150) PRIMARY KEY, product_version varchar(32) NOT NULL);
            INSERT INTO "__EFMigrationsHistory" VALUES ('20261123220454_Initial', '10.0.15'), ('20261124045800_LastingRecords', '10.0.15');
            """);

        var (code, error) = await Demo();

        Assert.Equal(2, code);
        Assert.Matches("^The database was made by another release.*begin anew.*move its directory away[^\n]*$", error);
        Assert.Equal("20261123220454_Initial,20261124045800_LastingRecords", await Execute(postgres, "pia", "SELECT string_agg(migration_id, ',' ORDER BY 1) FROM \"__EFMigrationsHistory\""));
        Assert.Equal(1L, await Execute(postgres, "pia", "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"));
    }

    private async Task<(int Code, string Error)> Demo()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in new[] { RunningApp.Program(), "demo", "--Data:Directory", directory, "--urls", "http://127.0.0.1:0" })
            start.ArgumentList.Add(argument);
        start.Environment.Remove("ConnectionStrings__Pia");
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        await output;
        return (process.ExitCode, (await error).Trim());
    }

    private static async Task<object?> Execute(PrivateCluster postgres, string database, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.ConnectionString(database)) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
