using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>One frozen version: its facts and downloads.</summary>
public sealed class VersionModel(PiaDbContext db) : DossierPage
{
    public VersionFacts Facts { get; private set; } = null!;

    public override ViewEvent ViewEvent => new(AuditVerbs.Opened, nameof(AssessmentVersion), Facts.Id, Assessment.Id);

    /// <summary>The signatures in order.</summary>
    public IReadOnlyList<ReviewEvent> Signatures { get; private set; } = [];

    /// <summary>The hash of the record of the decision; null while the review goes on.</summary>
    public string? DecisionSha256 { get; private set; }

    public async Task<IActionResult> OnGetAsync(int number, CancellationToken cancellationToken)
    {
        var found = await db.AssessmentVersions.AsNoTracking().Where(v => v.AssessmentId == Assessment.Id && v.Number == number).Select(v => new
        {
            Facts = new VersionFacts(v.Id, v.Number, v.FrozenAt, v.FrozenBy, v.Sha256, v.Statement),
            Decision = db.DecisionRecords.Where(d => db.Reviews.Any(r => r.Id == d.ReviewId && r.OwnerId == v.AssessmentId && r.VersionNumber == v.Number)).Select(d => d.Sha256).FirstOrDefault(),
        }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return NotFound();
        (Facts, DecisionSha256) = (found.Facts, found.Decision);
        Signatures = await db.ReviewEvents.AsNoTracking().Where(e => e.OwnerId == Assessment.Id && e.Statement != null
            && db.Reviews.Any(r => r.Id == e.ReviewId && r.VersionNumber == number))
            .OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync(cancellationToken);
        return Page();
    }
}
