using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Data.Saving;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Faults;

namespace SmartCityPia.Web.Features.Faults;

/// <summary>What is shown when something went wrong: what happened, what was kept, and what to do next.</summary>
/// <remarks>Runs in place of the failed request, so it answers any method and checks no token; it changes nothing.</remarks>
[AllowAnonymous, IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class FaultModel : PageModel
{
    public int Status { get; private set; }

    /// <summary>What was being posted, to be posted again by one button.</summary>
    public KeptForm? Kept { get; private set; }

    public string Kind => Status switch
    {
        403 => "Forbidden",
        404 => "NotFound",
        413 => "TooLarge",
        429 => "TooMany",
        503 => "Away",
        507 => "Full",
        >= 400 and < 500 => "BadRequest",
        _ => "Fault",
    };

    public Task OnGetAsync() => Show();

    public Task OnPostAsync() => Show();

    private async Task Show()
    {
        // From the route, not by binding: the form that failed may be one that cannot be read.
        int? status = int.TryParse(RouteData.Values["status"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
        if (!InsteadOfThePage.IsShown(HttpContext))
            status = StatusCodes.Status404NotFound;
        var failed = HttpContext.Features.Get<IExceptionHandlerFeature>();
        Status = failed is null ? status ?? 404 : DatabaseAway.Is(failed.Error) ? 503 : failed.Error is BadHttpRequestException bad ? bad.StatusCode
            : Refusals.IsUnreadable(failed.Error) ? 400 : 500;
        Response.StatusCode = Status;
        if (Status == 503)
            Response.Headers.RetryAfter = "10";
        if (Status is 503 or 500 && failed is not null && !failed.Path.StartsWith(Addresses.AroundSigningIn, StringComparison.OrdinalIgnoreCase) && await KeptForm.Of(HttpContext) is { } kept && await kept.IsOf(User, HttpContext))
            Kept = kept with { Path = failed.Path + Request.QueryString };
    }
}
