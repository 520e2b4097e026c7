using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts.CityRoles;

/// <summary>A role that the city makes of named permissions.</summary>
/// <remarks>400: the name is missing or taken, or nothing is chosen. 404: no such role, or a built-in one. 409: somebody holds it, so it stays.</remarks>
public sealed class EditModel(PiaDbContext db, SaveRole save, RemoveRole remove) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid? Id { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    [TempData]
    public string? Saved { get; set; }

    public int People { get; private set; }

    public string At => Id is { } id ? Addresses.Role(id) : Addresses.NewRole;

    public string? ErrorAt(string field) => ModelState.TryGetValue(field, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is not { } role)
            return NotFound();
        (Name, Chosen) = (role.Name, [.. (await db.RolePermissions.Where(p => p.RoleId == Id).Select(p => p.Permission).ToListAsync(cancellationToken)).Select(p => p.ToString())]);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await Load(cancellationToken) is null)
            return NotFound();
        if (await save.Handle(Id, Name ?? "", Chosen, HttpContext.Actor(), cancellationToken) is not { } error)
            return Done("RoleSaved");
        ModelState.AddModelError(error.Field, HttpContext.Sentence(error));
        return this.Answer(StatusCodes.Status400BadRequest);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken)
    {
        if (Id is not { } id || await Load(cancellationToken) is not { } role)
            return NotFound();
        ModelState.Clear();
        if (await remove.Handle(id, HttpContext.Actor(), cancellationToken))
            return Done("RoleRemoved");
        ModelState.AddModelError("", HttpContext.Sentence(new("", "RoleIsHeld")));
        (Name, Chosen) = (role.Name, [.. (await db.RolePermissions.Where(p => p.RoleId == id).Select(p => p.Permission).ToListAsync(cancellationToken)).Select(p => p.ToString())]);
        return this.Answer(StatusCodes.Status409Conflict);
    }

    private RedirectResult Done(string sentence)
    {
        Saved = HttpContext.Sentence(new("", sentence));
        return Redirect(Addresses.RoleList);
    }

    /// <returns>Null where there is no such role that can be changed.</returns>
    private async Task<RoleName?> Load(CancellationToken cancellationToken)
    {
        if (Id is not { } id)
            return new("");
        People = await db.UserRoles.CountAsync(r => r.RoleId == id, cancellationToken);
        var name = await db.Roles.Where(r => r.Id == id).Select(r => r.Name).SingleOrDefaultAsync(cancellationToken);
        return name is null || Roles.All.Contains(name, StringComparer.Ordinal) ? null : new(name);
    }

    private sealed record RoleName(string Name);
}
