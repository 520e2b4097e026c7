using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>At which of the city's providers I can sign in to my account.</summary>
/// <remarks>400: the password is wrong. 403: the link is the only way in. 404: no such provider.</remarks>
[ResponseCache(NoStore = true)]
public sealed class ProvidersModel(PiaDbContext db, LinkProvider link, KnownProviders known, SignOff signOff, IOptions<SignOnOptions> options) : PageModel
{
    public sealed record Row(SignOnProvider Provider, bool IsLinked);

    [BindProperty]
    public string? Provider { get; set; }

    [BindProperty]
    public SignatureDetails Signature { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public bool? Linked { get; set; }

    [TempData]
    public string? Saved { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public bool MayUnlink { get; private set; }

    /// <summary>Where the person goes on, once they confirmed here who they are.</summary>
    public string? GoOn { get; private set; }

    public string? GoOnTo { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => Load(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Find(Provider) is not { } provider)
            return NotFound();
        await Load(cancellationToken);
        var isLinked = Rows.Any(r => r.Provider == provider && r.IsLinked);
        if (isLinked && !MayUnlink)
            return StatusCode(StatusCodes.Status403Forbidden);
        if (await signOff.Check(HttpContext, Signature, HttpContext.Actor(), cancellationToken) is { } wrong)
        {
            this.TellSignature(wrong);
            return this.Answer(StatusCodes.Status400BadRequest);
        }
        if (!isLinked)
        {
            // A link, not a redirect of this form: forms of ours lead to ourselves alone.
            (GoOn, GoOnTo) = ($"{provider.At()}?purpose={SignOn.ToLink}&proof={Uri.EscapeDataString(link.Prove(User.SessionId()!.Value, provider))}", provider.Name);
            return Page();
        }
        if (await known.Find(provider, cancellationToken) is { } there)
        {
            var me = User.AccountId();
            await link.Unlink(await db.Users.AsNoTracking().SingleAsync(u => u.Id == me, cancellationToken), provider, there.Issuer, HttpContext);
            Saved = HttpContext.Sentence(new("", "ProviderUnlinked"));
        }
        return Redirect(Addresses.MyProviders);
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        var me = User.AccountId();
        var issuers = await db.UserLogins.Where(l => l.UserId == me).Select(l => l.LoginProvider).ToListAsync(cancellationToken);
        var rows = new List<Row>();
        foreach (var provider in options.Value.Providers)
            rows.Add(new(provider, (await known.Find(provider, cancellationToken))?.Issuer is { } issuer && issuers.Contains(issuer)));
        Rows = rows;
        MayUnlink = await link.MayUnlink(User, cancellationToken);
    }
}
