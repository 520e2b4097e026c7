using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Plan;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Pdf;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Plan;

/// <summary>The files of one version of the plan. The event is written before the first byte is sent.</summary>
public sealed class PlanFileModel(PiaDbContext db) : PageModel
{
    public const string Report = "plan.pdf";
    public const string Json = "plan.json";

    public async Task<IActionResult> OnGetAsync(int number, string file, CancellationToken cancellationToken)
    {
        if (file is not (Report or Json) || await db.PlanVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Number == number, cancellationToken) is not { } version)
            return NotFound();
        var (plan, actor) = (version.Plan, HttpContext.Actor());
        await db.RecordAsync(actor, AuditVerbs.Downloaded, nameof(PlanVersion), version.Id, null, cancellationToken, file);
        var name = string.Create(CultureInfo.InvariantCulture, $"privacy-plan-v{number}{Path.GetExtension(file)}");
        if (file == Json)
            return new FileContentResult(Encoding.UTF8.GetBytes(version.Json), "application/json") { FileDownloadName = name, EntityTag = new($"\"{version.Sha256}\"") };
        var decision = await db.PlanDecisions.AsNoTracking().SingleOrDefaultAsync(d => d.Number == number, cancellationToken);
        using var pdf = new MemoryStream();
        PdfReportWriter.Write(PlanReport.Build(plan, version, decision, CultureInfo.CurrentUICulture), actor.At, pdf);
        return File(pdf.ToArray(), "application/pdf", name);
    }
}
