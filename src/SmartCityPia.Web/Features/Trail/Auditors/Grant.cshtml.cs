using System.ComponentModel.DataAnnotations;
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

/// <summary>One grant, and its revocation.</summary>
/// <remarks>400: no reason. 404: no such grant.</remarks>
public sealed class GrantModel(PiaDbContext db, RevokeAccess revoke, TimeProvider clock) : PageModel
{
    [BindProperty, MaxLength(Limits.Text)]
    public string? Reason { get; set; }

    [TempData]
    public string? Saved { get; set; }

    public AuditorGrant Grant { get; private set; } = null!;

    public string Auditor { get; private set; } = "";

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = null!;

    public bool IsOver => Grant.IsOver(clock.Today());

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await Load(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await Load(id, cancellationToken))
            return NotFound();
        if (string.IsNullOrWhiteSpace(Reason))
            ModelState.AddModelError(nameof(Reason), HttpContext.Sentence(new("", "ReasonMissing")));
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        await revoke.Handle(id, Reason!, HttpContext.Actor(), cancellationToken);
        Saved = HttpContext.Sentence(new("", "AccessRevoked"));
        return Redirect(Addresses.Auditors);
    }

    private async Task<bool> Load(Guid id, CancellationToken cancellationToken)
    {
        if (await db.AuditorGrants.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id, cancellationToken) is not { } grant)
            return false;
        Grant = grant;
        Auditor = await db.Users.Where(u => u.Id == grant.AccountId).Select(u => u.DisplayName).SingleAsync(cancellationToken);
        Names = await IndexModel.NamesOf(db, [grant], cancellationToken);
        return true;
    }
}
