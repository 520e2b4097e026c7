using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Web.Infrastructure.Faults;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>The sign-in page in place of a form that was posted after the sign-in had run out.</summary>
/// <remarks>Runs inside the refused request, whose token belonged to nobody any more; it changes nothing.</remarks>
[AllowAnonymous, IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class KeptModel(IDataProtectionProvider protection) : PageModel
{
    public SignInModel.SignInDetails Input { get; } = new();

    public string? Kept { get; private set; }

    public void OnGet() => Show();

    public void OnPost() => Show();

    private void Show()
    {
        Kept = KeptForm.HandedOver(HttpContext)?.Protect(protection);
        ModelState.Clear();
    }
}
