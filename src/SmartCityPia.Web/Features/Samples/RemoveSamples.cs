using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Data.Saving;
using SmartCityPia.Data.Search;
using SmartCityPia.Data.Stamps;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Features.Samples;

/// <param name="Goes">Nothing was made in it since it was loaded.</param>
public sealed record SampleAssessment(Guid Id, string Reference, string Name, bool Goes);

/// <summary>
/// Removes what was loaded, and nothing that was made since: an assessment that somebody worked on stays whole, and so does an organisation that
/// something else names. What stays is the city's from then on.
/// </summary>
public sealed class RemoveSamples(PiaDbContext db)
{
    /// <summary>What is there of the samples, and what would go.</summary>
    public async Task<IReadOnlyList<SampleAssessment>> Look(CancellationToken cancellationToken)
    {
        var there = await (from s in db.SampleRows.AsNoTracking()
                           join a in db.Assessments on s.RowId equals a.Id
                           join d in db.ServiceDescriptions on a.DescriptionId equals d.Id
                           join t in db.Set<DossierStamp>() on a.Id equals t.AssessmentId
                           orderby a.Reference
                           select new { a.Id, a.Reference, d.Name, IsSame = t.Stamp == s.Stamp && a.Versions == 0 && a.ArchivedAt == null && a.WithdrawnAt == null }).ToListAsync(cancellationToken);
        var worked = await Worked([.. there.Select(a => a.Id)], cancellationToken);
        return [.. there.Select(a => new SampleAssessment(a.Id, a.Reference, a.Name, a.IsSame && !worked.Contains(a.Id)))];
    }

    public Task<Outcome> Handle(Actor actor, CancellationToken cancellationToken) => db.Try(async () =>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('sample_rows'))", cancellationToken);
        if (!await db.SampleRows.AnyAsync(cancellationToken))
            return new Outcome.Done<int>(0);
        await db.RecordAsync(actor, AuditVerbs.SamplesRemoved, nameof(CitySettings), CitySettings.TheOne, null, cancellationToken);
        var going = (await Look(cancellationToken)).Where(a => a.Goes).ToList();
        foreach (var sample in going)
        {
            var assessment = await db.Assessments.SingleAsync(a => a.Id == sample.Id, cancellationToken);
            var service = await db.Services.SingleAsync(s => s.Id == assessment.ServiceId, cancellationToken);
            foreach (var kind in RowKinds.All.Reverse())
                db.RemoveRange(await kind.Use(new RowsOfOwner(db, kind.IsDescription ? assessment.DescriptionId : assessment.Id, cancellationToken)));
            await db.SaveAsync(actor, cancellationToken);
            db.Remove(assessment);
            await db.SaveAsync(actor, cancellationToken);
            db.RemoveRange(await db.ServiceDescriptions.Where(d => d.OwnerId == service.Id).ToListAsync(cancellationToken));
            db.Remove(service);
            await db.SaveAsync(actor, cancellationToken);
            db.ChangeTracker.Clear();
        }
        var bodies = await db.Organisations.Where(o => db.SampleRows.Any(s => s.RowId == o.Id && o.ChangedAt == s.LoadedAt)).ToListAsync(cancellationToken);
        foreach (var body in bodies)
        {
            if ((await db.UsesOf(body.Id, cancellationToken)).Count == 0)
                db.Remove(body);
        }
        await db.SaveAsync(actor, cancellationToken);
        await db.SampleRows.ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done<int>(going.Count);
    });

    /// <summary>Those that something else than their own rows refers to: comments, files, reviews, people asked in. The model says what can.</summary>
    private async Task<HashSet<Guid>> Worked(Guid[] assessments, CancellationToken cancellationToken)
    {
        var rows = RowKinds.All.Select(k => k.Row).Append(typeof(AssessmentSearch)).ToHashSet();
        var places = db.Model.FindEntityType(typeof(Assessment))!.GetReferencingForeignKeys().Where(k => !rows.Contains(k.DeclaringEntityType.ClrType) && k.PrincipalKey.Properties is [{ Name: nameof(Assessment.Id) }])
            .Select(k => FormattableString.Invariant($"SELECT \"{k.Properties[0].GetColumnName()}\" AS \"Value\" FROM \"{k.DeclaringEntityType.GetTableName()}\" WHERE \"{k.Properties[0].GetColumnName()}\" = ANY({{0}})"));
        return (await db.Database.SqlQueryRaw<Guid>(string.Join(" UNION ", places), [assessments]).ToListAsync(cancellationToken)).ToHashSet();
    }
}
