using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Images;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>Everything that the documents of a version are made of, as of a moment.</summary>
/// <param name="Standing">Null for a version that nobody reviews.</param>
/// <param name="Decision">Null while the review goes on.</param>
/// <param name="Before">The version before it; read for the decision paper alone.</param>
public sealed record DocumentSources(string Reference, AssessmentVersion Version, VersionStanding? Standing, AssessmentVersion? Before, LogoImage? Logo, DecisionRecord? Decision);

/// <summary>Reads what the documents of a version are made of, from records that never change.</summary>
public sealed class ReadDocumentSources(PiaDbContext db)
{
    public async Task<DocumentSources> Handle(AssessmentVersion version, DocumentKind kind, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var found = await db.Assessments.AsNoTracking().Where(a => a.Id == version.AssessmentId).Select(a => new
        {
            a.Reference,
            Record = db.DecisionRecords.FirstOrDefault(d => db.Reviews.Any(r => r.Id == d.ReviewId && r.OwnerId == a.Id && r.VersionNumber == version.Number)),
            Closures = db.ConditionClosures.Where(c => c.OwnerId == a.Id).ToList(),
        }).SingleAsync(cancellationToken);
        // Conditions come from the record.
        var reviews = await db.Reviews.AsNoTracking().Include(r => r.Events).Where(r => r.OwnerId == version.AssessmentId).OrderBy(r => r.VersionNumber).ToListAsync(cancellationToken);
        var before = kind != DocumentKind.DecisionPaper ? null
            : await db.AssessmentVersions.AsNoTracking().Where(v => v.AssessmentId == version.AssessmentId && v.Number < version.Number).OrderByDescending(v => v.Number).FirstOrDefaultAsync(cancellationToken);
        // Only the report's cover shows the logo.
        var logo = kind != DocumentKind.Report || version.LogoSha256 is not { } sha256 ? null
            : LogoImage.Read(await new SaveCitySettings(db).Logo(sha256, cancellationToken) ?? throw new InvalidDataException($"The logo of version {version.Id} is not what it was."));
        var standing = VersionStanding.Of(version, found.Reference, reviews, found.Record, found.Closures, at);
        return new(found.Reference, version, standing, before, logo, standing is { IsDecided: true } ? found.Record : null);
    }
}
