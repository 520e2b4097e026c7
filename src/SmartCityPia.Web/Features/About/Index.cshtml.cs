using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SmartCityPia.Web.Features.About;

/// <summary>Version, licence and source code of this installation. Public.</summary>
[AllowAnonymous, ResponseCache(NoStore = true)]
public sealed class IndexModel : PageModel;
