using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Web.Features.Organisations;

/// <summary>What came of saving an organisation.</summary>
public abstract record OrganisationResult
{
    public sealed record Done : OrganisationResult;

    public sealed record Invalid(FieldError Error) : OrganisationResult;

    /// <summary>Somebody else saved it first; both texts are shown.</summary>
    public sealed record Conflict(Organisation Theirs, string ChangedBy) : OrganisationResult;

    public sealed record NotFound : OrganisationResult;
}

/// <summary>Saves an organisation: added when its id is new, changed when it is known.</summary>
public sealed class SaveOrganisation(PiaDbContext db)
{
    /// <param name="version">The version the person saw; null where they were adding.</param>
    public async Task<OrganisationResult> Handle(Guid id, OrganisationDetails details, uint? version, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var stored = await db.Organisations.SingleOrDefaultAsync(o => o.Id == id, cancellationToken);
        if (stored is null && version is not null)
            return new OrganisationResult.NotFound();
        if (stored is not null && stored.Version != version)
        {
            // A double click posts the same new organisation twice: the second finds what the first saved.
            db.Entry(stored).CurrentValues.SetValues(details);
            var same = version is null && !db.Entry(stored).Properties.Any(p => p.IsModified);
            await db.Entry(stored).ReloadAsync(cancellationToken);
            return same ? new OrganisationResult.Done() : await ConflictWith(stored, cancellationToken);
        }
        if (stored is null)
            db.Add(stored = new() { Id = id });
        db.Entry(stored).CurrentValues.SetValues(details);
        try
        {
            await db.SaveAsync(actor, cancellationToken);
            return new OrganisationResult.Done();
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancellationToken) is { } theirs
                ? await ConflictWith(theirs, cancellationToken)
                : new OrganisationResult.NotFound();
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: Organisation.NameIsUnique })
        {
            return new OrganisationResult.Invalid(new(nameof(OrganisationDetails.Name), "Refused." + Organisation.NameIsUnique));
        }
    }

    private async Task<OrganisationResult> ConflictWith(Organisation theirs, CancellationToken cancellationToken) => new OrganisationResult.Conflict(
        theirs, await db.Users.Where(u => u.Id == theirs.ChangedById).Select(u => u.DisplayName).SingleOrDefaultAsync(cancellationToken) ?? "");
}
