using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Frame;

/// <summary>Gives a page what it shows: dossier and gaps, the city's part of it, a vendor's request, and what is being said about it.</summary>
/// <remarks>No status code of its own; where the analysis of the city takes long, a page that reads is answered with its progress.</remarks>
public sealed class EnrichDossier(PiaDbContext db, LookAtCity city)
{
    /// <returns>What to wait for; null where the page is complete.</returns>
    public async Task<CityRun?> Handle(DossierPage page, HttpContext http, bool reads)
    {
        // A supplier is told of its own service only; what the city knows together is the city's to know.
        if (page.LooksAtCity && !page.IsDescription)
        {
            var (inCity, running) = await city.OfKept(page.Kept, page.CityStamp, http.User.AccountId(), http.RequestAborted);
            if (inCity is null && reads)
                return running;
            // What was typed cannot be carried through a page that waits.
            page.Kept = inCity ?? page.Kept.WithCity(page.CityStamp, await city.Wait(page.Kept.Dossier, http.User.AccountId(), http.RequestAborted));
        }
        page.Gaps = Steps.GapsOf(page.Assessment.Kind, page.Kept.Gaps(page.Today));
        if (page.IsDescription)
        {
            page.Asked = await db.DescriptionRequests.AsNoTracking().SingleAsync(r => r.OwnerId == page.Assessment.Id, http.RequestAborted);
            page.Remarks = await db.DescriptionRemarks.AsNoTracking().Where(r => r.OwnerId == page.Assessment.Id).OrderBy(r => r.Id).ToListAsync(http.RequestAborted);
        }
        page.Loaded();
        if (reads && page.Step is { } step && !page.IsDescription)
            page.Comments = await CommentGlance.Of(db, page, step, http.RequestAborted);
        return null;
    }
}
