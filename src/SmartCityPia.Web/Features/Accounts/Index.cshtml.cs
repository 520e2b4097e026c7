using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Everyone who can sign in.</summary>
public sealed class IndexModel(PiaDbContext db, TimeProvider clock) : PageModel
{
    public sealed record Row(Guid Id, string Name, string? Email, string Organisation, string Role, bool CityWide, bool DataProtectionOfficer, bool HasPassword, bool AwaitsConfirmation, DateTimeOffset? DeactivatedAt, DateTimeOffset? LastSignInAt, DateTimeOffset CreatedAt, DateTimeOffset? LinkUntil)
    {
        public AccountState StateAt(DateTimeOffset now) => AccountStates.Of(DeactivatedAt is not null, HasPassword, AwaitsConfirmation, LinkUntil, now);
    }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<Row> Rows { get; private set; } = null!;

    public Pager Pager => Pager.For(Rows, Addresses.Accounts, new Dictionary<string, string?>(StringComparer.Ordinal));

    /// <summary>Shown once, right after an invitation.</summary>
    [TempData]
    public string? InvitedNow { get; set; }

    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        Now = clock.GetUtcNow();
        var rows = from account in db.Users.AsNoTracking()
                   join organisation in db.Organisations on account.OrganisationId equals organisation.Id
                   orderby account.DisplayName, account.Id
                   select new Row(account.Id, account.DisplayName, account.Email, organisation.Name,
                       db.UserRoles.Where(r => r.UserId == account.Id).Join(db.Roles, r => r.RoleId, r => r.Id, (_, r) => r.Name!).FirstOrDefault() ?? "",
                       account.CityWide, account.DataProtectionOfficer, account.PasswordHash != null, account.AwaitsConfirmation, account.DeactivatedAt, account.LastSignInAt, account.CreatedAt,
                       db.AccountLinks.Where(l => l.AccountId == account.Id && l.Kind == LinkKind.Invitation).Select(l => (DateTimeOffset?)l.ExpiresAt).FirstOrDefault());
        Rows = await PagedList.Read(rows, PageNumber, cancellationToken);
    }
}
