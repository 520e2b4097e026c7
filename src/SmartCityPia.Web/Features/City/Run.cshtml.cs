using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.City;

/// <summary>How far a computation is. It goes on when the page is left, and is found again by asking again.</summary>
public sealed class RunModel(CityRuns runs, IStringLocalizerFactory localizers) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid Id { get; set; }

    /// <summary>The page that asked; only one of ours is gone back to.</summary>
    [BindProperty(SupportsGet = true, Name = "back")]
    public string? Back { get; set; }

    public CityRun? Run { get; private set; }

    public bool WasCancelled { get; private set; }

    public string BackUrl => Url.IsLocalUrl(Back) ? Back! : Addresses.City;

    public string Here => CityRun.Address(Id, BackUrl);

    public string CancelUrl => Here + "&handler=Cancel";

    public IActionResult OnGet()
    {
        Run = runs.Find(Id);
        // Done, or never heard of: the page that asked has the answer, or asks anew.
        return Run is null ? Redirect(BackUrl) : Page();
    }

    /// <summary>For the script that keeps the bar moving.</summary>
    public IActionResult OnGetProgress() =>
        runs.Find(Id) is { } run ? new JsonResult(new { done = run.Progress.Done, of = run.Progress.Of, said = Say(run.Progress) }) : new JsonResult(new { done = 1, of = 1, finished = true });

    public string Say((int Done, int Of) progress)
    {
        var texts = new Texts(localizers, "City");
        return progress.Of == 0 ? texts["Run.Starting"] : texts["Run.Progress", progress.Done, progress.Of];
    }

    public IActionResult OnPostCancel()
    {
        if (runs.Find(Id) is { } run)
        {
            if (run.StartedBy != User.AccountId())
                return StatusCode(StatusCodes.Status403Forbidden);
            run.Cancel();
        }
        WasCancelled = true;
        return Page();
    }
}
