using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Data.Trail;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Trail;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Trail;

/// <summary>The chain in the database: complete with concurrent writers, append-only, and tampering is detected.</summary>
public sealed class ChainTests : IAsyncLifetime
{
    /// <summary>Disables all triggers in a session, as the owner of the server can.</summary>
    private const string BehindItsBack = "SET session_replication_role = replica; ";

    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync(TestCity.Make, "city");

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Save_RowsAndEvents_AreChainedInTheSameTransaction()
    {
        await using var db = TestCity.Open(database.ConnectionString);
        var before = await db.AuditLinks.CountAsync();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await Write(db, "Undone");
            await transaction.RollbackAsync();
        }
        Assert.Equal(before, await db.AuditLinks.CountAsync());

        db.ChangeTracker.Clear();
        await Write(db, "Done, with a line\nend, \r\t\b\f\u0001\u001f\u007f \"quotes\", \\ / <and> ünïcödé \u2028 🏙");
        await db.RecordAsync(TestCity.Actor, AuditVerbs.Downloaded, "AssessmentVersion", Guid.Empty, null, CancellationToken.None, "report.pdf");

        var links = await db.AuditLinks.AsNoTracking().OrderBy(l => l.Sequence).ToListAsync();
        Assert.Equal(before + 2, links.Count);
        Assert.Equal(Enumerable.Range(1, links.Count).Select(i => (long)i), links.Select(l => l.Sequence));
        Assert.Equal(AuditChain.Beginning, links[0].Previous);
        Assert.Equal(links[^2].Hash, links[^1].Previous);
        Assert.Null((await Check()).Fault);
    }

    [Fact]
    public async Task Save_EightWritersAtOnce_ChainIsWholeAndNobodyWaitsForEver()
    {
        const int Writers = 8, Transactions = 40;
        var start = (await Check()).Events;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < Transactions; i++)
            {
                await using var db = TestCity.Open(database.ConnectionString);
                await using var transaction = await db.Database.BeginTransactionAsync();
                // Events first, contended rows second: with a lock taken at the event, two of these would deadlock.
                await db.RecordAsync(TestCity.Actor, AuditVerbs.Opened, "Assessment", Guid.Empty, null, CancellationToken.None);
                await db.Organisations.Where(o => o.Id == (writer % 2 == 0 ? TestCity.Hall : TestCity.Transport)).ExecuteUpdateAsync(set => set.SetProperty(o => o.ChangedAt, TestCity.Start));
                await db.Organisations.Where(o => o.Id == (writer % 2 == 0 ? TestCity.Transport : TestCity.Operator)).ExecuteUpdateAsync(set => set.SetProperty(o => o.ChangedAt, TestCity.Start));
                await Write(db, string.Create(CultureInfo.InvariantCulture, $"Writer {writer}, row {i}"));
                if (i % 10 == 9)
                    await transaction.RollbackAsync();
                else
                    await transaction.CommitAsync();
            }
        })));

        var result = await Check();
        Assert.Null(result.Fault);
        Assert.Equal(start + (Writers * Transactions * 2 * 9 / 10), result.Events);
    }

    [Theory]
    [InlineData("UPDATE audit_events SET reason = 'another'")]
    [InlineData("UPDATE audit_events SET account_name = '', reason = NULL, before = NULL, after = NULL, salt = NULL")]
    [InlineData("SELECT set_config('smartcitypia.erasing', 'yes', false); UPDATE audit_events SET verb = 'Other', salt = NULL, account_name = '', reason = NULL, before = NULL, after = NULL")]
    [InlineData("SELECT set_config('smartcitypia.erasing', 'yes', false); UPDATE audit_events SET reason = 'another'")]
    [InlineData("SELECT set_config('smartcitypia.erasing', 'yes', false); DELETE FROM audit_events")]
    [InlineData("DELETE FROM audit_events")]
    [InlineData("TRUNCATE audit_events")]
    [InlineData("TRUNCATE audit_events, audit_links")]
    [InlineData("UPDATE audit_links SET hash = previous")]
    [InlineData("DELETE FROM audit_links")]
    [InlineData("TRUNCATE audit_links CASCADE")]
    [InlineData("INSERT INTO audit_links SELECT sequence + 100, gen_random_uuid(), details, previous, hash FROM audit_links")]
    [InlineData("SELECT audit_erase(now(), '00000000-0000-0000-0000-000000000000', 'x', 'x')")]
    public async Task Change_ByTheOwner_IsRefusedByTheDatabase(string sql)
    {
        var before = await Check();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Execute(sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        Assert.Equal(before.Head! with { At = default }, (await Check()).Head! with { At = default });
    }

    [Theory]
    [InlineData("UPDATE audit_events SET account_name = 'Somebody Else' WHERE id = @id", TrailFault.DetailsChanged)]
    [InlineData("UPDATE audit_events SET after = replace(after, 'Row 5', 'Row 6') WHERE id = @id", TrailFault.DetailsChanged)]
    [InlineData("UPDATE audit_events SET salt = gen_random_uuid() WHERE id = @id", TrailFault.DetailsChanged)]
    [InlineData("UPDATE audit_events SET account_name = '', reason = NULL, before = NULL, after = NULL, salt = NULL WHERE id = @id", TrailFault.DetailsGone)]
    [InlineData("UPDATE audit_events SET at = at + interval '1 microsecond' WHERE id = @id", TrailFault.EventChanged)]
    [InlineData("UPDATE audit_events SET account_id = gen_random_uuid() WHERE id = @id", TrailFault.EventChanged)]
    [InlineData("UPDATE audit_events SET verb = 'Opened' WHERE id = @id", TrailFault.EventChanged)]
    [InlineData("UPDATE audit_events SET owner_id = gen_random_uuid() WHERE id = @id", TrailFault.EventChanged)]
    [InlineData("DELETE FROM audit_events WHERE id = @id", TrailFault.EventMissing)]
    [InlineData("DELETE FROM audit_links WHERE event_id = @id", TrailFault.LinkMissing)]
    [InlineData("UPDATE audit_links SET previous = hash WHERE event_id = @id", TrailFault.PredecessorDiffers)]
    [InlineData("UPDATE audit_links SET hash = previous WHERE event_id = @id", TrailFault.EventChanged)]
    [InlineData("UPDATE audit_links SET event_id = gen_random_uuid() WHERE event_id = @id", TrailFault.EventMissing)]
    public async Task Check_TamperedWithTriggersOff_SaysWhereAndWhat(string sql, TrailFault fault)
    {
        await WriteTen();
        var link = await Link(5);

        await Execute(BehindItsBack + sql.Replace("@id", $"'{link.EventId}'", StringComparison.Ordinal));

        var result = await Check();
        Assert.Equal((fault, link.Sequence), (result.Fault, result.FaultAt));
        Assert.Equal(link.Sequence - 1, result.Events);
    }

    /// <summary>With write access to the database, an attacker can add an erasure event that the database itself wouldn't write.</summary>
    [Theory]
    [InlineData("now()", "2999-01-01T00:00:00Z")]
    [InlineData("now()", "2026-11-01T00:00:00Z")]
    [InlineData("'2999-06-01Z'", "2998-01-01T00:00:00Z")]
    public async Task Check_ErasureThatCannotHaveBeen_CoversNothing(string at, string olderThan)
    {
        await WriteTen();
        var link = await Link(5);
        await Execute($$"""
            INSERT INTO audit_events (id, at, account_id, account_name, verb, subject, subject_id, after, request_id, salt)
            VALUES (gen_random_uuid(), {{at}}, gen_random_uuid(), 'System', 'Erased', 'AuditEvent', gen_random_uuid(), '{"olderThan":"{{olderThan}}"}', 'r', gen_random_uuid())
            """);

        await Execute(BehindItsBack + $"UPDATE audit_events SET account_name = '', reason = NULL, before = NULL, after = NULL, salt = NULL WHERE id = '{link.EventId}'");

        Assert.Equal((TrailFault.DetailsGone, link.Sequence), ((await Check()).Fault, (await Check()).FaultAt));
    }

    [Theory]
    [InlineData("infinity")]
    [InlineData("-infinity")]
    [InlineData("0044-03-15 BC")]
    public async Task Insert_TimeThatNoProgramReads_IsRefusedByTheDatabase(string at)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Execute($"INSERT INTO audit_events (id, at, account_id, account_name, verb, subject, subject_id, request_id, salt) VALUES (gen_random_uuid(), '{at}', gen_random_uuid(), 'x', 'x', 'x', gen_random_uuid(), 'x', gen_random_uuid())"));

        Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
        Assert.Null((await Check()).Fault);
    }

    [Fact]
    public async Task Check_TwoEventsSwapped_IsFound()
    {
        await WriteTen();
        var (first, second) = (await Link(3), await Link(4));

        await Execute(BehindItsBack + $"DELETE FROM audit_links WHERE sequence IN ({first.Sequence}, {second.Sequence}); "
            + $"INSERT INTO audit_links VALUES ({first.Sequence}, '{second.EventId}', '\\x{Convert.ToHexString(second.Details)}', '\\x{Convert.ToHexString(first.Previous)}', '\\x{Convert.ToHexString(first.Hash)}'), "
            + $"({second.Sequence}, '{first.EventId}', '\\x{Convert.ToHexString(first.Details)}', '\\x{Convert.ToHexString(second.Previous)}', '\\x{Convert.ToHexString(second.Hash)}')");

        Assert.Equal((TrailFault.EventChanged, first.Sequence), ((await Check()).Fault, (await Check()).FaultAt));
    }

    [Fact]
    public async Task Check_EventWrittenWithTriggersOff_StandsOutsideOfTheChain()
    {
        await Execute(BehindItsBack + "INSERT INTO audit_events (id, at, account_id, account_name, verb, subject, subject_id, request_id, salt) SELECT gen_random_uuid(), at, account_id, account_name, verb, subject, subject_id, request_id, salt FROM audit_events LIMIT 1");

        Assert.Equal(TrailFault.NotChained, (await Check()).Fault);
    }

    [Fact]
    public async Task Check_ChainRewrittenFromAPointOn_IsFoundByTheAnchorAlone()
    {
        await WriteTen();
        var anchor = (await Check()).Head!;
        var link = await Link(5);

        // All events from one on are written again, one of them forged, and chained by the database.
        await Execute(BehindItsBack + $"""
            CREATE TEMP TABLE again AS SELECT e.* FROM audit_events e JOIN audit_links l ON l.event_id = e.id WHERE l.sequence >= {link.Sequence} ORDER BY l.sequence;
            UPDATE again SET account_name = 'Somebody Else' WHERE id = '{link.EventId}';
            DELETE FROM audit_events WHERE id IN (SELECT id FROM again);
            DELETE FROM audit_links WHERE sequence >= {link.Sequence};
            RESET session_replication_role;
            INSERT INTO audit_events SELECT * FROM again;
            """);

        Assert.Null((await Check()).Fault);
        var result = await Check(anchor);
        Assert.Equal((TrailFault.AnchorDiffers, anchor.Sequence), (result.Fault, result.FaultAt));
    }

    [Fact]
    public async Task Check_TailCutOff_IsFoundByTheAnchorAlone()
    {
        await WriteTen();
        var anchor = (await Check()).Head!;
        await Execute(BehindItsBack + $"DELETE FROM audit_events WHERE id IN (SELECT event_id FROM audit_links WHERE sequence > {anchor.Sequence - 3}); DELETE FROM audit_links WHERE sequence > {anchor.Sequence - 3}");

        Assert.Null((await Check()).Fault);
        var result = await Check(anchor);
        Assert.Equal((TrailFault.Cut, anchor.Sequence - 2), (result.Fault, result.FaultAt));
    }

    [Fact]
    public async Task Check_ChainHasGrownSinceTheAnchor_IsWhole()
    {
        await WriteTen();
        var anchor = (await Check()).Head!;
        await WriteTen();

        Assert.Equal(anchor with { At = default }, TrailAnchor.Read(anchor.ToJson())! with { At = default });
        Assert.Null((await Check(TrailAnchor.Read(anchor.ToJson()))).Fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"sequence\":1}")]
    [InlineData("{\"sequence\":0,\"hash\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"at\":\"2026-01-01T00:00:00Z\"}")]
    [InlineData("{\"sequence\":1,\"hash\":\"xyz\",\"at\":\"2026-01-01T00:00:00Z\"}")]
    public void ReadAnchor_NoAnchor_IsNull(string text) => Assert.Null(TrailAnchor.Read(text));

    [Fact]
    public async Task Erase_OldEvents_LeavesNoPersonalDataAndAWholeChain()
    {
        var old = new Actor(TestCity.Officer.Id, "Long Gone", TimeProvider.System.GetUtcNow().AddYears(-8), "old");
        await using (var db = TestCity.Open(database.ConnectionString))
        {
            db.Add(new Organisation { Id = Guid.CreateVersion7(old.At), Name = "Remembered by nobody", Kind = OrganisationKind.Supplier });
            await db.SaveAsync(old, CancellationToken.None, "A private reason");
        }
        await WriteTen();
        var anchor = (await Check()).Head!;

        await Execute($"SELECT audit_erase('{TimeProvider.System.GetUtcNow().AddYears(-6):O}', '{TestCity.Administrator.Id}', 'Adam Administrator', 'test')");

        var result = await Check(anchor);
        Assert.Equal((null, 1L), (result.Fault, result.Erased));
        await using var after = TestCity.Open(database.ConnectionString);
        var erased = await after.AuditEvents.AsNoTracking().SingleAsync(e => e.RequestId == "old");
        Assert.Equal(("", null, null, null, null), (erased.AccountName, erased.Reason, erased.Before, erased.After, erased.Salt));
        Assert.Equal((AuditVerbs.Added, old.AccountId), (erased.Verb, erased.AccountId));
        Assert.Equal(10, await after.AuditEvents.CountAsync(e => e.RequestId == "test" && e.After!.Contains("Row ")));
        var erasure = await after.AuditEvents.AsNoTracking().SingleAsync(e => e.Verb == AuditVerbs.Erased);
        Assert.Equal(1, JsonDocument.Parse(erasure.After!).RootElement.GetProperty("events").GetInt64());

        // Parts not covered by the erasure must not be missing.
        await Execute(BehindItsBack + $"UPDATE audit_events SET account_name = '', reason = NULL, before = NULL, after = NULL, salt = NULL WHERE id = '{(await Link(5)).EventId}'");
        Assert.Equal(TrailFault.DetailsGone, (await Check(anchor)).Fault);
    }

    private async Task WriteTen()
    {
        await using var db = TestCity.Open(database.ConnectionString);
        for (var i = 0; i < 10; i++)
            await Write(db, string.Create(CultureInfo.InvariantCulture, $"Row {i} of {Guid.CreateVersion7():N}"));
    }

    /// <summary>The link of the n-th row last written by <see cref="WriteTen"/>.</summary>
    private async Task<AuditLink> Link(int n)
    {
        await using var db = TestCity.Open(database.ConnectionString);
        return await db.AuditLinks.AsNoTracking().OrderByDescending(l => l.Sequence).Where(l => db.AuditEvents.Any(e => e.Id == l.EventId && e.RequestId == "test" && e.Verb == AuditVerbs.Added)).Skip(9 - n).FirstAsync();
    }

    private static Task<int> Write(PiaDbContext db, string name)
    {
        db.Add(new Organisation { Id = Guid.CreateVersion7(), Name = name, Kind = OrganisationKind.Supplier });
        return db.SaveAsync(TestCity.Actor, CancellationToken.None);
    }

    private async Task<TrailResult> Check(TrailAnchor? anchor = null)
    {
        await using var db = TestCity.Open(database.ConnectionString);
        return await new CheckTrail(db, TimeProvider.System).Handle(anchor, null, CancellationToken.None);
    }

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
