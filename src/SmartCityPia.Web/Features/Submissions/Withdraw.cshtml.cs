using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>Withdraws the request. The vendor keeps what it wrote.</summary>
public sealed class WithdrawModel(ReturnDescription withdraw) : DossierPage
{
    [BindProperty]
    public ReturnDetails Input { get; set; } = new();

    [BindProperty]
    public uint? Seen { get; set; }

    public override Access Access => new() { PostPolicy = Policies.AskVendors, BeforeSubmission = true };

    public void OnGet() => Seen = Asked!.Version;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Seen is not { } seen || !ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        if (await withdraw.Handle(Assessment.Id, seen, withdraw: true, Input.Reason, HttpContext.Actor(), cancellationToken))
        {
            Saved = HttpContext.Sentence(new("", "DescriptionWithdrawn"));
            return Redirect(At(""));
        }
        ModelState.AddModelError("", HttpContext.Sentence(new("", "DescriptionMoved")));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}
