using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.City;

/// <summary>What came of saving or removing a coalition.</summary>
public abstract record CoalitionResult
{
    public sealed record Done : CoalitionResult;

    public sealed record Invalid(FieldError Error) : CoalitionResult;

    /// <summary>Somebody else saved it first; both texts are shown.</summary>
    public sealed record Conflict(Coalition Theirs, string ChangedBy) : CoalitionResult;

    public sealed record NotFound : CoalitionResult;
}

/// <summary>Declares a group of organisations to be looked at together: added when its id is new, changed when it is known.</summary>
public sealed class SaveCoalition(PiaDbContext db)
{
    /// <param name="version">The version the person saw; null where they were adding.</param>
    public async Task<CoalitionResult> Handle(Guid id, CoalitionDetails details, uint? version, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        details.Members = [.. details.Members.Distinct()];
        if (details.Members.Count < CoalitionDetails.FewestMembers)
            return new CoalitionResult.Invalid(new(nameof(CoalitionDetails.Members), "TooFewMembers"));
        if (await db.Organisations.CountAsync(o => details.Members.Contains(o.Id), cancellationToken) < details.Members.Count)
            return new CoalitionResult.Invalid(new(nameof(CoalitionDetails.Members), "UnknownReference"));
        var stored = await db.Coalitions.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (stored is null && version is not null)
            return new CoalitionResult.NotFound();
        if (stored is not null && stored.Version != version)
        {
            // A double click posts the same new coalition twice: the second finds what the first saved.
            var same = version is null && stored.Name == details.Name && stored.Kind == details.Kind && stored.Reason == details.Reason && stored.Members.SequenceEqual(details.Members);
            return same ? new CoalitionResult.Done() : await ConflictWith(stored, cancellationToken);
        }
        if (stored is null)
            db.Add(stored = new() { Id = id });
        db.Entry(stored).CurrentValues.SetValues(details);
        // A list of its own: a later change of the form must not be a change of the row.
        stored.Members = [.. details.Members];
        try
        {
            await db.SaveAsync(actor, cancellationToken);
            return new CoalitionResult.Done();
        }
        catch (DbUpdateConcurrencyException)
        {
            return await Lost(id, cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: Coalition.NameIsUnique })
        {
            return new CoalitionResult.Invalid(new(nameof(CoalitionDetails.Name), "Refused." + Coalition.NameIsUnique));
        }
    }

    /// <param name="version">The version the person saw.</param>
    public async Task<CoalitionResult> Remove(Guid id, uint? version, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        if (await db.Coalitions.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } stored)
            return new CoalitionResult.NotFound();
        if (stored.Version != version)
            return await ConflictWith(stored, cancellationToken);
        db.Remove(stored);
        try
        {
            await db.SaveAsync(actor, cancellationToken);
            return new CoalitionResult.Done();
        }
        catch (DbUpdateConcurrencyException)
        {
            return await Lost(id, cancellationToken);
        }
    }

    private async Task<CoalitionResult> Lost(Guid id, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        return await db.Coalitions.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is { } theirs
            ? await ConflictWith(theirs, cancellationToken)
            : new CoalitionResult.NotFound();
    }

    private async Task<CoalitionResult> ConflictWith(Coalition theirs, CancellationToken cancellationToken) => new CoalitionResult.Conflict(
        theirs, await db.Users.Where(u => u.Id == theirs.ChangedById).Select(u => u.DisplayName).SingleOrDefaultAsync(cancellationToken) ?? "");
}
