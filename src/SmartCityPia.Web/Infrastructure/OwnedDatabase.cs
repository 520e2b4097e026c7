using Hangfire.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmartCityPia.Data;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>
/// The database as its owner sees it: <c>ConnectionStrings:PiaOwner</c>, for migrating and erasing only. Where it is not set, the
/// application's own account is the owner.
/// </summary>
internal static class OwnedDatabase
{
    public static PiaDbContext Open(IConfiguration configuration) => PiaOptions.Open(Owner(configuration));

    /// <summary>Brings the schema, the jobs' schema and the rights of the application's role to this release.</summary>
    /// <param name="always">Also where nothing seems to be missing.</param>
    public static async Task Update(IConfiguration configuration, bool always, CancellationToken cancellationToken)
    {
        await using var db = Open(configuration);
        var role = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("Pia")).Username;
        var schema = await db.ReadSchemaAsync(cancellationToken);
        schema.MustNotBeForeign();
        if (!always && schema is Schema.Current && await RuntimeRole.IsGrantedAsync(db, role!, cancellationToken))
            return;
        await db.Database.MigrateAsync(cancellationToken);
        await using (var connection = new NpgsqlConnection(Owner(configuration)))
        {
            await connection.OpenAsync(cancellationToken);
            PostgreSqlObjectsInstaller.Install(connection, RuntimeRole.JobSchema);
        }
        if (role is not null && role != new NpgsqlConnectionStringBuilder(Owner(configuration)).Username)
            await RuntimeRole.GrantAsync(Owner(configuration)!, role, cancellationToken);
    }

    private static string? Owner(IConfiguration configuration) =>
        configuration.GetConnectionString("PiaOwner") is { Length: > 0 } owner ? owner : configuration.GetConnectionString("Pia");
}
