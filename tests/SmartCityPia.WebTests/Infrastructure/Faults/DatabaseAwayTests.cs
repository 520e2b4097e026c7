using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SmartCityPia.Data.Trail;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Trail;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Infrastructure.Faults;
using SmartCityPia.Web.Infrastructure.Security;
using Xunit;

namespace SmartCityPia.WebTests.Infrastructure.Faults;

/// <summary>A database that is away gives a readable page, loses nothing, and is used again as soon as it is back.</summary>
public sealed class DatabaseAwayTests(WebApp app) : IClassFixture<WebApp>, IAsyncDisposable
{
    /// <summary>A test that fails half-way does not take the others with it.</summary>
    public async ValueTask DisposeAsync() => await Back();

    [Fact]
    public async Task Get_DatabaseAway_ReadablePageAndBackWithoutARestart()
    {
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        string[] addresses = ["/", "/assessments", "/assessments/new", $"/assessments/{assessment.Reference}", $"/assessments/{assessment.Reference}/service"];
        foreach (var address in addresses)
            HtmlAssert.Ok(await officer.Get(address));

        await Away();
        foreach (var address in addresses)
        {
            var page = HtmlAssert.Status(HttpStatusCode.ServiceUnavailable, await officer.Get(address));
            HtmlAssert.Says(page, "The database is away for a moment");
            Assert.NotNull(page.Headers.RetryAfter);
            Assert.NotNull(page.Find("header .city"));
            Assert.DoesNotContain("Npgsql", page.Source, StringComparison.Ordinal);
        }

        await Back();
        foreach (var address in addresses)
            HtmlAssert.Ok(await officer.Get(address));
    }

    /// <summary>Connections of the pool die with the database, and nothing is known of the session: each page finds that out for itself.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_DeadConnectionsInThePool_EveryPageSaysSo(bool sessionIsKnown)
    {
        var assessment = await Build.Full(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var pages = (await SamplePages.All(app, assessment)).Where(p => p.Who == TestCity.Officer && p.Address.StartsWith("/assessments", StringComparison.Ordinal)).ToList();
        var asked = pages.Where((_, i) => i % (pages.Count / 25) == 0).Select(p => p.Address).ToList();
        foreach (var address in asked.ToList())
        {
            HtmlAssert.Status(HttpStatusCode.OK, await officer.Get(address));
            // Where the session is known, a page that asks nothing is there without the database.
            if (sessionIsKnown && (await app.Queries.During(() => officer.Get(address))).Count == 0)
                asked.Remove(address);
        }
        Assert.True(asked.Count >= 20);
        await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => app.Db(db => db.Database.ExecuteSqlAsync($"SELECT pg_sleep(0.1)"))));

