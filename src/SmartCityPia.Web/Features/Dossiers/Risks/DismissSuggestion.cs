using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.Dossiers.Risks;

/// <summary>Takes a suggested risk off the list, or puts it back.</summary>
public sealed class DismissSuggestion(PiaDbContext db)
{
    public Task<Outcome> Handle(Assessment assessment, string key, bool dismissed, Actor actor, CancellationToken cancellationToken) => db.Try(async () =>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await assessment.Touch(db, actor, cancellationToken))
            return new Outcome.Closed();
        // Read after the touch: it holds the row lock, so two people's dismissals add up.
        var current = await db.Assessments.SingleAsync(a => a.Id == assessment.Id, cancellationToken);
        current.Dismissed = [.. current.Dismissed.Where(k => k != key), .. dismissed ? [key] : Array.Empty<string>()];
        await db.SaveAsync(actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    });
}
