using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data.Saving;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Life;

/// <summary>Takes an assessment out of lists and deadlines, and brings an archived or a withdrawn one back.</summary>
/// <remarks>409: it is in review, or somebody acted meanwhile.</remarks>
public sealed class ArchiveModel(SetAside aside) : DossierPage
{
    public override Access Access => new() { PostPolicy = Policies.EditAssessments };

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        Answer(await aside.Handle(Assessment.Id, SettingAside.Archive, null, HttpContext.Actor(), cancellationToken), "Archived");

    public async Task<IActionResult> OnPostBringBackAsync(CancellationToken cancellationToken) =>
        Answer(await aside.Handle(Assessment.Id, SettingAside.BringBack, null, HttpContext.Actor(), cancellationToken), "BroughtBack");

    private IActionResult Answer(Outcome outcome, string done)
    {
        if (outcome is Outcome.Done)
        {
            Saved = HttpContext.Sentence(new("", done));
            return Redirect(At(""));
        }
        this.Tell([outcome is Outcome.Invalid invalid ? invalid.Errors[0] : new("", "SaveAgain")]);
        return this.Answer(StatusCodes.Status409Conflict);
    }
}
