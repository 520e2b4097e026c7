using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Life;

/// <summary>The authors give an assessment up, with a reason.</summary>
/// <remarks>400: no reason. 409: it is approved, or somebody acted meanwhile.</remarks>
public sealed class WithdrawModel(PiaDbContext db, SetAside aside) : DossierPage
{
    public override Access Access => new() { PostPolicy = Policies.EditAssessments };

    [BindProperty]
    public ReasonDetails Input { get; set; } = new();

    public bool IsApproved { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => IsApproved = await SetAside.IsApproved(db, Assessment.Id, cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        IsApproved = await SetAside.IsApproved(db, Assessment.Id, cancellationToken);
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        var outcome = await aside.Handle(Assessment.Id, SettingAside.Withdraw, Input.Reason, HttpContext.Actor(), cancellationToken);
        if (outcome is Outcome.Done)
        {
            Saved = HttpContext.Sentence(new("", "Withdrawn"));
            return Redirect(At(""));
        }
        this.Tell([outcome is Outcome.Invalid invalid ? invalid.Errors[0] : new("", "SaveAgain")]);
        return this.Answer(StatusCodes.Status409Conflict);
    }
}
