using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>A frozen version without its JSON.</summary>
public sealed record VersionFacts(Guid Id, int Number, DateTimeOffset FrozenAt, string FrozenBy, string Sha256, string Statement);

/// <summary>All frozen versions of an assessment, newest first.</summary>
public sealed class IndexModel(PiaDbContext db) : DossierPage
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<VersionFacts> Versions { get; private set; } = null!;

    public Pager Pager => Pager.For(Versions, At("versions"), new Dictionary<string, string?>(StringComparer.Ordinal));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var versions = db.AssessmentVersions.AsNoTracking().Where(v => v.AssessmentId == Assessment.Id).OrderByDescending(v => v.Number)
            .Select(v => new VersionFacts(v.Id, v.Number, v.FrozenAt, v.FrozenBy, v.Sha256, v.Statement));
        Versions = await PagedList.Read(versions, PageNumber, cancellationToken);
    }
}
