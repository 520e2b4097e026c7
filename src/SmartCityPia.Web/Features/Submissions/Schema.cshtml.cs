using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>What a description file may hold, as a JSON schema: the same text as docs/description.schema.json.</summary>
public sealed class SchemaModel : PageModel
{
    public IActionResult OnGet() => File(typeof(SchemaModel).Assembly.GetManifestResourceStream("description.schema.json")!, "application/schema+json");
}
