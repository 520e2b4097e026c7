using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmartCityPia.Data.Accounts;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Commands;
using SmartCityPia.Web.Features.Accounts;
using Xunit;

namespace SmartCityPia.WebTests;

/// <summary>The built program, run as an operator runs it.</summary>
public sealed class VerbsTests(WebApp app) : IClassFixture<WebApp>
{
    /// <summary>A verb with what it needs, and an option of it.</summary>
    private static readonly (string[] Args, string Option)[] Verbs =
    [
        (["demo"], "--urls"),
        (["migrate"], "--help"),
        (["create-admin", "--email", "a@test.example", "--name", "A"], "--organisation"),
        (["report", "PIA-2026-001", "--out", "out.pdf"], "--version"),
        (["verify", Here], "FILE"),
        (["verify-audit"], "--write-anchor"),
        (["erase-audit", "--before", "2020-01-31"], "--before"),
        (["rotate-keys"], "--help"),
        (["analyse", Here], "--threshold"),
    ];

    public static TheoryData<string> All => [.. Verbs.Select(v => v.Args[0])];

    /// <summary>The verbs that need the database of a city and make none.</summary>
    public static TheoryData<string> OnDatabase => [.. Verbs.Select(v => v.Args[0]).Except(["demo", "analyse"])];

    /// <summary>Some file that is there.</summary>
    private static string Here => Path.Combine(AppContext.BaseDirectory, "SmartCityPia.Web.dll");

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Help_NamesEveryVerb(string option)
    {
        var (code, output, error) = await Run(null, option);

        Assert.Equal((0, ""), (code, error));
        var named = Regex.Matches(output[output.IndexOf("Commands:", StringComparison.Ordinal)..], "(?m)^  (?<verb>[a-z-]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => m.Groups["verb"].Value);
        Assert.Equal(Verbs.Select(v => v.Args[0]).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        Assert.Contains("--version", output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Help_OfAVerb_NamesItsOptions(string verb)
    {
        var (code, output, error) = await Run(null, verb, "--help");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"SmartCityPia.Web {verb}", output, StringComparison.Ordinal);
        Assert.Contains(Verbs.Single(v => v.Args[0] == verb).Option, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_IsThatOfTheBuild()
    {
        var (code, output, error) = await Run(null, "--version");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion, output);
        Assert.StartsWith(typeof(Program).Assembly.GetName().Version!.ToString(3), output, StringComparison.Ordinal);
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

    [Theory, MemberData(nameof(All))]
    public async Task UnknownOption_OfAVerb_OneSentenceAndExitCode2(string verb) =>
        Assert.Equal((2, "", $"{verb} does not understand \"--nonesuch\": {verb} --help says what it takes."), await Run(null, [.. Verbs.Single(v => v.Args[0] == verb).Args, "--nonesuch"]));

    [Theory]
    [InlineData("There is no option \"--nonesuch\": --help lists them.", "--nonesuch")]
    [InlineData("There is no setting \"City:Nmae\": docs/operations.md lists them.", "--City:Nmae", "X")]
    [InlineData("There is no setting \"City:Nmae\": docs/operations.md lists them.", "verify-audit", "--City:Nmae=X")]
    [InlineData("The setting \"City:Name\" needs a value: --City:Name VALUE", "verify-audit", "--City:Name")]
    [InlineData("report: Option '--out' is required (report --help says what it takes).", "report", "PIA-2026-001")]
    [InlineData("report: \"0\" is no version: give its number, for example --version 1 (report --help says what it takes).", "report", "PIA-2026-001", "--out", "x.pdf", "--version", "0")]
    [InlineData("verify: Required argument 'FILE' missing for command: 'verify' (verify --help says what it takes).", "verify")]
    [InlineData("verify: File does not exist: '/none/such.pdf' (verify --help says what it takes).", "verify", "/none/such.pdf")]
    [InlineData("verify-audit: Required argument missing for option: '--anchor' (verify-audit --help says what it takes).", "verify-audit", "--anchor=")]
    [InlineData("analyse: \"7\" is no threshold from 0 to 1, written with a point, such as 0.05 (analyse --help says what it takes).", "analyse", "/", "--threshold", "7")]
    [InlineData("A setting is wrong: ", "--City:Name=", "--urls", "http://127.0.0.1:0", "--Log:Console=false")]
    public async Task WrongArguments_OneSentenceAndExitCode2(string sentence, params string[] args)
    {
        var (code, output, error) = await Run(null, args);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith(sentence, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public async Task Settings_ThatAreRead_AreThoseOfTheDocumentation()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository(), "docs", "operations.md"));
        var rows = Regex.Matches(text, @"(?m)^\| (?<names>`[^|]*) \|", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .SelectMany(row => Regex.Matches(row.Groups["names"].Value, "`(?<name>[A-Z][A-Za-z]+(:[A-Za-z]+)+)`", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => m.Groups["name"].Value));

        Assert.Equal(SettingArguments.Known.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(OnDatabase))]
    public async Task NoDatabase_OneSentenceAndNothingMade(string verb)
    {
        var directory = Path.Combine(Path.GetTempPath(), Guid.CreateVersion7().ToString("N"));
        string[] args = [.. Verbs.Single(v => v.Args[0] == verb).Args, "--Data:Directory", directory];
        var sentence = $"There is no database in {directory}: set ConnectionStrings__Pia, or say with --Data:Directory where the private one lies.";
        try
        {
            if (verb == "verify")
            {
                Assert.Equal((2, "", sentence), await Run("", args));
                Assert.False(Directory.Exists(directory));
            }
            Directory.CreateDirectory(directory);
            Assert.Equal((2, "", sentence), await Run("", args));
            Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
        }
        finally
        {
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
        }
    }

    [Theory, MemberData(nameof(OnDatabase))]
    public async Task DatabaseAway_OneSentenceAndExitCode2(string verb)
    {
        var (code, output, error) = await Run(null, Verbs.Single(v => v.Args[0] == verb).Args);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("The database does not answer: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public async Task DatabaseOfAnotherRelease_EveryVerbRefuses()
    {
        await using var database = await TestDatabase.CreateAsync(_ => Task.CompletedTask, "empty");
        string[][] lines = [.. Verbs.Where(v => v.Args[0] is not ("demo" or "analyse")).Select(v => v.Args), [], ["demo"]];

        foreach (var args in lines.Where(l => l is not (["migrate"] or ["demo"])))
            Assert.Equal((2, "", "The database is empty: run the verb migrate first."), await Run(database.ConnectionString, [.. args, "--Log:Console=false"]));
        await Scalar(database, "CREATE TABLE \"__EFMigrationsHistory\" (migration_id varchar(150) PRIMARY KEY, product_version varchar(32) NOT NULL); INSERT INTO \"__EFMigrationsHistory\" VALUES ('20991231000000_Later', '99')");
        foreach (var args in lines)
        {
            var (code, output, error) = await Run(database.ConnectionString, [.. args, "--Log:Console=false"]);
            Assert.Equal((2, ""), (code, output));
            Assert.StartsWith("The database was made by another release", error, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error);
        }
        Assert.Equal(1L, await Scalar(database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
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
        await using var database = await TestDatabase.CreateAsync(TestCity.Make, "city");

        var (code, output, error) = await Run(database.ConnectionString, "create-admin", "--email", "first@test.example", "--name", "Fiona First", "--City:Address", "https://pia.test.example/");

        Assert.True(code == 0, error);
        Assert.Matches("https://pia\\.test\\.example/account/set-password\\?account=[0-9a-f-]{36}&code=[A-Za-z0-9_-]{20,}", output);
        Assert.Equal(true, await Scalar(database, "SELECT password_hash IS NULL FROM \"AspNetUsers\" WHERE email = 'first@test.example'"));
    }

    [Theory]
    [InlineData("create-admin: Option '--email' is required", "create-admin")]
    [InlineData("create-admin: Option '--name' is required", "create-admin", "--email", "a@test.example")]
    [InlineData("create-admin: --email is no mail address", "create-admin", "--email", "no-address", "--name", "X")]
    [InlineData("There is an account for", "create-admin", "--email", "officer@test.example", "--name", "X")]
    public async Task CreateAdmin_WrongOptions_OneSentenceAndExitCode2(string sentence, params string[] args)
    {
        var (code, output, error) = await Run(app.ConnectionString, args);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith(sentence, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public async Task Report_ThenVerify_AuthenticUntilChanged()
    {
        var assessment = await Build.Prefilled(app);
        await Build.Submit(app, assessment);
        var path = Path.Combine(Path.GetTempPath(), Guid.CreateVersion7().ToString("N") + ".pdf");
        try
        {
            Assert.Equal((2, "", $"{assessment.Reference} has no version 2: the newest is 1."), await Run(app.ConnectionString, "report", assessment.Reference, "--out", path, "--version", "2"));
            Assert.Equal((2, "", "There is no assessment PIA-1."), await Run(app.ConnectionString, "report", "PIA-1", "--out", path));
            Assert.False(File.Exists(path));
            var (code, _, error) = await Run(app.ConnectionString, "report", assessment.Reference, "--out", Path.Combine(path, "no directory"));
            Assert.Equal(2, code);
            Assert.Contains("cannot be written", error, StringComparison.Ordinal);

            Assert.Equal((0, $"{assessment.Reference}, version 1: {path}", ""), await Run(app.ConnectionString, "report", assessment.Reference, "--out", path));
            (code, var output, error) = await Run(app.ConnectionString, "verify", path);
            Assert.Equal((0, ""), (code, error));
            Assert.Contains($"{assessment.Reference}, version 1, ", output, StringComparison.Ordinal);

            var report = await File.ReadAllBytesAsync(path);
            report[^20] ^= 1;
            await File.WriteAllBytesAsync(path, report);
            Assert.Equal(1, (await Run(app.ConnectionString, "verify", path)).Code);
            await File.WriteAllTextAsync(path, "neither");
            Assert.Equal((2, "", $"{path} is neither a report (PDF) nor a dossier (JSON)."), await Run(app.ConnectionString, "verify", path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Analyse_ActorsByGroups_AreReadAsWritten()
    {
        var city = Path.Combine(Repository(), "docs", "user-guide", "city.json");

        var (code, output, error) = await Run(null, "analyse", city, "--catalogue", "--actor", "transit", "roads", "--actor", "--coalitions", "NONE", "--threshold", "0.05");

        Assert.Equal((0, ""), (code, error));
        using var findings = JsonDocument.Parse(output);
        var actors = findings.RootElement.GetProperty("findings").EnumerateArray().Select(f => string.Join('+', f.GetProperty("actor").EnumerateArray().Select(o => o.GetString()))).Distinct().Order(StringComparer.Ordinal);
        Assert.Subset(new HashSet<string> { "", "roads+transit", "transit+roads" }, actors.ToHashSet());
        Assert.Contains(actors, a => a.Contains('+', StringComparison.Ordinal));
        Assert.Equal(2, (await Run(null, "analyse", Here)).Code);
        Assert.Equal(2, (await Run(null, "analyse", city, "--coalitions", "2")).Code);
    }

    [Fact]
    public async Task Analyse_WithTheCatalogue_TakesItsRulesAndRefusesOthers()
    {
        var bare = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():N}.json");
        await File.WriteAllTextAsync(bare, """{"organisations":[{"id":"org"}],"datasets":[{"id":"d","holder":"org","fields":[{"type":"A14","form":"hashed"},{"type":"A35"}]}]}""");
        try
        {
            var (code, output, error) = await Run(null, "analyse", bare, "--catalogue");

            Assert.Equal((0, ""), (code, error));
            using var findings = JsonDocument.Parse(output);
            var found = findings.RootElement.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("attribute").GetString()).ToHashSet();
            // A retired type is read as what it became: A35 is A34, hashed.
            Assert.Superset(new HashSet<string?> { "A14", "A34" }, found);
            await File.WriteAllTextAsync(bare, """{"organisations":[{"id":"org"}],"datasets":[],"rules":[{"id":"own","premises":["A14"],"conclusion":"A34","confidence":0.5}]}""");
            var refused = await Run(null, "analyse", bare, "--catalogue");
            Assert.Equal(2, refused.Code);
            Assert.Contains("$.rules", refused.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(bare);
        }
    }

    [Fact]
    public async Task VerifyAudit_WholeThenCut_SaysSoAndExits()
    {
        await using var database = await TestDatabase.CreateAsync(TestCity.Make, "city");
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
    public async Task RotateKeys_SessionsAndLinksThere_EndsThemAllAndOldKeysOpenNothing()
    {
        await using var city = new WebApp();
        await city.InitializeAsync();
        using var officer = await city.SignedIn(TestCity.Officer);
        HtmlAssert.Ok(await officer.Get("/"));
        await city.With<OneTimeLinks, string>(links => links.Make(TestCity.Reviewer.Id, LinkKind.NewPassword, CancellationToken.None));

        var (code, output, error) = await Run(city.ConnectionString, "rotate-keys");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("1 sessions ended", output, StringComparison.Ordinal);
        Assert.Equal([SessionEnd.KeysRotated], await city.Db(db => db.Sessions.Select(s => s.EndedBy!.Value).ToListAsync()));
        Assert.False(await city.Db(db => db.AccountLinks.AnyAsync()));
        Assert.Equal(1, await city.Db(db => db.AuditEvents.CountAsync(e => e.Verb == "KeysRotated")));
        // Another instance, started afterwards: it reads the keys anew.
        Assert.Contains(await city.Db(db => db.DataProtectionKeys.Select(k => k.Xml!).ToListAsync()), xml => xml.Contains("<revocation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EraseAudit_OldEvents_ErasesThemAndTheTrailIsWhole()
    {
        await using var database = await TestDatabase.CreateAsync(TestCity.Make, "city");
        await Scalar(database, "INSERT INTO audit_events (id, at, account_id, account_name, verb, subject, subject_id, request_id, salt) VALUES (gen_random_uuid(), '2015-05-05', gen_random_uuid(), 'Long Gone', 'Opened', 'Assessment', gen_random_uuid(), 'old', gen_random_uuid())");

        Assert.Equal((0, "Erased the personal part of 1 events before 2020-01-31.", ""), await Run(database.ConnectionString, "erase-audit", "--before", "2020-01-31"));

        Assert.Equal((0, "The trail is whole: 5 events, 1 of them without their personal part.", ""), await Run(database.ConnectionString, "verify-audit"));
        Assert.Equal(0L, await Scalar(database, "SELECT count(*) FROM audit_events WHERE account_name = 'Long Gone'"));
        Assert.Equal((2, "", "Only what is older than a year can be erased."), await Run(database.ConnectionString, "erase-audit", "--before", "2999-01-01"));
        Assert.Equal(2, (await Run(database.ConnectionString, "erase-audit", "--before", "31.1.2020")).Code);
    }

    /// <param name="connectionString">Null for a server that is not there, empty for none.</param>
    private static async Task<(int Code, string Output, string Error)> Run(string? connectionString, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(RunningApp.Program());
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        start.Environment["ConnectionStrings__Pia"] = connectionString ?? "Host=127.0.0.1;Port=1;Database=none";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
        return (process.ExitCode, (await output).Trim(), (await error).Trim());
    }

    private static async Task<object?> Scalar(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "SmartCityPia.sln")))
            directory = directory.Parent;
        return directory.FullName;
    }
}
