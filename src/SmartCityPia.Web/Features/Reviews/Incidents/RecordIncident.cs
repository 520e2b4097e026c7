using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Web.Features.Reviews.Incidents;

/// <summary>What came of recording.</summary>
public abstract record IncidentResult
{
    public sealed record Done : IncidentResult;

    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : IncidentResult;

    public sealed record Conflict(Incident Theirs) : IncidentResult;

    public sealed record NotFound : IncidentResult;
}

/// <summary>Records an incident, or what is known of it by now. Also while the assessment is closed: things go wrong in operation.</summary>
public sealed class RecordIncident(PiaDbContext db)
{
    /// <param name="version">The row version the person saw; null where they were adding.</param>
    public async Task<IncidentResult> Handle(Dossier dossier, Guid id, IncidentDetails details, uint? version, DateOnly today, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var stored = await db.Incidents.SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
        if ((stored is null && version is not null) || (stored is not null && stored.OwnerId != dossier.Head.AssessmentId))
            return new IncidentResult.NotFound();
        if (details.Check(dossier, stored?.RowIds ?? [], today).ToList() is { Count: > 0 } errors)
            return new IncidentResult.Invalid(errors);
        var adds = stored is null;
        if (stored is null)
            db.Add(stored = new() { Id = id, OwnerId = dossier.Head.AssessmentId, RecordedAt = actor.At, RecordedById = actor.AccountId, RecordedBy = actor.Name });
        db.Entry(stored).CurrentValues.SetValues(details);
        // A double click posts the same new incident twice: the second finds what the first saved.
        if (!adds && stored.Version != version && !(version is null && !db.Entry(stored).Properties.Any(p => p.IsModified)))
            return await Theirs(id, cancellationToken);
        try
        {
            await db.SaveAsync(actor, cancellationToken);
            return new IncidentResult.Done();
        }
        catch (DbUpdateException)
        {
            return await Theirs(id, cancellationToken);
        }
    }

    private async Task<IncidentResult> Theirs(Guid id, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        return await db.Incidents.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is { } theirs ? new IncidentResult.Conflict(theirs) : new IncidentResult.NotFound();
    }
}
