using System.Text;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>Exports a description as a file that can be imported again.</summary>
public class ExportModel(PiaDbContext db) : DossierPage
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await db.RecordAsync(HttpContext.Actor(), AuditVerbs.Exported, nameof(Assessment), Assessment.Id, Assessment.Id, cancellationToken);
        return File(Encoding.UTF8.GetBytes(DescriptionFile.Write(Dossier)), "application/json", $"{Assessment.Reference}-description.json");
    }
}
