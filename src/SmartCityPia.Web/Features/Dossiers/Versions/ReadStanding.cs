using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>What had become of a version by some moment, from the records of its review.</summary>
public sealed class ReadStanding(PiaDbContext db)
{
    /// <returns>Null for a version that nobody reviews.</returns>
    public async Task<VersionStanding?> Handle(AssessmentVersion version, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var found = await db.Assessments.AsNoTracking().Where(a => a.Id == version.AssessmentId).Select(a => new
        {
            a.Reference,
            Record = db.DecisionRecords.FirstOrDefault(d => db.Reviews.Any(r => r.Id == d.ReviewId && r.OwnerId == a.Id && r.VersionNumber == version.Number)),
            Closures = db.ConditionClosures.Where(c => c.OwnerId == a.Id).ToList(),
        }).SingleAsync(cancellationToken);
        // Conditions come from the record.
        var reviews = await db.Reviews.AsNoTracking().Include(r => r.Events).Where(r => r.OwnerId == version.AssessmentId).OrderBy(r => r.VersionNumber).ToListAsync(cancellationToken);
        return VersionStanding.Of(version, found.Reference, reviews, found.Record, found.Closures, at);
    }
}
