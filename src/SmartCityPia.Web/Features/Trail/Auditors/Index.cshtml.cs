using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Trail.Auditors;

/// <summary>Auditors' grants, newest first.</summary>
public sealed class IndexModel(PiaDbContext db, TimeProvider clock) : PageModel
{
    public sealed record Row(AuditorGrant Grant, string Auditor);

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    [TempData]
    public string? Saved { get; set; }

    public PagedList<Row> Rows { get; private set; } = null!;

    /// <summary>Names of agencies and references of assessments in the grants.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = null!;

    public DateOnly Today => clock.Today();

    public Pager Pager => Pager.For(Rows, Addresses.Auditors, new Dictionary<string, string?>(StringComparer.Ordinal));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        Rows = await PagedList.Read(db.AuditorGrants.AsNoTracking().OrderByDescending(g => g.Id)
            .Join(db.Users, g => g.AccountId, u => u.Id, (g, u) => new Row(g, u.DisplayName)), PageNumber, cancellationToken);
        Names = await NamesOf(db, Rows.Items.Select(r => r.Grant), cancellationToken);
    }

    internal static async Task<Dictionary<Guid, string>> NamesOf(PiaDbContext db,
        IEnumerable<AuditorGrant> grants, CancellationToken cancellationToken)
    {
        var ids = grants.SelectMany(g => g.Agencies.Concat(g.Assessments)).Distinct().ToList();
        return await db.Organisations.Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Name })
            .Concat(db.Assessments.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, Name = a.Reference }))
                .ToDictionaryAsync(n => n.Id, n => n.Name, cancellationToken);
    }
}
