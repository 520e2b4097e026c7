using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Faults;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <remarks>400: not signed in. Why is not said: it would tell whether there is such an account.</remarks>
[AllowAnonymous, EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class SignInModel(SessionDesk desk, PasswordCheck check, SignInBudget budget, ILookupNormalizer normalizer, PiaDbContext db, IDataProtectionProvider protection, TimeProvider clock) : PageModel
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

    [TempData]
    public string? Saved { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
            return Again();
        var key = normalizer.NormalizeEmail(Input.Email!)!;
        var account = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == key, cancellationToken);
        var from = HttpContext.Connection.RemoteIpAddress;
        var known = KnownDevice.Of(HttpContext) is { } device && account is not null && device.Accounts.Contains(account.Id) ? device.Id : (Guid?)null;
        var counts = await budget.Take(key, from, known, cancellationToken);
        // Looked at in any case, so that waiting takes as long as guessing.
        var right = await check.IsRight(account, Input.Password!) && counts;
        // The address is content; the trail names the account where there is one.
        var actor = new Actor(account?.Id ?? Guid.Empty, account?.DisplayName ?? "Unknown", clock.GetUtcNow(), HttpContext.TraceIdentifier);
        await db.RecordAsync(actor, right ? AuditVerbs.SignedIn : counts ? AuditVerbs.SignInFailed : AuditVerbs.LockedOut, nameof(Account), actor.AccountId, null, cancellationToken);
        if (!right)
        {
            ModelState.AddModelError("Input.Email", HttpContext.Sentence(new("", "SignInFailed")));
            return Again();
        }
        await budget.GiveBack(key, from, known, cancellationToken);
        var person = await desk.Begin(HttpContext, account!, cancellationToken);
        KnownDevice.Remember(HttpContext, account!.Id);
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
        return this.Answer(StatusCodes.Status400BadRequest);
    }
}
