using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Audit;

namespace SmartCityPia.Web.Features.Submission;

/// <summary>Opens a submitted assessment for changes; its frozen versions stay. Done twice, it is done once.</summary>
public sealed class StartNewDraft(PiaDbContext db)
{
    public async Task Handle(Guid assessmentId, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var assessment = await db.Assessments.SingleAsync(a => a.Id == assessmentId, cancellationToken);
        if (!assessment.IsReadOnly)
            return;
        assessment.StartNewDraft();
        try
        {
            await db.SaveAsync(actor, cancellationToken, verb: AuditVerbs.Reopened);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody opened it in the same moment: it is open.
        }
    }
}
