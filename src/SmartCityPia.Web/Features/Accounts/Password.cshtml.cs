using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>A new password of one's own; all other sessions end with it.</summary>
/// <remarks>400: the former password is wrong, or the new one is not good enough.</remarks>
[ResponseCache(NoStore = true)]
public sealed class PasswordModel(SignOff signOff, SetNewPassword set) : PageModel
{
    public sealed class ChangeDetails
    {
        [Required, MaxLength(Limits.Name), DataType(DataType.Password)]
        public string? Password { get; set; }
    }

    [BindProperty]
    public ChangeDetails Input { get; set; } = new();

    [BindProperty]
    public SignatureDetails Signature { get; set; } = new();

    [TempData]
    public string? Saved { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        var actor = HttpContext.Actor();
        if (await signOff.Check(HttpContext, Signature, actor, cancellationToken) is { } wrong)
        {
            this.TellSignature(wrong);
            return this.Answer(StatusCodes.Status400BadRequest);
        }
        if (await set.Handle(actor.AccountId, Input.Password!, link: null, User.SessionId(), actor, cancellationToken) is Outcome.Invalid invalid)
        {
            this.Tell(invalid.Errors);
            return this.Answer(StatusCodes.Status400BadRequest);
        }
        Saved = HttpContext.Sentence(new("", "PasswordIsChanged"));
        return Redirect(Addresses.MyAccount);
    }
}
