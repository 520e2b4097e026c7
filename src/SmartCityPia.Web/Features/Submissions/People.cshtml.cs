using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Features.Accounts;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>Invites people of vendors, renews their links or withdraws them. A link works once, for one day.</summary>
public sealed class PeopleModel(PiaDbContext db, InvitePerson invite, VendorInvitation invitation) : PageModel
{
    public sealed record Row(Guid Id, string Name, string? Email, string Organisation, bool HasPassword);

    [BindProperty]
    public VendorPersonDetails Input { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public PagedList<Row> Rows { get; private set; } = null!;

    public Pager Pager => Pager.For(Rows, Addresses.DescriptionPeople, new Dictionary<string, string?>(StringComparer.Ordinal));

    public IReadOnlyList<Option> Vendors { get; private set; } = [];

    /// <summary>The new link, shown once.</summary>
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
            var result = await invite.Handle(new() { Name = Input.Name, Email = Input.Email, OrganisationId = Input.OrganisationId,
                Role = Roles.Vendor }, HttpContext.Actor(), cancellationToken);
            if (result.Link is { } link)
                return Show(link, Input.Name);
            ModelState.AddModelError("Input.Email", HttpContext.Sentence(new("", result.Refused!)));
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    public async Task<IActionResult> OnPostLinkAsync(Guid id, CancellationToken cancellationToken) =>
        await invitation.Handle(id, revoke: false, HttpContext.Actor(), cancellationToken) is { } made
            ? Show(made.Link!, made.Name) : NotFound();

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancellationToken) =>
        await invitation.Handle(id, revoke: true, HttpContext.Actor(), cancellationToken) is null
            ? NotFound() : Redirect(Addresses.DescriptionPeople);

    private RedirectResult Show(string link, string name)
    {
        (InvitationLink, Invited) = ($"{Request.Scheme}://{Request.Host}{link}", name);
        return Redirect(Addresses.DescriptionPeople);
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        Vendors = await db.Vendors().OrderBy(o => o.Name).ThenBy(o => o.Id).Select(o => new Option(o.Id.ToString(), o.Name, null, null))
            .ToListAsync(cancellationToken);
        Rows = await PagedList.Read(VendorInvitation.People(db).OrderBy(u => u.DisplayName).ThenBy(u => u.Id)
            .Select(u => new Row(u.Id, u.DisplayName, u.Email, db.Organisations.Where(o => o.Id == u.OrganisationId).Select(o => o.Name)
                .Single(), u.PasswordHash != null)), PageNumber, cancellationToken);
    }
}
