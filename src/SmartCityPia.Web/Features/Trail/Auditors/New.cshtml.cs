using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Trail.Auditors;

/// <summary>Grants an auditor access.</summary>
/// <remarks>400: a field is invalid; the input is kept.</remarks>
public sealed class NewModel(PiaDbContext db, GrantAccess grant, TimeProvider clock) : PageModel
{
    private const int UsualDays = 90;

    [BindProperty]
    public AuditorGrantDetails Input { get; set; } = new();

    /// <summary>Generated with the empty form, so that posting it twice saves one grant.</summary>
    [BindProperty]
    public Guid NewId { get; set; }

    [TempData]
    public string? Saved { get; set; }

    public IReadOnlyList<Option> Auditors { get; private set; } = [];

    public IReadOnlyList<Option> Agencies { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var today = clock.Today();
        NewId = Guid.CreateVersion7(clock.GetUtcNow());
        Input = new() { FirstDay = today, LastDay = today.AddDays(UsualDays) };
        await Load(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (NewId == Guid.Empty)
            return BadRequest();
        if (ModelState.IsValid)
        {
            if (await grant.Handle(NewId, Input, HttpContext.Actor(), cancellationToken) is not { } error)
            {
                Saved = HttpContext.Sentence(new("", "AccessGranted"));
                return Redirect(Addresses.Auditors);
            }
            ModelState.AddModelError($"{nameof(Input)}.{error.Field}", HttpContext.Sentence(error));
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        await Load(cancellationToken);
        return Page();
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        Auditors = await GrantAccess.Auditors(db).AsOptions(db, cancellationToken);
        Agencies = await GrantAccess.Agencies(db).OrderBy(o => o.Name).Select(o => new Option(o.Id.ToString(), o.Name, null, null)).ToListAsync(cancellationToken);
    }
}
