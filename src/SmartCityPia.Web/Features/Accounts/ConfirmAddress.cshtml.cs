using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Where the link to a new address leads. Looking at it changes nothing: programs that read mail open links too.</summary>
/// <remarks>400: the link is spent, or somebody else has the address by now.</remarks>
[AllowAnonymous, EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class ConfirmAddressModel(OneTimeLinks links, PiaDbContext db, ILookupNormalizer normalizer, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "account")]
    public Guid AccountId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [TempData]
    public string? Saved { get; set; }

    /// <summary>None where the link does not work.</summary>
    public string? Address { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await Find(cancellationToken) is null ? this.Answer(StatusCodes.Status400BadRequest) : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await Find(cancellationToken) is not { } link)
            return this.Answer(StatusCodes.Status400BadRequest);
        var (address, key) = (Address!, normalizer.NormalizeEmail(Address));
        var outcome = await db.Try(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (!await links.Use(link, cancellationToken))
                return new Outcome.Changed();
            var account = await db.Users.SingleAsync(u => u.Id == AccountId, cancellationToken);
            (account.Email, account.NormalizedEmail, account.ConcurrencyStamp) = (address, key, Guid.CreateVersion7().ToString("N"));
            await db.SaveChangesAsync(cancellationToken);
            await links.Void(AccountId, cancellationToken);
            await db.RecordAsync(new(account.Id, account.DisplayName, clock.GetUtcNow(), HttpContext.TraceIdentifier), AuditVerbs.Changed, nameof(Account), account.Id, null, cancellationToken,
                after: System.Text.Json.JsonSerializer.Serialize(new { email = address }));
            await transaction.CommitAsync(cancellationToken);
            return new Outcome.Done();
        });
        if (outcome is not Outcome.Done)
        {
            Address = null;
            return this.Answer(StatusCodes.Status400BadRequest);
        }
        Saved = HttpContext.Sentence(new("", "AddressIsConfirmed"));
        return Redirect(Addresses.SignIn);
    }

    private async Task<AccountLink?> Find(CancellationToken cancellationToken)
    {
        var link = await links.Find(AccountId, Code, cancellationToken);
        Address = link is { Kind: LinkKind.NewAddress } ? link.Address : null;
        return Address is null ? null : link;
    }
}
