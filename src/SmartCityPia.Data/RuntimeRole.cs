using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SmartCityPia.Data;

/// <summary>
/// What the application's role may do: read and write rows, and of the trail read and add. The owner's role, which migrates and erases,
/// grants it.
/// </summary>
public static class RuntimeRole
{
    /// <summary>The schema of the jobs.</summary>
    public const string JobSchema = "jobs";

    private const string Rights = """
        DO $do$
        DECLARE
          role text := current_setting('smartcitypia.role');
          place text;
        BEGIN
          EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role);
          EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
          FOREACH place IN ARRAY ARRAY['public', 'jobs'] LOOP
            CONTINUE WHEN to_regnamespace(place) IS NULL;
            EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', place);
            EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', place, role);
            EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', place, role);
            EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO %I', place, role);
          END LOOP;
          FOREACH place IN ARRAY ARRAY['audit_events', 'audit_links', '__EFMigrationsHistory'] LOOP
            CONTINUE WHEN to_regclass(quote_ident(place)) IS NULL;
            EXECUTE format('REVOKE ALL ON %I FROM %I', place, role);
            EXECUTE format('GRANT SELECT ON %I TO %I', place, role);
          END LOOP;
          IF to_regclass('audit_events') IS NOT NULL THEN
            EXECUTE format('GRANT INSERT ON audit_events TO %I', role);
            REVOKE EXECUTE ON FUNCTION audit_erase FROM PUBLIC;
          END IF;
        END $do$;
        """;

    /// <param name="owner">Connection string of the owner's role.</param>
    /// <param name="role">The application's role, which exists.</param>
    public static async Task GrantAsync(string owner, string role, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT set_config('smartcitypia.role', @role, false)", connection);
        command.Parameters.AddWithValue("role", role);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await using var grants = new NpgsqlCommand(Rights, connection);
        await grants.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Whether the role has its rights in this database: what comes last is looked at.</summary>
    public static async Task<bool> IsGrantedAsync(PiaDbContext db, string role, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<bool>($"""
            SELECT CASE WHEN to_regclass('jobs.job') IS NULL OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {role}) THEN false
              ELSE has_table_privilege({role}, 'jobs.job', 'INSERT') AND has_table_privilege({role}, 'audit_events', 'INSERT') END AS "Value"
            """).ToListAsync(cancellationToken)).Single();

    /// <summary>The role may do what the application never needs: it is a superuser, or owns the trail.</summary>
    public static async Task<bool> IsTooMightyAsync(PiaDbContext db, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<bool>($"""
            SELECT r.rolsuper OR coalesce(pg_has_role(current_user, c.relowner, 'MEMBER'), false) AS "Value"
            FROM pg_roles r LEFT JOIN pg_class c ON c.oid = to_regclass('audit_events') WHERE r.rolname = current_user
            """).ToListAsync(cancellationToken)).Single();
}
