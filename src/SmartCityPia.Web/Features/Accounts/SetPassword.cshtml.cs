using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Where a one-time link leads.</summary>
[AllowAnonymous, EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class SetPasswordModel(UserManager<Account> accounts, PiaDbContext db, TimeProvider clock) : PageModel
{
    public sealed class PasswordDetails
    {
        [Required, MaxLength(Limits.Name)]
        public string? Password { get; set; }
    }

    [BindProperty(SupportsGet = true, Name = "account")]
    public Guid AccountId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty]
    public PasswordDetails Input { get; set; } = new();

    public bool LinkWorks { get; private set; }

    public async Task OnGetAsync() => await Check();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var account = await Check();
        if (account is null || !ModelState.IsValid)
            return Again();
        var result = await accounts.ResetPasswordAsync(account, PasswordLink.Decode(Code)!, Input.Password!);
        if (result.Succeeded)
        {
            await db.RecordAsync(new(account.Id, account.DisplayName, clock.GetUtcNow(), HttpContext.TraceIdentifier), AuditVerbs.PasswordSet, nameof(Account), account.Id, null, cancellationToken);
            return Redirect(Addresses.SignIn);
        }
        ModelState.AddModelError("Input.Password", HttpContext.Sentence(new("", result.Errors.Any(e => e.Code.StartsWith("Password", StringComparison.Ordinal)) ? "PasswordTooWeak" : "LinkSpent")));
        return Again();
    }

    private async Task<Account?> Check()
    {
        var account = await accounts.FindByIdAsync(AccountId.ToString());
        LinkWorks = account is not null && PasswordLink.Decode(Code) is { } token
            && await accounts.VerifyUserTokenAsync(account, accounts.Options.Tokens.PasswordResetTokenProvider, UserManager<Account>.ResetPasswordTokenPurpose, token);
        if (!LinkWorks)
            Response.StatusCode = StatusCodes.Status400BadRequest;
        return LinkWorks ? account : null;
    }

    private PageResult Again()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
