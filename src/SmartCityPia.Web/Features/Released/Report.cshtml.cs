using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Features.Dossiers.Versions;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Released;

/// <summary>A document of a version that is released to me.</summary>
/// <remarks>404: no such release, or none of mine, or it is over.</remarks>
public sealed class ReportModel(PiaDbContext db, DownloadVersion download, TimeProvider clock) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, string file, CancellationToken cancellationToken) =>
        FrozenVersion.Documents.ContainsKey(file) && await db.ReleasedTo(User, clock.Today(), id).SingleOrDefaultAsync(cancellationToken) is { } released
            && await download.Handle(released.AssessmentId, released.Reference, released.Number, file, HttpContext.Actor(), cancellationToken) is { } found
            ? File(found.Content, found.ContentType, found.Name) : NotFound();
}
