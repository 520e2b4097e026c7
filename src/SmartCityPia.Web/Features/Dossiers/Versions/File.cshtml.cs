using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>The downloads of one version. Not a dossier page, because it doesn't need the live rows.</summary>
/// <remarks>404: no such assessment, none that the person may see, no such version, or it has no such file.</remarks>
public sealed class FileModel(PiaDbContext db, DownloadVersion download) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string reference, int number, string file, CancellationToken cancellationToken)
    {
        if (!DownloadVersion.Files.Contains(file))
            return NotFound();
        var assessment = await db.Assessments.AsNoTracking().VisibleTo(User).Where(a => a.Reference == reference)
            .Select(a => new { a.Id, a.Reference }).SingleOrDefaultAsync(cancellationToken);
        if (assessment is null
            || await download.Handle(assessment.Id, assessment.Reference, number, file, HttpContext.Actor(),
            cancellationToken) is not { } found)
            return NotFound();
        return new FileContentResult(found.Content, found.ContentType)
        {
            FileDownloadName = found.Name,
            EntityTag = found.Sha256 is { } hash ? new($"\"{hash}\"") : null,
        };
    }
}
