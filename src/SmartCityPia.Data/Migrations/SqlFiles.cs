using Microsoft.EntityFrameworkCore.Migrations;

namespace SmartCityPia.Data.Migrations;

internal static class SqlFiles
{
    /// <summary>Runs a file that lies beside the migration. Once released, it changes no more.</summary>
    public static void SqlFile(this MigrationBuilder builder, string name)
    {
        using var file = typeof(SqlFiles).Assembly.GetManifestResourceStream($"Migrations/{name}") ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(file);
        builder.Sql(reader.ReadToEnd());
    }
}
