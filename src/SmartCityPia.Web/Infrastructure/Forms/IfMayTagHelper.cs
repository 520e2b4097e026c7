using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>Hides an element from people who don't meet a policy: <c>&lt;a may="EditOrganisations"&gt;</c>.</summary>
[HtmlTargetElement("*", Attributes = "may")]
public sealed class IfMayTagHelper(IAuthorizationService authorization) : TagHelper
{
    public required string May { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (!(await authorization.AuthorizeAsync(ViewContext.HttpContext.User, ViewContext.HttpContext, May)).Succeeded)
            output.SuppressOutput();
    }
}
