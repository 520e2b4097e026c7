using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Released;

/// <param name="Service">Its name; as read, the frozen text that has it.</param>
public sealed record ReleasedVersion(Guid Id, Guid AssessmentId, Guid VersionId, string Reference, int Number, string Service, DateTimeOffset FrozenAt, string By, DateOnly LastDay);

public static class ReleasedVersions
{
    /// <summary>What is released to the person today, the newest first. The name is that of the frozen text, not of today.</summary>
    /// <param name="id">One release; none for all.</param>
    public static IQueryable<ReleasedVersion> ReleasedTo(this PiaDbContext db, System.Security.Claims.ClaimsPrincipal user, DateOnly today, Guid? id = null) =>
        from r in Visibility.Released(db, user.Viewer(), today)
        join a in db.Assessments on r.OwnerId equals a.Id
        where id == null || r.Id == id
        join v in db.AssessmentVersions on new { AssessmentId = r.OwnerId, r.Number } equals new { v.AssessmentId, v.Number }
        orderby r.Id descending
        select new ReleasedVersion(r.Id, a.Id, v.Id, a.Reference, r.Number, v.Json, v.FrozenAt, r.ReleasedBy, r.LastDay);

    /// <summary>With the service's name in place of the frozen text.</summary>
    public static ReleasedVersion Named(this ReleasedVersion version) => version with { Service = CanonicalJson.Read(version.Service).Service.Name };
}

/// <summary>The frozen versions that I may read.</summary>
public sealed class IndexModel(PiaDbContext db, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<ReleasedVersion> Rows { get; private set; } = null!;

    public Pager Pager => Pager.For(Rows, Addresses.Released, new Dictionary<string, string?>(StringComparer.Ordinal));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var rows = await PagedList.Read(db.ReleasedTo(User, clock.Today()), PageNumber, cancellationToken);
        Rows = rows with { Items = [.. rows.Items.Select(r => r.Named())] };
    }
}
