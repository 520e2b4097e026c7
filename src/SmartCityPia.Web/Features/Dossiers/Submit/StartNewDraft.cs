using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Web.Features.Dossiers.Submit;

/// <summary>
/// Opens a submitted assessment for changes once its review has come to an end; its frozen versions stay. Done twice, it
/// is done once.
/// </summary>
public sealed class StartNewDraft(PiaDbContext db)
{
    /// <returns>False while the version is in review (it has to be withdrawn, with a reason) or the assessment is set aside.</returns>
    public async Task<bool> Handle(Guid assessmentId, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var assessment = await db.Assessments.SingleAsync(a => a.Id == assessmentId, cancellationToken);
        if (!assessment.IsReadOnly)
            return true;
        if (assessment.IsSetAside)
            return false;
        if (await db.Reviews.AnyAsync(r => r.OwnerId == assessmentId && (r.State == ReviewState.InReview || r.State == ReviewState.DpoOpinion), cancellationToken))
            return false;
        assessment.StartNewDraft();
        await db.SaveOnce(actor, cancellationToken);
        return true;
    }
}
