using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Submissions;

public sealed record DescriptionRow
{
    public required string Reference { get; init; }
    public required string Name { get; init; }
    public required string Vendor { get; init; }
    public required string Agency { get; init; }
    /// <summary>The assessment's reference; null for a new service.</summary>
    public required string? Target { get; init; }
    public required DateOnly DueOn { get; init; }
    public required DescriptionState State { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
}

/// <summary>An officer's list of requests to vendors.</summary>
public sealed class IndexModel(PiaDbContext db, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public DescriptionState? State { get; set; }

    /// <summary>Filters by one assessment.</summary>
    [BindProperty(SupportsGet = true, Name = "assessment")]
    public string? Target { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public bool IsFiltered => State is not null || !string.IsNullOrEmpty(Target);

    public PagedList<DescriptionRow> Rows { get; private set; } = null!;

    public DateOnly Today => clock.Today();

    public Pager Pager =>
        Pager.For(Rows, Addresses.Descriptions,
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["state"] = State?.ToString(), ["assessment"] = Target });

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        // An unknown filter is ignored.
        ModelState.Clear();
        Rows = await PagedList.Read(db.Rows(User)
            .Where(r => (State == null || r.State == State) && (string.IsNullOrEmpty(Target) || r.Target == Target))
            .OrderByDescending(r => r.ChangedAt).ThenBy(r => r.Reference), PageNumber, cancellationToken);
    }
}

internal static class DescriptionQuery
{
    public static IQueryable<DescriptionRow> Rows(this PiaDbContext db, System.Security.Claims.ClaimsPrincipal user) =>
        from a in db.DescriptionsVisibleTo(user, rows: false).AsNoTracking()
        join r in db.DescriptionRequests on a.Id equals r.OwnerId
        join v in db.Organisations on a.VendorId equals v.Id
        join o in db.Organisations on a.AgencyId equals o.Id
        select new DescriptionRow
        {
            Reference = a.Reference,
            Name = r.Name,
            Vendor = v.Name,
            Agency = o.Name,
            Target = db.Assessments.Where(t => t.Id == r.TargetId).Select(t => t.Reference)
            .SingleOrDefault(),
            DueOn = r.DueOn,
            State = r.State,
            ChangedAt = r.ChangedAt
        };
}
