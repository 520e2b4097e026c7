using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Asks for a link by mail. The answer is the same whoever is asked for.</summary>
[AllowAnonymous, EnableRateLimiting(RateLimits.SignIn)]
[ResponseCache(NoStore = true)]
public sealed class ForgottenModel(ForgottenPasswords passwords, IOptions<MailOptions> mail) : PageModel
{
    public sealed class ForgottenDetails
    {
        [Required, MaxLength(Limits.Name), MailAddress]
        public string? Email { get; set; }
    }

    [BindProperty]
    public ForgottenDetails Input { get; set; } = new();

    public bool MailIsOn => mail.Value.IsOn;

    public bool Asked { get; private set; }

    public void OnGet()
    {
    }

    public IActionResult OnPost()
    {
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        passwords.Ask(Input.Email!, HttpContext.TraceIdentifier);
        Asked = true;
        return Page();
    }
}
