using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Where a one-time link leads.</summary>
/// <remarks>400: the link is spent, or the password is not good enough.</remarks>
[AllowAnonymous, EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class SetPasswordModel(OneTimeLinks links, SetNewPassword set, PiaDbContext db, TimeProvider clock) : PageModel
{
    public sealed class PasswordDetails
    {
        [Required, MaxLength(Limits.Name), DataType(DataType.Password)]
        public string? Password { get; set; }
    }

    [BindProperty(SupportsGet = true, Name = "account")]
    public Guid AccountId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty]
    public PasswordDetails Input { get; set; } = new();

    [TempData]
    public string? Saved { get; set; }

    /// <summary>Who it is for; null where the link does not work.</summary>
    public Account? Account { get; private set; }

    private AccountLink? link;

    public async Task OnGetAsync(CancellationToken cancellationToken) => await Check(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await Check(cancellationToken) || !ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        var actor = new Actor(Account!.Id, Account.DisplayName, clock.GetUtcNow(), HttpContext.TraceIdentifier);
        switch (await set.Handle(Account.Id, Input.Password!, link, goesOn: null, actor, cancellationToken))
        {
            case Outcome.Done:
                Saved = HttpContext.Sentence(new("", "PasswordIsSet"));
                return Redirect(Addresses.SignIn);
            case Outcome.Invalid invalid when invalid is not Outcome.Taken:
                this.Tell(invalid.Errors);
                break;
            default:
                Account = null;
                break;
        }
        return this.Answer(StatusCodes.Status400BadRequest);
    }

    private async Task<bool> Check(CancellationToken cancellationToken)
    {
        link = await links.Find(AccountId, Code, cancellationToken);
        Account = link is null or { Kind: LinkKind.NewAddress } ? null : await db.Users.AsNoTracking().SingleAsync(u => u.Id == AccountId, cancellationToken);
        if (Account is null)
            Response.StatusCode = StatusCodes.Status400BadRequest;
        return Account is not null;
    }
}
