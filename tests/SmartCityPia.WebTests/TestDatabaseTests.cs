using Npgsql;
using SmartCityPia.TestSupport;
using Xunit;

[assembly: AssemblyFixture(typeof(TestDatabaseServer))]

namespace SmartCityPia.WebTests;

public sealed class TestDatabaseTests
{
    private static int migrations;

    [Fact]
    public async Task Create_ManyAtOnce_MigratesOnceAndKeepsThemApart()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TestDatabase.CreateAsync(MigrateAsync, "test-database-tests")));

        Assert.Equal(1, migrations);
        Assert.Equal(8, databases.DistinctBy(d => d.Name).Count());
        await RunAsync(databases[0], "INSERT INTO word VALUES ('mine')");
        Assert.Equal(2L, await RunAsync(databases[0], "SELECT count(*) FROM word"));
        Assert.Equal(1L, await RunAsync(databases[1], "SELECT count(*) FROM word"));
        foreach (var database in databases)
            await database.DisposeAsync();
    }

    [Fact]
    public async Task Dispose_WithOpenConnections_DropsTheDatabase()
    {
        var database = await TestDatabase.CreateAsync(MigrateAsync, "test-database-tests");
        await using var open = new NpgsqlConnection(database.ConnectionString);
        await open.OpenAsync();

        await database.DisposeAsync();

        var gone = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(database, "SELECT 1"));
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, gone.SqlState);
    }

    private static async Task MigrateAsync(string connectionString)
    {
        Interlocked.Increment(ref migrations);
        // The pool keeps this connection open, as a DbContext's does.
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("CREATE TABLE word AS SELECT 'first' AS text", connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> RunAsync(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
