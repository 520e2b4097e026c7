using Microsoft.EntityFrameworkCore;

namespace SmartCityPia.Data;

/// <summary>A database's schema compared with the one this build needs.</summary>
public enum Schema
{
    Current,

    /// <summary>The database has none of our tables or doesn't exist.</summary>
    Missing,

    /// <summary>From an earlier release; migrations can update it.</summary>
    Older,

    /// <summary>From a release that this build doesn't know.</summary>
    Foreign,
}

/// <summary>This build can't use the database. The message is one sentence that says what to do.</summary>
public sealed class SchemaException(string message) : Exception(message);

public static class SchemaOfDatabase
{
    public static async Task<Schema> ReadSchemaAsync(this PiaDbContext db, CancellationToken cancellationToken)
    {
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Count == 0)
            return Schema.Missing;
        if (!applied.TrueForAll(known.Contains))
            return Schema.Foreign;
        return applied.Count == known.Count ? Schema.Current : Schema.Older;
    }

    /// <exception cref="SchemaException">The database has no schema or that of another release.</exception>
    public static void MustBeCurrent(this Schema schema)
    {
        if (schema is Schema.Missing)
            throw new SchemaException("The database is empty: run the verb migrate first.");
        if (schema is Schema.Older)
            throw new SchemaException("The database was made by an earlier release: run the verb migrate first.");
        schema.MustNotBeForeign();
    }

    /// <exception cref="SchemaException">Migrating would fail.</exception>
    public static void MustNotBeForeign(this Schema schema)
    {
        if (schema is Schema.Foreign)
            throw new SchemaException("The database was made by another release, whose schema this one does not know: use that release, or begin anew with an empty database (for the private one and the demo: move its directory away).");
    }
}
