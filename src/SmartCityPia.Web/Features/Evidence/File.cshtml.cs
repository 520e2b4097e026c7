using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Evidence;

/// <summary>Downloads one version of a file.</summary>
/// <remarks>404: no such version in this assessment, or its content has been removed.</remarks>
public sealed class FileModel(PiaDbContext db, SendFile send) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string reference, Guid id, int number, CancellationToken cancellationToken)
    {
        var assessments = db.Addressed(HttpContext).Where(a => a.Reference == reference).Select(a => a.Id);
        var version = await db.EvidenceVersions.AsNoTracking()
            .SingleOrDefaultAsync(v => v.EvidenceId == id && v.Number == number && v.RemovedAt == null
                && assessments.Contains(v.OwnerId), cancellationToken);
        if (version is null)
            return NotFound();
        await send.Handle(version, HttpContext, HttpContext.Actor(), cancellationToken);
        return new EmptyResult();
    }
}
