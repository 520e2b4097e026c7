using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Audit;
using SmartCityPia.Domain.Descriptions;
using SmartCityPia.Web.Infrastructure.Dossiers;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.Descriptions;

/// <summary>A description as a file that can be imported again.</summary>
public class ExportModel : DossierPage
{
    public override Look? Look => new(AuditVerbs.Exported, nameof(Assessment), Assessment.Id, Assessment.Id);

    public IActionResult OnGet() =>
        File(System.Text.Encoding.UTF8.GetBytes(DescriptionFile.Write(Dossier)), "application/json", $"{Assessment.Reference}-description.json");
}
