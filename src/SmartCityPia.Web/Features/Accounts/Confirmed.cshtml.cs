using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Where a provider leads back to after somebody confirmed who they are: the form waits in another tab.</summary>
public sealed class ConfirmedModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public bool Refused { get; set; }

    public void OnGet()
    {
    }
}
