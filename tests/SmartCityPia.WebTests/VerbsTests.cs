using System.Diagnostics;
using Npgsql;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests;

/// <summary>The built program, run as an operator runs it.</summary>
public sealed class VerbsTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("migrate", "--help")]
    [InlineData("-h")]
    public async Task Help_Anywhere_ExplainsEveryVerb(params string[] args)
    {
        var (code, output, error) = await Run(null, args);

        Assert.Equal((0, ""), (code, error));
        foreach (var verb in new[] { "demo", "migrate", "create-admin", "report", "--help" })
            Assert.Contains(verb, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("migrat")]
    [InlineData("serve", "--urls", "http://127.0.0.1:1")]
    public async Task UnknownVerb_OneSentenceAndExitCode2(params string[] args)
    {
        var (code, output, error) = await Run(null, args);

        Assert.Equal((2, ""), (code, output));
        Assert.Equal($"There is no verb \"{args[0]}\": --help lists them.", error);
    }

    [Fact]
    public async Task Migrate_EmptyDatabaseTwice_IsUpToDateBothTimes()
    {
        await using var database = await TestDatabase.CreateAsync(_ => Task.CompletedTask, "empty");

        for (var i = 0; i < 2; i++)
        {
            var (code, output, error) = await Run(database.ConnectionString, "migrate");
            Assert.Equal((0, "The database is up to date.", ""), (code, output, error));
        }
        Assert.Equal(0L, await Scalar(database, "SELECT count(*) FROM assessments"));
    }

    [Fact]
    public async Task CreateAdmin_NewAddress_PrintsALinkAndSetsNoPassword()
    {
        await using var database = await TestDatabase.CreateAsync(City.Make, "city");

        var (code, output, error) = await Run(database.ConnectionString, "create-admin", "--email", "first@test.example", "--name", "Fiona First", "--City:Address", "https://pia.test.example/");

        Assert.True(code == 0, error);
        Assert.Matches("https://pia\\.test\\.example/account/set-password\\?account=[0-9a-f-]{36}&code=[A-Za-z0-9_-]{20,}", output);
        Assert.Equal(true, await Scalar(database, "SELECT password_hash IS NULL FROM \"AspNetUsers\" WHERE email = 'first@test.example'"));
    }

    [Theory]
    [InlineData("create-admin needs --email", "create-admin")]
    [InlineData("create-admin needs --email", "create-admin", "--email", "no-address", "--name", "X")]
    [InlineData("There is an account for", "create-admin", "--email", "officer@test.example", "--name", "X")]
    public async Task CreateAdmin_WrongOptions_OneSentenceAndExitCode2(string sentence, params string[] args)
    {
        await using var database = await TestDatabase.CreateAsync(City.Make, "city");

        var (code, output, error) = await Run(database.ConnectionString, args);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith(sentence, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    private static async Task<(int Code, string Output, string Error)> Run(string? connectionString, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "SmartCityPia.Web.dll"));
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        start.Environment["ConnectionStrings__Pia"] = connectionString ?? "Host=127.0.0.1;Port=1;Database=none";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, (await output).Trim(), (await error).Trim());
    }

    private static async Task<object?> Scalar(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