        await Away();
        foreach (var address in asked)
        {
            // The listener forgets too, when its connection is lost.
            if (!sessionIsKnown)
                app.Services.GetRequiredService<Sessions>().ForgetAll();
            var page = await officer.Get(address);
            Assert.True(page.Status == HttpStatusCode.ServiceUnavailable, $"{address} answered {page.Status}");
            HtmlAssert.Says(page, "The database is away for a moment");
        }
    }

    [Fact]
    public async Task Get_UnknownAddress_ThePageThatSaysSoAsksNothing()
    {
        using var officer = await app.SignedIn(TestCity.Officer);
        await officer.Get("/");

        // Once the listener is back after having been cut off, settings and session are read once more.
        await Eventually.Holds(async () => (await Asked()).Count == 0, TestContext.Current.CancellationToken);
        for (var i = 0; i < 5; i++)
            Assert.Empty(await Asked());

        Task<IReadOnlyList<string>> Asked() => app.Queries.During(async () => HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get("/no/such/page")));
    }

    [Fact]
    public async Task Post_DatabaseAway_CarriesTheFormToSendAgain()
    {
        const string typed = "Typed while it was away.\r\n\"Kept\" & <whole>.";
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = await officer.Get($"/assessments/{assessment.Reference}/service");

        await Away();
        var first = HtmlAssert.Status(HttpStatusCode.ServiceUnavailable, await officer.Submit(form, ("Input.Summary", typed)));
        HtmlAssert.Says(first, "What you typed is kept in this page");
        var again = HtmlAssert.Status(HttpStatusCode.ServiceUnavailable, await officer.Press(first, first.Button("Send it again")));
        await Back();

        HtmlAssert.Redirects(await officer.Press(again, again.Button("Send it again")));
        Assert.Equal(typed.ReplaceLineEndings("\n"), (await Build.Stored<ServiceDescription>(app, assessment.DescriptionId))!.Summary);
    }

    [Fact]
    public async Task Submit_DatabaseKilledInTheMiddle_NothingIsHalfDoneAndItCanBeSentAgain()
    {
        var assessment = await Build.Ready(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = await officer.Get($"/assessments/{assessment.Reference}/check");
        await using var other = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(app.ConnectionString) { Pooling = false }.ConnectionString);
        await other.OpenAsync(TestContext.Current.CancellationToken);
        // The last of the tables that submitting writes: what comes before is written when the database dies.
        await using (var hold = new NpgsqlCommand("BEGIN; LOCK TABLE review_events IN EXCLUSIVE MODE", other))
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var submitting = officer.Submit(form, ("Input.Statement", "I stand by this."), ("Signature.Password", TestCity.Password));
        await Waiting(other, submitting);
        await Away();
        var page = HtmlAssert.Status(HttpStatusCode.ServiceUnavailable, await submitting);
        await Back();

        HtmlAssert.Says(page, "What you typed is kept in this page");
        Assert.Equal((0, 0, 0, AssessmentStatus.Draft), await Left());
        // A password is carried nowhere: the signature is asked for once more, with the statement as it was typed.
        var again = HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.Press(page, page.Button("Send it again")));
        HtmlAssert.Value(again, "Input.Statement", "I stand by this.");
        HtmlAssert.Redirects(await officer.Submit(again, ("Signature.Password", TestCity.Password)));
        Assert.Equal((1, 1, 1, AssessmentStatus.Submitted), await Left());
        Assert.Null((await app.Db(db => new CheckTrail(db, app.Clock).Handle(null, null, CancellationToken.None))).Fault);

        Task<(int, int, int, AssessmentStatus)> Left() => app.Db(async db => (
            await db.AssessmentVersions.CountAsync(v => v.AssessmentId == assessment.Id),
            await db.Reviews.CountAsync(r => r.OwnerId == assessment.Id),
            await db.AuditEvents.CountAsync(e => e.OwnerId == assessment.Id && e.Verb == AuditVerbs.Submitted && e.Subject == nameof(Assessment)),
            await db.Assessments.Where(a => a.Id == assessment.Id).Select(a => a.Status).SingleAsync()));
    }

    /// <summary>Until somebody waits for a lock. The server is a process of its own: it has to be asked.</summary>
    /// <param name="unless">Done without having waited: there is nothing to wait for then.</param>
    private static async Task Waiting(NpgsqlConnection connection, Task unless)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", connection);
        while (!unless.IsCompleted && (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))! == 0)
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task SignIn_DatabaseAway_ReadableAndThePasswordIsNotInThePage()
    {
        using var client = app.Anonymous();
        var form = await client.Get("/account/sign-in");

        await Away();
        var page = HtmlAssert.Status(HttpStatusCode.ServiceUnavailable, await client.Submit(form, ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password)));
        await Back();

        Assert.DoesNotContain(TestCity.Password, page.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_DatabaseAwayAndBack_ReadyFollowsAndLiveStays()
    {
        using var client = app.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await client.Get("/health/ready")).Status);

        await Away();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.Get("/health/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.Get("/health/live")).Status);
        await Back();

        Assert.Equal(HttpStatusCode.OK, (await client.Get("/health/ready")).Status);
    }

    [Fact]
    public async Task Health_FirstPagesAreBeingPrepared_NotReadyYet()
    {
        using var client = app.Anonymous();
        var warm = app.Services.GetRequiredService<Warm>();

        warm.IsBusy = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.Get("/health/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.Get("/health/live")).Status);
        warm.IsBusy = false;

        Assert.Equal(HttpStatusCode.OK, (await client.Get("/health/ready")).Status);
    }

    private Task Away() => Administer("ALTER DATABASE {0} ALLOW_CONNECTIONS false", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{0}'");

    private Task Back() => Administer("ALTER DATABASE {0} ALLOW_CONNECTIONS true");

    private async Task Administer(params string[] commands)
    {
        var own = new NpgsqlConnectionStringBuilder(app.ConnectionString);
        var database = own.Database!;
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(app.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        foreach (var text in commands)
        {
            await using var command = new NpgsqlCommand(string.Format(System.Globalization.CultureInfo.InvariantCulture, text, database), connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
