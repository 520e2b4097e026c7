using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Frame;

/// <summary>
/// Reads the assessment in the address, its stamps and the number of unread notices in one query, and gets the dossier from the cache.
/// </summary>
/// <remarks>404: no such assessment, or none that the person may see. The two look the same.</remarks>
public sealed class LoadDossier(PiaDbContext db, DossierCache dossiers, UnreadNotices unread, LiveSettings settings, TimeProvider clock)
{
    /// <returns>False for 404.</returns>
    public async Task<bool> Handle(DossierPage page, string? reference, HttpContext http)
    {
        // Of the row in the address, else of the service. A vendor's description has none.
        var row = Guid.TryParse(http.Request.RouteValues["id"]?.ToString(), out var id) ? id : (Guid?)null;
        var note = db.InternalNotes.Where(n => db.Assessments.Any(a => a.Id == n.OwnerId && a.Reference == reference && (n.RowId == row || (row == null && n.RowId == a.DescriptionId)))).Select(n => n.Text);
        var approvals = db.Approvals(settings.Now.Reviews);
        var notices = unread.Of(http.User.AccountId());
        var read = await db.Addressed(http, rows: !page.Access.BeforeSubmission).Where(a => a.Reference == reference).WithStamps(db)
            .Select(found => new
            {
                Found = found,
                Unread = notices.Count(),
                Note = note.FirstOrDefault(),
                Newest = db.Reviews.Where(r => r.OwnerId == found.Assessment.Id && r.VersionNumber == found.Assessment.Versions).Select(r => (ReviewState?)r.State).FirstOrDefault(),
                Approval = approvals.FirstOrDefault(r => r.OwnerId == found.Assessment.Id),
                EndsOn = db.ServiceEnds.Where(e => e.OwnerId == found.Assessment.Id).Select(e => e.EndsOn).FirstOrDefault(),
            }).SingleOrDefaultAsync(http.RequestAborted);
        if (read is null || await dossiers.Get(read.Found.Key, http.RequestAborted) is not { } known)
            return false;
        unread.Known = read.Unread;
        page.InternalNote = read.Note;
        page.Today = clock.Today();
        if (read.Found.Assessment.Kind == AssessmentKind.Assessment)
            page.Standing = AssessmentStanding.Of(AssessmentStates.Of(read.Found.Assessment, read.Newest), read.Approval?.VersionNumber, read.Approval?.DueOn,
                read.EndsOn, read.Found.Assessment.ArchivedAt is not null, page.Today);
        (page.Assessment, page.Kept, page.CityStamp) = (read.Found.Assessment, known, read.Found.City);
        return true;
    }
}
