using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>A frozen version without its text.</summary>
public sealed record VersionFacts(Guid Id, int Number, DateTimeOffset FrozenAt, string FrozenBy, string Sha256, string Statement);

/// <summary>All frozen versions of an assessment, the newest first.</summary>
public sealed class IndexModel(PiaDbContext db) : DossierPage
{
    public IReadOnlyList<VersionFacts> Versions { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Versions = await db.AssessmentVersions.AsNoTracking().Where(v => v.AssessmentId == Assessment.Id).OrderByDescending(v => v.Number)
            .Select(v => new VersionFacts(v.Id, v.Number, v.FrozenAt, v.FrozenBy, v.Sha256, v.Statement)).ToListAsync(cancellationToken);
}
