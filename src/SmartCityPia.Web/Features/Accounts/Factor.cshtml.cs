using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>My second factor: what I have, new recovery codes, and the way to switch it off.</summary>
/// <remarks>400: password or code is wrong. 403: the role needs a second factor, so the last one stays.</remarks>
[OpenWithoutFactor]
[ResponseCache(NoStore = true)]
public sealed class FactorModel(PiaDbContext db, SecondFactors factors, Passkeys passkeys, SignOff signOff, LiveSettings settings, IOptions<IdentityPasskeyOptions> domain) : PageModel
{
    public const int NameMaxLength = 60;

    /// <param name="Id">Of the credential, for addresses and forms.</param>
    public sealed record Passkey(string Id, string Name, DateTimeOffset CreatedAt);

    [BindProperty]
    public SignatureDetails Signature { get; set; } = new();

    /// <summary>What the person calls a new passkey.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>What the device was asked to make, sealed, and what it made.</summary>
    [BindProperty]
    public string? Asked { get; set; }

    [BindProperty]
    public string? Created { get; set; }

    public IReadOnlyList<Passkey> Passkeys { get; private set; } = [];

    /// <summary>What to ask the device; none where passkeys do not work at this address.</summary>
    public Passkeys.Question? Question { get; private set; }

    public string WorkAt => $"{Request.Scheme}://{(Request.Host.Port is { } port ? new HostString(domain.Value.ServerDomain!, port) : new(domain.Value.ServerDomain!))}{Addresses.SecondFactor}";

    public string? ErrorAt(string field) => ModelState.TryGetValue(field, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    [TempData]
    public string? Saved { get; set; }

    public DateTimeOffset? AppSince { get; private set; }

    public int CodesLeft { get; private set; }

    public bool MayRemove { get; private set; }

    /// <summary>Shown once, right after they are made.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => Load(cancellationToken);

    public async Task<IActionResult> OnPostCodesAsync(CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        if (!User.HasFactor())
            return Redirect(Addresses.SecondFactor);
        if (!await IsMe(actor, cancellationToken))
            return await Again(cancellationToken);
        Codes = await factors.RenewCodes(User.SessionId(), actor, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAppAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        if (AppSince is null)
            return Redirect(Addresses.SecondFactor);
        if (!MayRemove)
            return StatusCode(StatusCodes.Status403Forbidden);
        var actor = HttpContext.Actor();
        if (!await IsMe(actor, cancellationToken))
            return await Again(cancellationToken);
        await factors.RemoveApp(User.SessionId(), actor, cancellationToken);
        Saved = HttpContext.Sentence(new("", "FactorRemoved"));
        return Redirect(Addresses.SecondFactor);
    }

    public async Task<IActionResult> OnPostAddPasskeyAsync(CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > NameMaxLength)
            ModelState.AddModelError(nameof(Name), HttpContext.Sentence(new("", "PasskeyName", NameMaxLength.ToString(CultureInfo.InvariantCulture))));
        if (!await IsMe(actor, cancellationToken))
            return await Again(cancellationToken);
        if (await passkeys.Created(Asked, Created, actor.AccountId, HttpContext, cancellationToken) is not { } made)
        {
            ModelState.AddModelError(nameof(Name), HttpContext.Sentence(new("", "PasskeyNotMade")));
            return await Again(cancellationToken);
        }
        Codes = await factors.AddPasskey(made, Name!.Trim(), User.SessionId(), actor, cancellationToken);
        if (Codes.Count > 0)
            return Page();
        Saved = HttpContext.Sentence(new("", "PasskeyAdded"));
        return Redirect(Addresses.SecondFactor);
    }

    public async Task<IActionResult> OnPostRemovePasskeyAsync(string? id, CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        if (Passkeys.All(p => p.Id != id))
            return Redirect(Addresses.SecondFactor);
        if (!MayRemove)
            return StatusCode(StatusCodes.Status403Forbidden);
        var actor = HttpContext.Actor();
        if (!await IsMe(actor, cancellationToken))
            return await Again(cancellationToken);
        await factors.RemovePasskey(WebEncoders.Base64UrlDecode(id!), User.SessionId(), actor, cancellationToken);
        Saved = HttpContext.Sentence(new("", "PasskeyRemoved"));
        return Redirect(Addresses.SecondFactor);
    }

    private async Task<bool> IsMe(Actor actor, CancellationToken cancellationToken)
    {
        if (ModelState.IsValid && await signOff.Check(HttpContext, Signature, actor, cancellationToken) is { } wrong)
            this.TellSignature(wrong);
        return ModelState.IsValid;
    }

    private async Task<PageResult> Again(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        return this.Answer(StatusCodes.Status400BadRequest);
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        var me = User.AccountId();
        AppSince = await db.Authenticators.Where(a => a.AccountId == me).Select(a => (DateTimeOffset?)a.SetAt).SingleOrDefaultAsync(cancellationToken);
        Passkeys = [.. (await db.UserPasskeys.AsNoTracking().Where(p => p.UserId == me).ToListAsync(cancellationToken))
            .OrderBy(p => p.Data.CreatedAt).Select(p => new Passkey(WebEncoders.Base64UrlEncode(p.CredentialId), p.Data.Name ?? "", p.Data.CreatedAt))];
        Question = passkeys.WorkAt(HttpContext) ? await passkeys.ToCreate(await db.Users.AsNoTracking().SingleAsync(u => u.Id == me, cancellationToken), HttpContext) : null;
        ModelState.Remove(nameof(Asked));
        ModelState.Remove(nameof(Created));
        CodesLeft = await db.RecoveryCodes.CountAsync(c => c.AccountId == me, cancellationToken);
        var count = Passkeys.Count + (AppSince is null ? 0 : 1);
        MayRemove = count > 1 || (count == 1 && !settings.Now.SignIn.SecondFactorOf.Contains(User.Role() ?? ""));
    }
}
