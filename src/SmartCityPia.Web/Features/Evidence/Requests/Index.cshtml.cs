using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Evidence.Requests;

/// <summary>Requests to me or my organisation, and my own requests.</summary>
public sealed class IndexModel(PiaDbContext db, IAuthorizationService authorization, TimeProvider clock) : PageModel
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
        var answers = (await authorization.AuthorizeAsync(User, Policies.AnswerRequests)).Succeeded;
        var toAnswer = db.EvidenceRequests.Where(r => answers && (r.AccountId == me || r.OrganisationId == organisation));
        ToAnswer = await PagedList.Read(Ordered(toAnswer), PageNumber, cancellationToken);
        // An auditor whose grant has ended no longer sees what they asked.
        var visible = db.Assessments.VisibleTo(User);
        var asked = db.EvidenceRequests.Where(r => r.AskedById == me && (answers || visible.Any(a => a.Id == r.OwnerId)));
        Asked = await PagedList.Read(Ordered(asked), AskedPage, cancellationToken);
    }

    /// <summary>Open requests first, the most urgent on top.</summary>
    private static IQueryable<EvidenceRequest> Ordered(IQueryable<EvidenceRequest> requests) =>
        requests.AsNoTracking().OrderBy(r => r.State != EvidenceRequestState.Requested).ThenBy(r => r.DueOn).ThenBy(r => r.Id);
}
