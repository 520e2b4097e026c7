using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>The JSON schema of description files, identical to docs/description.schema.json.</summary>
public sealed class SchemaModel : PageModel
{
    public IActionResult OnGet() =>
        File(typeof(SchemaModel).Assembly.GetManifestResourceStream("description.schema.json")!, "application/schema+json");
}
