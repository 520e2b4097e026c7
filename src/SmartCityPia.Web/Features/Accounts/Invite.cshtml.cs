using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

public sealed class InviteModel(PiaDbContext db, InvitePerson invite) : PageModel
{
    [BindProperty]
    public InvitationDetails Input { get; set; } = new();

    public IReadOnlyList<Option> Organisations { get; private set; } = [];

    public IReadOnlyList<Option> RoleOptions =>
        [.. Roles.All.Select(r => new Option(r, HttpContext.Sentence(new("", "Role." + r)), HttpContext.Sentence(new("", "Role." + r + ".Hint"))))];

    [TempData]
    public string? InvitationLink { get; set; }

    [TempData]
    public string? Invited { get; set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        if (Input.OrganisationId is { } organisation && Organisations.All(o => o.Value != organisation.ToString()))
            ModelState.AddModelError("Input.OrganisationId", HttpContext.Sentence(new("", "NotOffered")));
        if (Input.Role is { Length: > 0 } role && !Roles.All.Contains(role, StringComparer.Ordinal))
            ModelState.AddModelError("Input.Role", HttpContext.Sentence(new("", "NotOffered")));
        if (Input.DataProtectionOfficer && Input.Role != Roles.Reviewer)
            ModelState.AddModelError("Input.DataProtectionOfficer", HttpContext.Sentence(new("", "DpoReviews")));
        if (ModelState.IsValid)
        {
            var result = await invite.Handle(Input, HttpContext.Actor(), cancellationToken);
            if (result.Link is { } link)
            {
                InvitationLink = $"{Request.Scheme}://{Request.Host}{link}";
                Invited = Input.Name;
                return Redirect(Addresses.Accounts);
            }
            ModelState.AddModelError("Input.Email", HttpContext.Sentence(new("", result.Refused!)));
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task Load(CancellationToken cancellationToken) =>
        Organisations = await db.Organisations.AsNoTracking().OrderBy(o => o.Name).Select(o => new Option(o.Id.ToString(), o.Name, null, null)).ToListAsync(cancellationToken);
}
