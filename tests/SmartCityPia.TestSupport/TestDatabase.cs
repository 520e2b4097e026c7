using Npgsql;
using SmartCityPia.LocalPostgres;

namespace SmartCityPia.TestSupport;

/// <summary>A migrated database of one test class, gone when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestDatabaseServer server;

    private TestDatabase(TestDatabaseServer server, string name)
    {
        this.server = server;
        Name = name;
        ConnectionString = server.ConnectionString(name);
        RuntimeConnectionString = RuntimeAccount.ConnectionString(ConnectionString);
    }

    public string Name { get; }

    /// <summary>Of the owner.</summary>
    public string ConnectionString { get; }

    /// <summary>Of the role that the application works as.</summary>
    public string RuntimeConnectionString { get; }

    /// <summary>Copies the template, which the first caller of this run makes with <paramref name="migrate"/>.</summary>
    /// <param name="migrate">Brings the empty database of the given connection string to what every test starts from.</param>
    /// <param name="template">One name for each kind of beginning: the same name must mean the same <paramref name="migrate"/>.</param>
    public static async Task<TestDatabase> CreateAsync(Func<string, Task> migrate, string template = "migrated")
    {
        var current = await TestDatabaseServer.CurrentAsync();
        var source = await current.TemplateAsync(template, migrate);
        return new TestDatabase(current, await current.CreateAsync(source));
    }

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(connection);
        await using (var connection = new NpgsqlConnection(RuntimeConnectionString))
            NpgsqlConnection.ClearPool(connection);
        await server.DropAsync(Name);
    }
}
