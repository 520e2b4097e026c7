using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Saving;

/// <summary>The one place where errors of the database are caught and become outcomes.</summary>
public static class Refusals
{
    /// <summary>The field an answer belongs to, where a rule of the database is about one.</summary>
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        [Organisation.NameIsUnique] = nameof(Organisation.Name),
        [Coalition.NameIsUnique] = nameof(Coalition.Name),
    };

    /// <summary>Does what writes. Where the database refuses it, nothing stays tracked.</summary>
    /// <param name="work">Begins its own transaction, if it needs one, so that it is over when the outcome is known.</param>
    /// <returns>
    /// The work's own outcome; <see cref="Outcome.Changed"/> where a row has moved on, <see cref="Outcome.Taken"/> where
    /// something has to be unique, <see cref="Outcome.Invalid"/> where rows name what is gone, or removed ones are still named.
    /// </returns>
    public static async Task<Outcome> Try(this PiaDbContext db, Func<Task<Outcome>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (Of(e) is { } refused)
        {
            db.ChangeTracker.Clear();
            return refused;
        }
    }

    /// <summary>There is no room left: on the disk, or within the database's limits.</summary>
    public static bool IsFull(Exception e) =>
        Find(e)?.SqlState is PostgresErrorCodes.DiskFull or PostgresErrorCodes.InsufficientResources or PostgresErrorCodes.ConfigurationLimitExceeded;

    /// <summary>What the database says of its refusal; null where something else failed.</summary>
    public static string? MessageOf(Exception e) => (e as PostgresException)?.MessageText;

    private static Outcome? Of(Exception e) => e is DbUpdateConcurrencyException ? new Outcome.Changed() : Find(e) switch
    {
        { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => new Outcome.Changed(),
        { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: { } rule } => new Outcome.Taken(rule, new(Fields.GetValueOrDefault(rule, ""), "Refused." + rule)),
        { SqlState: PostgresErrorCodes.RestrictViolation } => new Outcome.Invalid([new("", "StillUsed")]),
        { SqlState: PostgresErrorCodes.ForeignKeyViolation } => new Outcome.Invalid([new("", Removes(e) ? "StillUsed" : "UnknownReference")]),
        _ => null,
    };

    private static bool Removes(Exception e) => e is DbUpdateException update && update.Entries.Any(entry => entry.State == EntityState.Deleted);

    private static PostgresException? Find(Exception e) => e as PostgresException ?? e.InnerException as PostgresException;
}
