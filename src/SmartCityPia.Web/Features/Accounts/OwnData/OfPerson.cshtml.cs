using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts.OwnData;

/// <summary>The same of somebody else, by an administrator who says why: for a person who cannot sign in, or who asks in writing.</summary>
/// <remarks>400: no reason. 404: no such account.</remarks>
public sealed class OfPersonModel(PiaDbContext db, ExportAccount export) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid Id { get; set; }

    [BindProperty]
    public ReasonDetails Input { get; set; } = new();

    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        return ModelState.IsValid
            ? File(await export.Handle(Id, Input.Reason, HttpContext.Actor(), cancellationToken), "application/json", "account-data.json")
            : this.Answer(StatusCodes.Status400BadRequest);
    }

    private async Task<bool> Load(CancellationToken cancellationToken)
    {
        if (await db.Users.Where(u => u.Id == Id).Select(u => u.DisplayName).SingleOrDefaultAsync(cancellationToken) is not { } name)
            return false;
        Name = name;
        return true;
    }
}
