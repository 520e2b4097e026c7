using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Features.Accounts;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>The people of the vendors that one's agency has asked: invited with a link that reaches them alone, or sent anew, or withdrawn.</summary>
public sealed class PeopleModel(PiaDbContext db, VendorInvitation invitation, Microsoft.Extensions.Options.IOptions<CityOptions> city, TimeProvider clock) : PageModel
{
    public sealed record Row(Guid Id, string Name, string? Email, string Organisation, bool HasPassword, bool AwaitsConfirmation, DateTimeOffset? LinkUntil)
    {
        public AccountState StateAt(DateTimeOffset now) => AccountStates.Of(deactivated: false, HasPassword, AwaitsConfirmation, LinkUntil, now);
    }

    [BindProperty]
    public VendorPersonDetails Input { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<Row> Rows { get; private set; } = null!;

    public Pager Pager => Pager.For(Rows, Addresses.DescriptionPeople, new Dictionary<string, string?>(StringComparer.Ordinal));

    public DateTimeOffset Now { get; private set; }

    public IReadOnlyList<Option> Vendors { get; private set; } = [];

    /// <summary>The new link, shown once.</summary>
    [TempData]
    public string? InvitedNow { get; set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        await Load(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        if (ModelState.IsValid)
        {
            switch (await invitation.Handle(Input, Requests, HttpContext.Actor(), cancellationToken))
            {
                case Outcome.Done<Invited> { What: var invited }:
                    return Show(invited);
                case Outcome.Invalid invalid:
                    this.Tell(invalid.Errors);
                    break;
            }
        }
        return this.Answer(StatusCodes.Status400BadRequest);
    }

    public async Task<IActionResult> OnPostLinkAsync(Guid id, CancellationToken cancellationToken) =>
        await invitation.Renew(id, Requests, HttpContext.Actor(), cancellationToken) is { } invited ? Show(invited) : NotFound();

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancellationToken) =>
        await invitation.Revoke(id, Requests, HttpContext.Actor(), cancellationToken) ? Redirect(Addresses.DescriptionPeople) : NotFound();

    /// <summary>What the officer's agency asked of vendors.</summary>
    private IQueryable<Domain.Dossiers.Assessment> Requests => db.DescriptionsVisibleTo(User, rows: false);

    private RedirectResult Show(Invited invited)
    {
        InvitedNow = invited.Kept(city.Value);
        return Redirect(Addresses.DescriptionPeople);
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        Vendors = await invitation.Asked(Requests).OrderBy(o => o.Name).ThenBy(o => o.Id).Select(o => new Option(o.Id.ToString(), o.Name, null, null)).ToListAsync(cancellationToken);
        var rows = await PagedList.Read(invitation.People(Requests).OrderBy(u => u.DisplayName).ThenBy(u => u.Id)
            .Select(u => new Row(u.Id, u.DisplayName, u.Email, db.Organisations.Where(o => o.Id == u.OrganisationId).Select(o => o.Name).Single(), u.PasswordHash != null, u.AwaitsConfirmation,
                db.AccountLinks.Where(l => l.AccountId == u.Id && l.Kind == LinkKind.Invitation).Select(l => (DateTimeOffset?)l.ExpiresAt).FirstOrDefault())), PageNumber, cancellationToken);
        (Rows, Now) = (rows, now);
    }
}
