using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.Released;

/// <summary>One version that is released to me.</summary>
/// <remarks>404: no such release, or none of mine, or it is over.</remarks>
public sealed class VersionModel(PiaDbContext db, TimeProvider clock) : PageModel, ILoggedView
{
    public ReleasedVersion Version { get; private set; } = null!;

    public ViewEvent? ViewEvent => new(AuditVerbs.Opened, nameof(AssessmentVersion), Version.VersionId, Version.AssessmentId);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.ReleasedTo(User, clock.Today(), id).SingleOrDefaultAsync(cancellationToken) is not { } found)
            return NotFound();
        Version = found.Named();
        return Page();
    }
}
