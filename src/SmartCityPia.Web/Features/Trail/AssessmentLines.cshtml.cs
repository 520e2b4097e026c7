using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Trail;

/// <summary>The history of one assessment as JSON lines.</summary>
public sealed class AssessmentLinesModel(ReadHistory history, ExportHistory export) : DossierPage
{
    public async Task<IActionResult> OnGetAsync(HistoryFilter filter, CancellationToken cancellationToken) =>
        await export.Handle(filter with { Organisation = null }, history.OwnersOf(Assessment), Assessment.Id,
            $"{Assessment.Reference}-history.jsonl", HttpContext.Actor(), Response, cancellationToken);
}
