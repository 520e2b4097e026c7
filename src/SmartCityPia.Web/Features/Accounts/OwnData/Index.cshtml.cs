using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts.OwnData;

/// <summary>What the product keeps about its own users, why and how long, and a file of what it holds on the person.</summary>
public sealed class IndexModel(LiveSettings settings, ExportAccount export, IStringLocalizerFactory texts) : PageModel
{
    public IReadOnlyList<KindHeld> Kinds { get; private set; } = [];

    public void OnGet() => Kinds = KindsHeld.Of(settings.Now.Retention, texts);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        File(await export.Handle(User.AccountId(), null, HttpContext.Actor(), cancellationToken), "application/json", "account-data.json");
}
