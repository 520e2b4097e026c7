using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Notices;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Another address of one's own. It counts once the link that is mailed to it was opened.</summary>
/// <remarks>400: the password is wrong, or the address is none.</remarks>
[ResponseCache(NoStore = true)]
public sealed class AddressModel(PiaDbContext db, SignOff signOff, OneTimeLinks links, ILookupNormalizer normalizer, IOptions<MailOptions> mail) : PageModel
{
    public sealed class AddressDetails
    {
        [Required, MaxLength(Limits.Name), MailAddress]
        public string Email { get; set => field = MailAddresses.Trim(value); } = "";
    }

    [BindProperty]
    public AddressDetails Input { get; set; } = new();

    [BindProperty]
    public SignatureDetails Signature { get; set; } = new();

    [TempData]
    public string? Saved { get; set; }

    public bool MailIsOn => mail.Value.IsOn;

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || !MailIsOn)
            return this.Answer(StatusCodes.Status400BadRequest);
        var actor = HttpContext.Actor();
        if (await signOff.Check(HttpContext, Signature, actor, cancellationToken) is { } wrong)
        {
            this.TellSignature(wrong);
            return this.Answer(StatusCodes.Status400BadRequest);
        }
        // Of an address that somebody else has nothing is said: the mail simply does not come.
        var key = normalizer.NormalizeEmail(Input.Email);
        if (!await db.Users.AnyAsync(u => u.NormalizedEmail == key && u.Id != actor.AccountId, cancellationToken))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await links.Make(actor.AccountId, LinkKind.NewAddress, cancellationToken, Input.Email);
            await new CreateNotices(db, Actor.System(actor.RequestId, actor.At), cancellationToken).Tell(NoticeKind.AddressToConfirm, actor.AccountId, null, [actor.AccountId]);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        Saved = HttpContext.Sentence(new("", "AddressAsked", Input.Email));
        return Redirect(Addresses.MyAccount);
    }
}
