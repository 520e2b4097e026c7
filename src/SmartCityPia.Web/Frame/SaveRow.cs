using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Frame;

/// <summary>What came of saving or removing a row.</summary>
public abstract record RowResult
{
    public sealed record Done : RowResult;

    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : RowResult;

    /// <summary>Somebody else saved it first; both texts are shown.</summary>
    public sealed record Conflict(IRow Theirs, string ChangedBy) : RowResult;

    /// <summary>Somebody else removed it; what was typed can be saved as a new row.</summary>
    public sealed record Gone : RowResult;

    /// <summary>No such row in this dossier.</summary>
    public sealed record NotFound : RowResult;

    /// <summary>The assessment was closed while the page was open.</summary>
    public sealed record Closed : RowResult;
}

/// <summary>Saves one row of a dossier: added when its id is new, changed when it is known.</summary>
public sealed class SaveRow<TRow, TDetails>(PiaDbContext db)
    where TRow : class, TDetails, IRow
    where TDetails : class
{
    /// <param name="dossier">The dossier the row belongs to, as read in this request.</param>
    /// <param name="assessment">Its assessment; touched, so that a submit at the same time notices.</param>
    /// <param name="row">An empty row with its ids: added where none is stored under its id.</param>
    /// <param name="version">The version the person saw; null where they were adding.</param>
    /// <param name="complete">Sets what is not typed, on the row that will be written.</param>
    /// <param name="reason">Why, where the trail should say more than that it was changed.</param>
    public async Task<RowResult> Handle(Dossier dossier, Assessment assessment, TRow row, TDetails details, uint? version, Actor actor, CancellationToken cancellationToken, Action<TRow>? complete = null, string? reason = null)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await assessment.Touch(db, actor, cancellationToken))
            return new RowResult.Closed();

        var stored = await db.Set<TRow>().SingleOrDefaultAsync(r => r.Id == row.Id, cancellationToken);
        if (stored is not null && stored.OwnerId != row.OwnerId)
            return new RowResult.NotFound();
        if (stored is null && version is not null)
            return new RowResult.Gone();
        if (stored is not null && stored.Version != version)
        {
            // A double click posts the same new row twice: the second finds what the first saved.
            db.Entry(stored).CurrentValues.SetValues(details);
            var same = version is null && !db.Entry(stored).Properties.Any(p => p.IsModified);
            await db.Entry(stored).ReloadAsync(cancellationToken);
            return same ? new RowResult.Done() : new RowResult.Conflict(stored, await NameOf(stored.ChangedById, cancellationToken));
        }

        if (details is IChecked<TRow> rules && rules.Check(dossier, stored ?? row).ToList() is { Count: > 0 } errors)
            return new RowResult.Invalid(errors);
        if (stored is null)
            db.Add(stored = row);
        db.Entry(stored).CurrentValues.SetValues(details);
        complete?.Invoke(stored);
        try
        {
            await db.SaveAsync(actor, cancellationToken, reason);
            await transaction.CommitAsync(cancellationToken);
            return new RowResult.Done();
        }
        catch (DbUpdateConcurrencyException)
        {
            await transaction.RollbackAsync(cancellationToken);
            db.ChangeTracker.Clear();
            var theirs = await db.Set<TRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == row.Id, cancellationToken);
            return theirs is null ? new RowResult.Gone() : new RowResult.Conflict(theirs, await NameOf(theirs.ChangedById, cancellationToken));
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation } refused)
        {
            return new RowResult.Invalid([new("", refused.SqlState == PostgresErrorCodes.UniqueViolation ? "Refused." + refused.ConstraintName : "UnknownReference")]);
        }
    }

    internal async Task<string> NameOf(Guid accountId, CancellationToken cancellationToken) =>
        await db.Users.Where(u => u.Id == accountId).Select(u => u.DisplayName).SingleOrDefaultAsync(cancellationToken) ?? "";
}

/// <summary>Removes one row of a dossier, unless something still rests on it.</summary>
public sealed class RemoveRow<TRow>(PiaDbContext db) where TRow : class, IRow
{
    public async Task<RowResult> Handle(Assessment assessment, Guid ownerId, Guid id, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await assessment.Touch(db, actor, cancellationToken))
            return new RowResult.Closed();
        var stored = await db.Set<TRow>().SingleOrDefaultAsync(r => r.Id == id && r.OwnerId == ownerId, cancellationToken);
        if (stored is null)
            return new RowResult.NotFound();
        db.Remove(stored);
        try
        {
            await db.SaveAsync(actor, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new RowResult.Done();
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation })
        {
            return new RowResult.Invalid([new("", "StillUsed")]);
        }
    }
}

public static class AssessmentTouch
{
    /// <summary>
    /// Marks the assessment as changed, if it is a draft. This takes its row lock, so that writes to one dossier come
    /// one after the other and a submit that read an older state notices (its row version has moved on).
    /// </summary>
    /// <returns>False where the assessment is closed.</returns>
    public static async Task<bool> Touch(this Assessment assessment, PiaDbContext db, Actor actor, CancellationToken cancellationToken) =>
        await db.Assessments.Where(a => a.Id == assessment.Id && a.Status == AssessmentStatus.Draft)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.ChangedAt, actor.At).SetProperty(a => a.ChangedById, actor.AccountId), cancellationToken) == 1;
}
