using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Frame;

/// <summary>
/// Loads what a page shows besides its dossier: findings across services, a vendor's request and remarks, comments.
/// </summary>
/// <remarks>Sets no status code. If a page that reads has to wait for the city analysis, it gets the progress page.</remarks>
public sealed class EnrichDossier(PiaDbContext db, ComputeContribution city)
{
    /// <returns>The run to wait for; null if the page is complete.</returns>
    public async Task<CityRun?> Handle(DossierPage page, HttpContext http, bool reads)
    {
        // Vendors see findings of their own service only.
        if (page.NeedsCity && !page.IsDescription)
        {
            var (inCity, running) = await city.OfKept(page.Kept, page.CityStamp, http.User.AccountId(), http.RequestAborted);
            if (inCity is null && reads)
                return running;
            // A post waits for the run: its input would be lost on the progress page.
            page.Kept = inCity ?? page.Kept
                .WithCity(page.CityStamp, await city.Wait(page.Kept.Dossier, http.User.AccountId(), http.RequestAborted));
        }
        if (page.IsDescription)
        {
            page.Asked = await db.DescriptionRequests.AsNoTracking().SingleAsync(r => r.OwnerId == page.Assessment.Id, http.RequestAborted);
            page.Remarks = await db.DescriptionRemarks.AsNoTracking().Where(r => r.OwnerId == page.Assessment.Id).OrderBy(r => r.Id)
                .ToListAsync(http.RequestAborted);
            page.Confidential = await db.ConfidentialFields.AsNoTracking().Where(c => c.OwnerId == page.Assessment.Id).OrderBy(c => c.Id).ToListAsync(http.RequestAborted);
        }
        if (reads && page.Standing is { State: AssessmentState.ChangesRequested } standing)
            page.Standing = standing with { SentBack = await SentBack.Of(db, page.Assessment, http.RequestAborted) };
        page.Loaded();
        if (reads && page.Step is { } step && !page.IsDescription)
            page.Comments = await CommentSummary.Of(db, page, step, http.RequestAborted);
        return null;
    }
}
