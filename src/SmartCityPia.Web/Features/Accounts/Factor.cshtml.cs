using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
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
public sealed class FactorModel(PiaDbContext db, SecondFactors factors, SignOff signOff, IOptions<SecondFactorOptions> options) : PageModel
{
    [BindProperty]
    public SignatureDetails Signature { get; set; } = new();

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
        if (!MayRemove)
            return AppSince is null ? Redirect(Addresses.SecondFactor) : StatusCode(StatusCodes.Status403Forbidden);
        var actor = HttpContext.Actor();
        if (!await IsMe(actor, cancellationToken))
            return await Again(cancellationToken);
        await factors.RemoveApp(User.SessionId(), actor, cancellationToken);
        Saved = HttpContext.Sentence(new("", "FactorRemoved"));
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
        CodesLeft = await db.RecoveryCodes.CountAsync(c => c.AccountId == me, cancellationToken);
        MayRemove = AppSince is not null && !options.Value.IsDemandedOf(User.Role());
    }
}
