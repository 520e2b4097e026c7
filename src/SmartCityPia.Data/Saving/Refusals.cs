using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Saving;

/// <summary>Catches database errors and turns them into outcomes. Nothing else catches them.</summary>
public static class Refusals
{
    /// <summary>The form field of a unique constraint.</summary>
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        [Organisation.NameIsUnique] = nameof(Organisation.Name),
        [Coalition.NameIsUnique] = nameof(Coalition.Name),
        [Account.EmailIsUnique] = nameof(Account.Email),
    };

    /// <summary>Runs a write. If the database refuses it, the change tracker is cleared.</summary>
    /// <param name="work">Starts its own transaction if it needs one, so that the transaction has ended when the outcome is known.</param>
    /// <returns>
    /// The outcome of the work; <see cref="Outcome.Changed"/> if a row has changed, <see cref="Outcome.Taken"/> for a unique violation,
    /// <see cref="Outcome.Invalid"/> if rows refer to missing ones or removed rows are still referred to.
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

    /// <summary>The disk is full or a limit of the database is reached.</summary>
    public static bool IsFull(Exception e) =>
        Find(e)?.SqlState is PostgresErrorCodes.DiskFull or PostgresErrorCodes.InsufficientResources or PostgresErrorCodes.ConfigurationLimitExceeded;

    /// <summary>A value that the database can't take: its characters, or a number or time out of range. Checks of input come before it.</summary>
    public static bool IsUnreadable(Exception e) =>
        Chain(e).OfType<System.Text.EncoderFallbackException>().Any() || Find(e)?.SqlState is PostgresErrorCodes.CharacterNotInRepertoire
            or PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.NumericValueOutOfRange or PostgresErrorCodes.DatetimeFieldOverflow;

    /// <summary>The message of a database error; null for other exceptions.</summary>
    public static string? MessageOf(Exception e) => (e as PostgresException)?.MessageText;

    private static Outcome? Of(Exception e) => e is DbUpdateConcurrencyException ? new Outcome.Changed() : Find(e) switch
    {
        { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => new Outcome.Changed(),
        { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: { } rule } => new Outcome.Taken(rule, new(Fields.GetValueOrDefault(rule, ""), "Refused." + rule)),
        { SqlState: PostgresErrorCodes.RestrictViolation } => new Outcome.Invalid([new("", "StillUsed")]),
        { SqlState: PostgresErrorCodes.ForeignKeyViolation } => new Outcome.Invalid([new("", Removes(e) ? "StillUsed" : "UnknownReference")]),
        _ => null,
    };

    private static bool Removes(Exception e) => Chain(e).OfType<DbUpdateException>().SelectMany(update => update.Entries).Any(entry => entry.State == EntityState.Deleted);

    private static PostgresException? Find(Exception e) => Chain(e).OfType<PostgresException>().FirstOrDefault();

    /// <summary>An exception with what it wraps. What Npgsql calls transient, such as a deadlock, EF wraps once more.</summary>
    private static IEnumerable<Exception> Chain(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
            yield return e;
    }
}
