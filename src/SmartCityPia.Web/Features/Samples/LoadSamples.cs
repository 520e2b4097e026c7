using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Data.Samples;
using SmartCityPia.Data.Saving;
using SmartCityPia.Data.Stamps;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Features.Samples;

/// <summary>Puts the services of the demo city into this one as drafts, to look at and to try. The person leads them.</summary>
public sealed class LoadSamples(PiaDbContext db, SeedService seed)
{
    /// <returns>How many came; 0 where samples are there already.</returns>
    public async Task<int> Handle(Actor actor, CancellationToken cancellationToken)
    {
        if (await db.SampleRows.AnyAsync(cancellationToken))
            return 0;
        var (at, today) = (actor.At, DateOnly.FromDateTime(actor.At.UtcDateTime));
        var services = SampleService.All();
        // All or nothing: whoever is interrupted finds the city as it was.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Of two who load at once the second waits, and finds them there.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('sample_rows'))", cancellationToken);
        if (await db.SampleRows.AnyAsync(cancellationToken))
            return 0;
        await db.RecordAsync(actor, AuditVerbs.SamplesLoaded, nameof(CitySettings), CitySettings.TheOne, null, cancellationToken);
        var before = await db.Organisations.Select(o => o.Id).ToListAsync(cancellationToken);
        var agencies = new Dictionary<string, Guid>(TextKey.Comparer);
        foreach (var name in services.Select(s => s.Agency).Distinct(TextKey.Comparer))
            agencies[name] = await Agency(name, Next(), cancellationToken);
        var loaded = new List<Guid>();
        foreach (var service in services)
            loaded.Add(await seed.Handle(service with { Name = service.Name + " (sample)" }, agencies[service.Agency], (_, _) => Next(), today, cancellationToken));
        db.ChangeTracker.Clear();
        var stamps = await db.Set<DossierStamp>().AsNoTracking().Where(s => loaded.Contains(s.AssessmentId)).ToListAsync(cancellationToken);
        db.AddRange(stamps.Select(s => new SampleRow { RowId = s.AssessmentId, Stamp = s.Stamp, LoadedAt = actor.At }));
        db.AddRange(await db.Organisations.Where(o => !before.Contains(o.Id)).Select(o => new SampleRow { RowId = o.Id, LoadedAt = o.ChangedAt }).ToListAsync(cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return loaded.Count;

        // Rows are shown in the order of their ids, which carry their time.
        Actor Next() => actor with { At = at = at.AddMilliseconds(250) };
    }

    private async Task<Guid> Agency(string name, Actor actor, CancellationToken cancellationToken)
    {
        if (await db.Organisations.Named(name).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(cancellationToken) is { } known)
            return known;
        var agency = new Organisation { Id = Guid.CreateVersion7(actor.At), Name = name, Kind = OrganisationKind.Agency };
        db.Add(agency);
        await db.SaveAsync(actor, cancellationToken);
        return agency.Id;
    }
}
