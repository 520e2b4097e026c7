using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Data;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Trail;

/// <summary>The filtered events as JSON lines.</summary>
public sealed class LinesModel(PiaDbContext db, ExportHistory export) : PageModel
{
    public Task<IActionResult> OnGetAsync(HistoryFilter filter, CancellationToken cancellationToken) =>
        export.Handle(filter.For(db, User), null, null, "history.jsonl", HttpContext.Actor(), Response, cancellationToken);
}
