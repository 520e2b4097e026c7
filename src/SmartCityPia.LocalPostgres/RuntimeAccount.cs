using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace SmartCityPia.LocalPostgres;

/// <summary>The account that the application works as. It owns nothing: it changes no schema and gets the rights it needs, table by table.</summary>
public static class RuntimeAccount
{
    public const string Name = "pia_runtime";

    /// <summary>The password follows from the owner's, so that there is one file to keep.</summary>
    public static string ConnectionString(string owner)
    {
        var given = new NpgsqlConnectionStringBuilder(owner);
        var password = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(given.Password ?? ""), Encoding.UTF8.GetBytes(Name)));
        (given.Username, given.Password) = (Name, password);
        return given.ConnectionString;
    }

    /// <summary>Makes the account if there is none.</summary>
    /// <param name="owner">Of an account that may make others.</param>
    public static async Task EnsureAsync(string owner, CancellationToken cancellationToken)
    {
        var password = new NpgsqlConnectionStringBuilder(ConnectionString(owner)).Password;
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(owner) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        // Programs that start at the same time wait for each other.
        await using var command = new NpgsqlCommand($"""
            SELECT pg_advisory_lock(8073900100000002);
            DO $$ BEGIN
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Name}') THEN
                CREATE ROLE {Name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{password}';
              END IF;
            END $$;
            """, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
