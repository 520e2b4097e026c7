using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Who can do what, since when, and when they were last here; that somebody went through it is on the trail.</summary>
public sealed class AccessReviewModel(PiaDbContext db, TimeProvider clock) : PageModel
{
    /// <param name="StandsIn">For how many reviewers today.</param>
    /// <param name="Grants">An auditor's in force.</param>
    public sealed record Row(Guid Id, string Name, string? Email, string Organisation, string Role, bool CityWide, bool DataProtectionOfficer, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt, int StandsIn, int Grants);

    public sealed record Reviewed(string By, DateTimeOffset At);

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    [TempData]
    public string? Saved { get; set; }

    public PagedList<Row> Rows { get; private set; } = null!;

    public Reviewed? Last { get; private set; }

    public Pager Pager => Pager.For(Rows, Addresses.AccessReview, new Dictionary<string, string?>(StringComparer.Ordinal));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var today = clock.Today();
        var rows = from account in db.Users.AsNoTracking()
                   where account.DeactivatedAt == null
                   join organisation in db.Organisations on account.OrganisationId equals organisation.Id
                   orderby account.DisplayName, account.Id
                   select new Row(account.Id, account.DisplayName, account.Email, organisation.Name,
                       db.UserRoles.Where(r => r.UserId == account.Id).Join(db.Roles, r => r.RoleId, r => r.Id, (_, r) => r.Name!).FirstOrDefault() ?? "",
                       account.CityWide, account.DataProtectionOfficer, account.CreatedAt, account.LastSignInAt,
                       db.Delegations.Count(d => d.DeputyId == account.Id && d.RevokedAt == null && d.FirstDay <= today && d.LastDay >= today),
                       db.AuditorGrants.Count(g => g.AccountId == account.Id && g.RevokedAt == null && g.FirstDay <= today && g.LastDay >= today));
        Rows = await PagedList.Read(rows, PageNumber, cancellationToken);
        Last = await db.AuditEvents.AsNoTracking().Where(e => e.Verb == AuditVerbs.AccessReviewed).OrderByDescending(e => e.At).Select(e => new Reviewed(e.AccountName, e.At)).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await db.RecordAsync(HttpContext.Actor(), AuditVerbs.AccessReviewed, nameof(Account), Guid.Empty, null, cancellationToken);
        Saved = HttpContext.Sentence(new("", "AccessReviewed"));
        return Redirect(Addresses.AccessReview);
    }
}
