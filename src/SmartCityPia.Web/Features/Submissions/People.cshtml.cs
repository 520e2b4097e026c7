using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Notices;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Features.Accounts;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>The people of vendors: invited with a link that works once and for a day, or made anew, or withdrawn.</summary>
public sealed class PeopleModel(PiaDbContext db, InvitePerson invite, VendorInvitation invitation) : PageModel
{
    public sealed record Row(Guid Id, string Name, string? Email, string Organisation, bool HasPassword);

    [BindProperty]
    public VendorPersonDetails Input { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<Row> Rows { get; private set; } = null!;

    public Pager Pager => Pager.For(Rows, "/descriptions/people", new Dictionary<string, string?>(StringComparer.Ordinal));

    public IReadOnlyList<Option> Vendors { get; private set; } = [];

    /// <summary>Shown once, right after it is made.</summary>
    [TempData]
    public string? InvitationLink { get; set; }

    [TempData]
    public string? Invited { get; set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        await Load(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        if (Input.OrganisationId is { } vendor && Vendors.All(v => v.Value != vendor.ToString()))
            ModelState.AddModelError("Input.OrganisationId", HttpContext.Sentence(new("", "NotOffered")));
        if (ModelState.IsValid)
        {
            var result = await invite.Handle(new() { Name = Input.Name, Email = Input.Email, OrganisationId = Input.OrganisationId, Role = Roles.Vendor }, HttpContext.Actor(), cancellationToken);
            if (result.Link is { } link)
                return Show(link, Input.Name);
            ModelState.AddModelError("Input.Email", HttpContext.Sentence(new("", result.Refused!)));
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    public async Task<IActionResult> OnPostLinkAsync(Guid id, CancellationToken cancellationToken) =>
        await invitation.Handle(id, revoke: false, HttpContext.Actor(), cancellationToken) is { } made ? Show(made.Link!, made.Name) : NotFound();

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancellationToken) =>
        await invitation.Handle(id, revoke: true, HttpContext.Actor(), cancellationToken) is null ? NotFound() : Redirect("/descriptions/people");

    private RedirectResult Show(string link, string name)
    {
        (InvitationLink, Invited) = ($"{Request.Scheme}://{Request.Host}{link}", name);
        return Redirect("/descriptions/people");
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        Vendors = await db.Vendors().OrderBy(o => o.Name).ThenBy(o => o.Id).Select(o => new Option(o.Id.ToString(), o.Name, null, null)).ToListAsync(cancellationToken);
        Rows = await PagedList.Read(VendorInvitation.People(db).OrderBy(u => u.DisplayName).ThenBy(u => u.Id)
            .Select(u => new Row(u.Id, u.DisplayName, u.Email, db.Organisations.Where(o => o.Id == u.OrganisationId).Select(o => o.Name).Single(), u.PasswordHash != null)), PageNumber, cancellationToken);
    }
}

/// <summary>A new link for somebody who was invited, or none at all: whatever link there was is void.</summary>
public sealed class VendorInvitation(PiaDbContext db, UserManager<Account> accounts)
{
    public sealed record Result(string Name, string? Link);

    /// <returns>Null where there is no such person, or one who has accepted already.</returns>
    public async Task<Result?> Handle(Guid accountId, bool revoke, Actor actor, CancellationToken cancellationToken)
    {
        if (!await People(db).AnyAsync(u => u.Id == accountId && u.PasswordHash == null, cancellationToken) || await accounts.FindByIdAsync(accountId.ToString()) is not { } account)
            return null;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Links are signed over the stamp: a new one makes them void.
        await accounts.UpdateSecurityStampAsync(account);
        if (!revoke)
            await new WhoIsConcerned(db, actor, cancellationToken).Tell(NoticeKind.Invited, account.Id, null, [account.Id]);
        // A mail makes its link when it goes out: one that still waits would open what was closed.
        await db.Notices.Where(n => n.PersonId == account.Id && n.Kind == NoticeKind.Invited && n.MailedAt == null).ExecuteUpdateAsync(n => n.SetProperty(x => x.MailDue, (DateTimeOffset?)null), cancellationToken);
        await db.RecordAsync(actor, revoke ? AuditVerbs.Withdrawn : AuditVerbs.Invited, nameof(Account), account.Id, null, cancellationToken, Roles.Vendor);
        await transaction.CommitAsync(cancellationToken);
        return new(account.DisplayName, revoke ? null : await PasswordLink.Make(accounts, account));
    }

    internal static IQueryable<Account> People(PiaDbContext db) =>
        db.Users.AsNoTracking().Where(u => db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(x => x.Id == r.RoleId && x.Name == Roles.Vendor)));
}
