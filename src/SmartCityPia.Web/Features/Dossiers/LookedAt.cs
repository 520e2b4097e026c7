using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Features.Dossiers;

/// <summary>Somebody says that rows are right as the kind of service filled them in.</summary>
public sealed class LookedAt(PiaDbContext db)
{
    /// <returns>Closed where the assessment is no draft.</returns>
    public Task<Outcome> Handle(Assessment assessment, IReadOnlyList<Guid> rows, Actor actor, CancellationToken cancellationToken) => db.Try(async () =>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await assessment.Touch(db, actor, cancellationToken))
            return new Outcome.Closed();
        await assessment.Saw(db, rows, cancellationToken);
        await db.RecordAsync(actor, AuditVerbs.LookedAt, nameof(Assessment), assessment.Id, assessment.Id, cancellationToken, after: System.Text.Json.JsonSerializer.Serialize(new { rows = rows.Count }));
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    });
}
