using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Audit;
using SmartCityPia.Web.Infrastructure.Dossiers;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.Versions;

/// <summary>One frozen version: its facts and what can be downloaded of it.</summary>
public sealed class VersionModel(PiaDbContext db) : DossierPage
{
    public VersionFacts Facts { get; private set; } = null!;

    public override Look Look => new(AuditVerbs.Opened, nameof(AssessmentVersion), Facts.Id, Assessment.Id);

    public async Task<IActionResult> OnGetAsync(int number, CancellationToken cancellationToken)
    {
        var facts = await db.AssessmentVersions.AsNoTracking().Where(v => v.AssessmentId == Assessment.Id && v.Number == number)
            .Select(v => new VersionFacts(v.Id, v.Number, v.FrozenAt, v.FrozenBy, v.Sha256, v.Statement)).SingleOrDefaultAsync(cancellationToken);
        if (facts is null)
            return NotFound();
        Facts = facts;
        return Page();
    }
}
