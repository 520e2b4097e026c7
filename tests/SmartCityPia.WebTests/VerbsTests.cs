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
        foreach (var verb in new[] { "demo", "migrate", "create-admin", "report", "verify-audit", "erase-audit", "--help" })
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

    [Fact]
    public async Task VerifyAudit_WholeThenCut_SaysSoAndExits()
    {
        await using var database = await TestDatabase.CreateAsync(City.Make, "city");
        var anchor = Path.Combine(Path.GetTempPath(), Guid.CreateVersion7().ToString("N") + ".json");
        try
        {
            Assert.Equal((0, "The trail is whole: 3 events.", ""), await Run(database.ConnectionString, "verify-audit", "--write-anchor", anchor));
            Assert.Equal((0, "The trail is whole: 3 events; the anchor of event 3 fits.", ""), await Run(database.ConnectionString, "verify-audit", "--anchor", anchor));

            await Scalar(database, "SET session_replication_role = replica; DELETE FROM audit_events WHERE id = (SELECT event_id FROM audit_links WHERE sequence = 3); DELETE FROM audit_links WHERE sequence = 3; RESET session_replication_role");
            Assert.Equal((1, "The trail is broken at event 3: the chain ends before it, but the anchor says that there was more.", ""), await Run(database.ConnectionString, "verify-audit", "--anchor", anchor));

            await File.WriteAllTextAsync(anchor, "{}");
            Assert.Equal((2, "", $"{anchor} is no anchor."), await Run(database.ConnectionString, "verify-audit", "--anchor", anchor));
        }
        finally
        {
            File.Delete(anchor);
        }
    }

    [Fact]
    public async Task EraseAudit_OldEvents_ErasesThemAndTheTrailIsWhole()
    {
        await using var database = await TestDatabase.CreateAsync(City.Make, "city");
        await Scalar(database, "INSERT INTO audit_events (id, at, account_id, account_name, verb, subject, subject_id, request_id, salt) VALUES (gen_random_uuid(), '2015-05-05', gen_random_uuid(), 'Long Gone', 'Opened', 'Assessment', gen_random_uuid(), 'old', gen_random_uuid())");

        Assert.Equal((0, "Erased the personal part of 1 events before 2020-01-31.", ""), await Run(database.ConnectionString, "erase-audit", "--before", "2020-01-31"));

        Assert.Equal((0, "The trail is whole: 5 events, 1 of them without their personal part.", ""), await Run(database.ConnectionString, "verify-audit"));
        Assert.Equal(0L, await Scalar(database, "SELECT count(*) FROM audit_events WHERE account_name = 'Long Gone'"));
        Assert.Equal((2, "", "Only what is older than a year can be erased."), await Run(database.ConnectionString, "erase-audit", "--before", "2999-01-01"));
        Assert.Equal(2, (await Run(database.ConnectionString, "erase-audit", "--before", "31.1.2020")).Code);
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
