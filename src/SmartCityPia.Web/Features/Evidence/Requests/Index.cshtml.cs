using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Evidence.Requests;

/// <summary>What is asked of me or my organisation, and what I have asked.</summary>
public sealed class IndexModel(PiaDbContext db, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    [BindProperty(SupportsGet = true, Name = "a")]
    public int AskedPage { get; set; } = 1;

    [TempData]
    public string? Saved { get; set; }

    public PagedList<EvidenceRequest> ToAnswer { get; private set; } = null!;

    public PagedList<EvidenceRequest> Asked { get; private set; } = null!;

    public DateOnly Today => clock.Today();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var (me, organisation) = (User.AccountId(), User.OrganisationId());
        var auditor = User.IsInRole(Roles.Auditor);
        var visible = db.Assessments.VisibleTo(User);
        ToAnswer = await PagedList.Read(Ordered(db.EvidenceRequests.Where(r => !auditor && (r.AccountId == me || r.OrganisationId == organisation))), PageNumber, cancellationToken);
        Asked = await PagedList.Read(Ordered(db.EvidenceRequests.Where(r => r.AskedById == me && (!auditor || visible.Any(a => a.Id == r.OwnerId)))), AskedPage, cancellationToken);
    }

    /// <summary>What waits comes first, the most urgent on top.</summary>
    private static IQueryable<EvidenceRequest> Ordered(IQueryable<EvidenceRequest> requests) =>
        requests.AsNoTracking().OrderBy(r => r.State != EvidenceRequestState.Requested).ThenBy(r => r.DueOn).ThenBy(r => r.Id);
}
