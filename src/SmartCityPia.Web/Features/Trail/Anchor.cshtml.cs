using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Data.Trail;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Trail;

/// <summary>Downloads the newest link of the chain, to be kept elsewhere. The download's own event is covered by it.</summary>
public sealed class AnchorModel(PiaDbContext db) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        await db.RecordAsync(actor, AuditVerbs.Exported, nameof(AuditLink), Guid.Empty, null, cancellationToken);
        var head = await db.AuditLinks.AsNoTracking().OrderByDescending(l => l.Sequence).FirstAsync(cancellationToken);
        return File(Encoding.UTF8.GetBytes(new TrailAnchor(head.Sequence, Convert.ToHexStringLower(head.Hash), actor.At).ToJson()),
            "application/json",
            string.Create(CultureInfo.InvariantCulture, $"anchor-{head.Sequence}.json"));
    }
}
