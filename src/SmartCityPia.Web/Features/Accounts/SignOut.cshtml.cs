using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

[OpenWithoutFactor]
public sealed class SignOutModel(SessionDesk desk, ProviderTokens tokens, PiaDbContext db) : PageModel
{
    [TempData]
    public string? SignedOutOf { get; set; }

    public IActionResult OnGet() => Redirect("/");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        await db.RecordAsync(actor, AuditVerbs.SignedOut, nameof(Account), actor.AccountId, null, cancellationToken);
        if (User.SessionId() is { } session)
        {
            // The provider's own session goes on: whoever shares the machine ends it too. A link, because a form may lead to nobody but us.
            if (User.Provider() is { } provider)
                SignedOutOf = $"{provider} {tokens.Seal(session.ToString())}";
            await desk.End(actor.AccountId, session, SessionEnd.SignedOut, cancellationToken);
        }
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        // The next person at this desk finds no page and no text of the last one. The cookie of a known device stays: it opens nothing.
        Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return Redirect(Addresses.SignIn);
    }
}
