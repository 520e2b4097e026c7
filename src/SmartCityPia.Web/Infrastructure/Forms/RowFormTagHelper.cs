using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>
/// <c>&lt;form row-form&gt;</c>: posts to the page's address without its query (so that a conflict's handler isn't repeated), with the
/// antiforgery token and without browser validation, and keeps the input while the tab is open.
/// </summary>
[HtmlTargetElement("form", Attributes = "row-form")]
public sealed class RowFormTagHelper(IHtmlGenerator generator, IStringLocalizerFactory localizers) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    // Runs before the framework's form helper, which would leave out the token because there is an action.
    public override int Order => -2000;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var texts = new Texts(localizers, "Shared");
        output.Attributes.RemoveAll("row-form");
        output.Attributes.SetAttribute("id", "row-form");
        output.Attributes.SetAttribute("method", "post");
        output.Attributes.SetAttribute("action", ViewContext.HttpContext.Request.Path);
        output.Attributes.SetAttribute("novalidate", "novalidate");
        // The framework refuses a whole url-encoded form that contains U+0000. With multipart the field gets an error and the rest is kept.
        output.Attributes.SetAttribute("enctype", "multipart/form-data");
        // What is typed is kept for a person: of somebody without an account nobody knows who sits there next.
        if (ViewContext.HttpContext.User.Identity?.IsAuthenticated == true)
        {
            output.Attributes.SetAttribute("data-keep", texts["Keep"]);
            output.Attributes.SetAttribute("data-keep-for", ViewContext.HttpContext.User.AccountId());
        }
        output.PostContent.AppendHtml(generator.GenerateAntiforgery(ViewContext));
    }
}
