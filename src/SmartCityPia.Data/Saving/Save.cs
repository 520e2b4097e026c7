using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Data.Saving;

/// <summary>What has to hold for a row to be written, and what is written beside what was typed.</summary>
public sealed record Conditions<TRow>
{
    /// <summary>Asked first, within the transaction: whether anything may be written now.</summary>
    public Func<Task<bool>>? Open { get; init; }

    /// <summary>Whether the stored row is one of those the address speaks of.</summary>
    public Func<TRow, bool>? Belongs { get; init; }

    /// <summary>The rules the row, as stored or new, would break.</summary>
    public Func<TRow, IEnumerable<FieldError>>? Check { get; init; }

    /// <summary>Sets what is not typed, on the row that will be written.</summary>
    public Action<TRow>? Complete { get; init; }

    /// <summary>Why, where the trail should say more than that it was changed.</summary>
    public string? Reason { get; init; }
}

/// <summary>Saves one row that several people edit: added when its id is new, changed when it is known.</summary>
/// <remarks>One transaction: what may not be written, or is refused, leaves nothing behind.</remarks>
public sealed class Save<TRow, TDetails>(PiaDbContext db)
    where TRow : class, TDetails, IVersioned
    where TDetails : class
{
    /// <param name="row">An empty row with its ids: added where none is stored under its id.</param>
    /// <param name="version">The version the person saw; null where they were adding.</param>
    public async Task<Outcome> Handle(TRow row, TDetails details, uint? version, Actor actor, CancellationToken cancellationToken, Conditions<TRow>? conditions = null)
    {
        var outcome = await db.Try(() => Write(row, details, version, actor, conditions ?? new(), cancellationToken));
        // A form sent twice in one moment: the second may find the id taken only when it writes.
        if (outcome is not Outcome.Changed && (outcome is not Outcome.Taken taken || taken.Constraint != db.Model.FindEntityType(typeof(TRow))!.FindPrimaryKey()!.GetName()))
            return outcome;
        return await db.Set<TRow>().SingleOrDefaultAsync(r => r.Id == row.Id, cancellationToken) is { } theirs ? await Compare(theirs, details, version, cancellationToken) : new Outcome.Gone();
    }

    private async Task<Outcome> Write(TRow row, TDetails details, uint? version, Actor actor, Conditions<TRow> conditions, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (conditions.Open is { } open && !await open())
            return new Outcome.Closed();
        var stored = await db.Set<TRow>().SingleOrDefaultAsync(r => r.Id == row.Id, cancellationToken);
        if (stored is not null && conditions.Belongs?.Invoke(stored) == false)
            return new Outcome.NotFound();
        if (stored is null && version is not null)
            return new Outcome.Gone();
        if (stored is not null && stored.Version != version)
            return await Compare(stored, details, version, cancellationToken);
        if (conditions.Check?.Invoke(stored ?? row).ToList() is { Count: > 0 } errors)
            return new Outcome.Invalid(errors);
        if (stored is null)
            db.Add(stored = row);
        db.Entry(stored).CurrentValues.SetValues(details);
        conditions.Complete?.Invoke(stored);
        await db.SaveAsync(actor, cancellationToken, conditions.Reason);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    }

    /// <summary>A double click posts the same new row twice: the second finds what the first saved. Anything else is a conflict.</summary>
    private async Task<Outcome> Compare(TRow stored, TDetails details, uint? version, CancellationToken cancellationToken)
    {
        var entry = db.Entry(stored);
        entry.CurrentValues.SetValues(details);
        var same = version is null && !entry.Properties.Any(p => p.IsModified);
        await entry.ReloadAsync(cancellationToken);
        return same ? new Outcome.Done() : new Outcome.Conflict(stored, await db.NameOf(stored.ChangedById, cancellationToken));
    }
}

/// <summary>Removes one row, unless something still rests on it.</summary>
public sealed class Remove<TRow>(PiaDbContext db) where TRow : class, IVersioned
{
    /// <param name="version">The version the person saw; null where that does not matter.</param>
    public async Task<Outcome> Handle(Guid id, uint? version, Actor actor, CancellationToken cancellationToken, Conditions<TRow>? conditions = null)
    {
        var outcome = await db.Try(() => Write(id, version, actor, conditions ?? new(), cancellationToken));
        if (outcome is not Outcome.Changed)
            return outcome;
        return await db.Set<TRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is { } theirs
            ? new Outcome.Conflict(theirs, await db.NameOf(theirs.ChangedById, cancellationToken)) : new Outcome.NotFound();
    }

    private async Task<Outcome> Write(Guid id, uint? version, Actor actor, Conditions<TRow> conditions, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (conditions.Open is { } open && !await open())
            return new Outcome.Closed();
        if (await db.Set<TRow>().SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } stored || conditions.Belongs?.Invoke(stored) == false)
            return new Outcome.NotFound();
        if (version is { } seen && stored.Version != seen)
            return new Outcome.Conflict(stored, await db.NameOf(stored.ChangedById, cancellationToken));
        if (conditions.Check?.Invoke(stored).ToList() is { Count: > 0 } errors)
            return new Outcome.Invalid(errors);
        // Each with an event of its own, which says what it was.
        if (stored is IRow row)
            db.RemoveRange(await OwnedRows.Read(db, row, cancellationToken));
        db.Remove(stored);
        await db.SaveAsync(actor, cancellationToken, conditions.Reason);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    }
}
