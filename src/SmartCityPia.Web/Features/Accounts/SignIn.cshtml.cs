using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Faults;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

[AllowAnonymous, EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class SignInModel(SignInManager<Account> signIn, SessionDesk desk, UserManager<Account> accounts, PiaDbContext db, IDataProtectionProvider protection, TimeProvider clock) : PageModel
{
    public sealed class SignInDetails
    {
        [Required, MaxLength(Limits.Name)]
        public string? Email { get; set; }

        [Required, MaxLength(Limits.Name)]
        public string? Password { get; set; }
    }

    [BindProperty]
    public SignInDetails Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>A form that could not be taken because nobody was signed in any more; encrypted.</summary>
    [BindProperty]
    public string? Kept { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
            return Again();
        var account = await accounts.FindByEmailAsync(Input.Email!);
        var result = account is null ? Microsoft.AspNetCore.Identity.SignInResult.Failed : await signIn.CheckPasswordSignInAsync(account, Input.Password!, lockoutOnFailure: true);
        // The address is content; the trail names the account where there is one.
        var actor = new Actor(account?.Id ?? Guid.Empty, account?.DisplayName ?? "Unknown", clock.GetUtcNow(), HttpContext.TraceIdentifier);
        await db.RecordAsync(actor, result.Succeeded ? AuditVerbs.SignedIn : result.IsLockedOut ? AuditVerbs.LockedOut : AuditVerbs.SignInFailed, nameof(Account), actor.AccountId, null, cancellationToken);
        if (!result.Succeeded)
        {
            ModelState.AddModelError("Input.Email", HttpContext.Sentence(new("", result.IsLockedOut ? "LockedOut" : "SignInFailed")));
            return Again();
        }
        var person = await desk.Begin(HttpContext, account!, cancellationToken);
        if (KeptForm.Unprotect(protection, Kept) is { } kept && await kept.IsOf(person, HttpContext))
        {
            // The form's token is made for the person now signed in, not for the stranger who asked.
            HttpContext.User = person;
            Resume = kept;
            return Page();
        }
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? UriHelper.Encode(new Uri(ReturnUrl!, UriKind.Relative)) : "/");
    }

    /// <summary>Set once signed in again: the page then offers to save what was typed.</summary>
    public KeptForm? Resume { get; private set; }

    private PageResult Again()
    {
        Input.Password = null;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
