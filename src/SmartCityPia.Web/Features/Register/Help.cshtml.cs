using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SmartCityPia.Web.Infrastructure.Register;

namespace SmartCityPia.Web.Features.Register;

/// <summary>How the register is made, how an entry is checked, and how accessible it is.</summary>
/// <remarks>404: the register is not in this language.</remarks>
public sealed class HelpModel : PageModel
{
    [BindProperty(SupportsGet = true, Name = "language")]
    public string Language { get; set; } = "";

    public IActionResult OnGet() => PublicRegister.Languages.Contains(Language, StringComparer.Ordinal) ? Page() : NotFound();
}
