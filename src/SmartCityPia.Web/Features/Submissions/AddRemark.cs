using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;

namespace SmartCityPia.Web.Features.Submissions;

public sealed class AddRemark(PiaDbContext db)
{
    /// <returns>False if the description isn't submitted any more, or has the maximum number of remarks.</returns>
    public async Task<bool> Handle(DescriptionRemark remark, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Lock the request, so that a concurrent return waits or is seen here.
        if (await db.DescriptionRequests
            .FromSql($"select *, xmin from description_requests where assessment_id = {remark.OwnerId} for update").AsNoTracking()
            .SingleAsync(cancellationToken) is not { State: DescriptionState.Submitted }
            || await db.DescriptionRemarks.CountAsync(r => r.OwnerId == remark.OwnerId, cancellationToken) >= Limits.Choices * 2)
            return false;
        // A double click posts the same id; save it once.
        if (await db.DescriptionRemarks.AnyAsync(r => r.Id == remark.Id, cancellationToken))
            return true;
        db.Add(remark);
        await db.SaveAsync(actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
