using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Faults;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <remarks>400: not signed in. Why is not said: it would tell whether there is such an account.</remarks>
[AllowAnonymous, EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class SignInModel(SessionDesk desk, PasswordCheck check, SecondFactors factors, Passkeys passkeys, HalfwayIn halfwayIn, SignInBudget budget, ILookupNormalizer normalizer, PiaDbContext db, IOptions<SignOnOptions> signOn, IDataProtectionProvider protection, TimeProvider clock) : PageModel
{
    public sealed class SignInDetails
    {
        [Required, MaxLength(Limits.Name)]
        public string? Email { get; set; }

        [Required, MaxLength(Limits.Name), DataType(DataType.Password)]
        public string? Password { get; set; }
    }

    [BindProperty]
    public SignInDetails Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>A form that could not be taken because nobody was signed in any more; encrypted.</summary>
    [BindProperty]
    public string? Kept { get; set; }

    /// <summary>Set once the password was right and the second factor is asked for.</summary>
    [BindProperty]
    public string? Halfway { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>What a passkey was asked, sealed, and what it answered.</summary>
    [BindProperty]
    public string? Asked { get; set; }

    [BindProperty]
    public string? Passkey { get; set; }

    [TempData]
    public string? Saved { get; set; }

    /// <summary>Why a provider's answer opened nothing.</summary>
    [BindProperty(SupportsGet = true)]
    public SignOnRefused? Refused { get; set; }

    /// <summary>Where somebody signed out here and may do so there too.</summary>
    [TempData]
    public string? SignedOutOf { get; set; }

    public void OnGet()
    {
        if (Refused is { } why && Enum.IsDefined(why))
            ModelState.AddModelError("", HttpContext.Sentence(new("", "SignOn" + why)));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Halfway = null;
        if (!ModelState.IsValid)
            return Again();
        var key = normalizer.NormalizeEmail(Input.Email!)!;
        var account = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == key, cancellationToken);
        var (from, known) = (HttpContext.Connection.RemoteIpAddress, DeviceOf(account));
        var counts = await budget.Take(key, from, known, cancellationToken);
        // Looked at in any case, so that waiting takes as long as guessing.
        var right = await check.IsRight(account, Input.Password!) && counts && await MayCome(account, cancellationToken);
        if (!right)
        {
            await Record(account, counts ? AuditVerbs.SignInFailed : AuditVerbs.LockedOut, cancellationToken);
            ModelState.AddModelError("Input.Email", HttpContext.Sentence(new("", "SignInFailed")));
            return Again();
        }
        await budget.GiveBack(key, from, known, cancellationToken);
        if (!account!.TwoFactorEnabled)
            return await Enter(account, cancellationToken);
        Halfway = halfwayIn.Seal(account);
        return Page();
    }

    /// <summary>The second step, once the password was right.</summary>
    public async Task<IActionResult> OnPostCodeAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (await halfwayIn.Open(Halfway, cancellationToken) is not { } account)
        {
            Halfway = null;
            ModelState.AddModelError("Input.Email", HttpContext.Sentence(new("", "SignInTookTooLong")));
            return Again();
        }
        var (key, from, known) = ("code " + account.Id, HttpContext.Connection.RemoteIpAddress, DeviceOf(account));
        var counts = await budget.Take(key, from, known, cancellationToken);
        // Too early is looked up too, without a code: nothing is used up.
        if (await factors.Take(account.Id, counts && Code is { Length: <= SignatureDetails.CodeMaxLength } ? Code : null, cancellationToken))
        {
            await budget.GiveBack(key, from, known, cancellationToken);
            return await Enter(account, cancellationToken);
        }
        await Record(account, counts ? AuditVerbs.SignInFailed : AuditVerbs.LockedOut, cancellationToken);
        ModelState.AddModelError(nameof(Code), HttpContext.Sentence(new("", "CodeWrong")));
        return Again();
    }

    /// <summary>A passkey is both factors at once: the device, and the finger or PIN that it asks for.</summary>
    public async Task<IActionResult> OnPostPasskeyAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (await passkeys.Confirmed(Asked, Passkey, null, HttpContext, cancellationToken) is { } account && await MayCome(account, cancellationToken))
            return await Enter(account, cancellationToken);
        await Record(null, AuditVerbs.SignInFailed, cancellationToken);
        Halfway = null;
        ModelState.AddModelError("", HttpContext.Sentence(new("", "PasskeyNotTaken")));
        return Again();
    }

    /// <summary>Signed in at a provider in another tab: what was typed waits here.</summary>
    public async Task<IActionResult> OnPostResumeAsync()
    {
        ModelState.Clear();
        if (User.Identity?.IsAuthenticated == true && KeptForm.Unprotect(protection, Kept) is { } kept && await kept.IsOf(User, HttpContext))
        {
            Resume = kept;
            return Page();
        }
        ModelState.AddModelError("", HttpContext.Sentence(new("", "SignOnFirst")));
        return Again();
    }

    /// <summary>Where the city has people sign in at its provider, nobody but one does so here.</summary>
    private async Task<bool> MayCome(Account? account, CancellationToken cancellationToken) =>
        !signOn.Value.Only || (account is not null && account.NormalizedEmail == normalizer.NormalizeEmail(signOn.Value.BreakGlass) && await db.RoleOf(account.Id, cancellationToken) == Roles.Administrator);

    private Guid? DeviceOf(Account? account) => account is not null && KnownDevice.Of(HttpContext) is { } device && device.Accounts.Contains(account.Id) ? device.Id : null;

    /// <summary>The address is content; the trail names the account where there is one.</summary>
    private Task<int> Record(Account? account, string verb, CancellationToken cancellationToken)
    {
        var actor = new Actor(account?.Id ?? Guid.Empty, account?.DisplayName ?? "Unknown", clock.GetUtcNow(), HttpContext.TraceIdentifier);
        return db.RecordAsync(actor, verb, nameof(Account), actor.AccountId, null, cancellationToken);
    }

    private async Task<IActionResult> Enter(Account account, CancellationToken cancellationToken)
    {
        await Record(account, AuditVerbs.SignedIn, cancellationToken);
        var person = await desk.Begin(HttpContext, account, cancellationToken);
        KnownDevice.Remember(HttpContext, account.Id);
        if (KeptForm.Unprotect(protection, Kept) is { } kept && await kept.IsOf(person, HttpContext))
        {
            // The form's token is made for the person now signed in, not for the stranger who asked.
            HttpContext.User = person;
            Resume = kept;
            return Page();
        }
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/");
    }

    /// <summary>Set once signed in again: the page then offers to save what was typed.</summary>
    public KeptForm? Resume { get; private set; }

    private PageResult Again()
    {
        Input.Password = null;
        return this.Answer(StatusCodes.Status400BadRequest);
    }
}
