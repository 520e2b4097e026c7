using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SmartCityPia.Web.Features.About;

/// <summary>Version, licence and where the source of what runs here is. Open to everybody who can reach the program.</summary>
[AllowAnonymous, ResponseCache(NoStore = true)]
public sealed class IndexModel : PageModel;
