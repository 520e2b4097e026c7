using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.FirstSteps;

/// <summary>What a new city does first, and how far it is.</summary>
public sealed class IndexModel(ReadFirstSteps read, PiaDbContext db) : PageModel
{
    public Beginning Beginning { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) => Beginning = await read.Handle(User, cancellationToken);

    /// <summary>The panel leaves the person's start page; this page stays.</summary>
    public Task<IActionResult> OnPostLeaveAsync(CancellationToken cancellationToken) => Keep(true, Addresses.Home, cancellationToken);

    public Task<IActionResult> OnPostTakeUpAsync(CancellationToken cancellationToken) => Keep(false, Addresses.FirstSteps, cancellationToken);

    private async Task<IActionResult> Keep(bool left, string next, CancellationToken cancellationToken)
    {
        var me = User.AccountId();
        await db.Users.Where(u => u.Id == me).ExecuteUpdateAsync(s => s.SetProperty(u => u.LeftFirstSteps, left), cancellationToken);
        return Redirect(next);
    }
}
