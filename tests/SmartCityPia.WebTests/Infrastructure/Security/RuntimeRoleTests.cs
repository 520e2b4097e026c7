using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmartCityPia.Data;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Infrastructure.Security;

/// <summary>A fault in the application that let somebody write SQL would reach rows and no further.</summary>
public sealed class RuntimeRoleTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("COPY (SELECT 1) TO PROGRAM 'id'"), InlineData("COPY organisations FROM PROGRAM 'id -un'"), InlineData("SELECT pg_read_file('/etc/passwd')")]
    [InlineData("CREATE TABLE t (a text)"), InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'"), InlineData("CREATE ROLE other"), InlineData("CREATE DATABASE other"), InlineData("CREATE EXTENSION dblink")]
    [InlineData("ALTER TABLE audit_events DISABLE TRIGGER ALL"), InlineData("ALTER TABLE organisations ADD COLUMN a text"), InlineData("DROP TABLE comments"), InlineData("DROP TRIGGER append_only ON comments"), InlineData("SET session_replication_role = replica")]
    [InlineData("UPDATE audit_events SET reason = 'x'"), InlineData("DELETE FROM audit_events"), InlineData("TRUNCATE audit_events"), InlineData("TRUNCATE organisations CASCADE")]
    [InlineData("UPDATE audit_links SET sequence = 1"), InlineData("DELETE FROM audit_links"), InlineData("INSERT INTO audit_links SELECT * FROM audit_links"), InlineData("DELETE FROM \"__EFMigrationsHistory\"")]
    [InlineData("SELECT audit_erase(now() - interval '2 years', gen_random_uuid(), 'x', 'x')"), InlineData("ALTER FUNCTION audit_refuse() OWNER TO CURRENT_USER"), InlineData("SET ROLE pia")]
    public async Task WhatTheApplicationNeverNeeds_IsRefused(string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => app.Db(db => db.Database.ExecuteSqlRawAsync(sql)));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Role_OfTheApplication_IsNotTheOwners()
    {
        Assert.False(await app.Db(db => RuntimeRole.IsTooMightyAsync(db, CancellationToken.None)));
        Assert.True(await app.Db(async db => (await db.Database.SqlQueryRaw<bool>("SELECT NOT rolsuper AND NOT rolcreaterole AND NOT rolcreatedb AND NOT rolbypassrls AS \"Value\" FROM pg_roles WHERE rolname = current_user").ToListAsync()).Single()));
        await using var owner = TestCity.Open(app.ConnectionString);
        Assert.True(await RuntimeRole.IsTooMightyAsync(owner, CancellationToken.None));
    }
}
