using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

public sealed class InviteModel(PiaDbContext db, InvitePerson invite, Microsoft.Extensions.Options.IOptions<CityOptions> city) : PageModel
{
    [BindProperty]
    public InvitationDetails Input { get; set; } = new();

    public IReadOnlyList<Option> Organisations { get; private set; } = [];

    public IReadOnlyList<Option> RoleOptions { get; private set; } = [];

    [TempData]
    public string? InvitedNow { get; set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        Check(this, Input, Organisations, RoleOptions);
        if (ModelState.IsValid)
        {
            switch (await invite.Handle(Input, handsOver: true, confirmed: true, HttpContext.Actor(), cancellationToken))
            {
                case Outcome.Done<Invited> { What: var invited }:
                    InvitedNow = invited.Kept(city.Value);
                    return Redirect(Addresses.Accounts);
                case Outcome.Invalid invalid:
                    this.Tell(invalid.Errors);
                    break;
            }
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task Load(CancellationToken cancellationToken) =>
        (Organisations, RoleOptions) = (await OptionsOfOrganisations(db, cancellationToken), await OptionsOfRoles(db, HttpContext, cancellationToken));

    /// <summary>The built-in roles, then those that the city made.</summary>
    internal static async Task<IReadOnlyList<Option>> OptionsOfRoles(PiaDbContext db, HttpContext http, CancellationToken cancellationToken) =>
    [
        .. Roles.All.Select(r => new Option(r, http.Sentence(new("", "Role." + r)), http.Sentence(new("", "Role." + r + ".Hint")))),
        .. await db.Roles.AsNoTracking().Where(r => !Roles.All.Contains(r.Name!)).OrderBy(r => r.Name).Select(r => new Option(r.Name!, r.Name!, null, null)).ToListAsync(cancellationToken),
    ];

    internal static Task<List<Option>> OptionsOfOrganisations(PiaDbContext db, CancellationToken cancellationToken) =>
        db.Organisations.AsNoTracking().OrderBy(o => o.Name).Select(o => new Option(o.Id.ToString(), o.Name, null, null)).ToListAsync(cancellationToken);

    /// <summary>What can be told of the form alone.</summary>
    internal static void Check(PageModel page, InvitationDetails input, IReadOnlyList<Option> organisations, IReadOnlyList<Option> roles)
    {
        if (input.OrganisationId is { } organisation && organisations.All(o => o.Value != organisation.ToString()))
            page.Tell([new(nameof(input.OrganisationId), "NotOffered")]);
        if (input.Role is { Length: > 0 } role && roles.All(r => r.Value != role))
            page.Tell([new(nameof(input.Role), "NotOffered")]);
        if (input.DataProtectionOfficer && input.Role != Roles.Reviewer)
            page.Tell([new(nameof(input.DataProtectionOfficer), "DpoReviews")]);
    }
}
