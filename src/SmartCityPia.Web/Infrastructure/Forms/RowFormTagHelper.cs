using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>
/// <c>&lt;form row-form&gt;</c>: posts to this page's own address without its query (a conflict's handler must not stick),
/// carries the antiforgery token, leaves checking to the server, and keeps what is typed while the tab is open.
/// </summary>
[HtmlTargetElement("form", Attributes = "row-form")]
public sealed class RowFormTagHelper(IHtmlGenerator generator, IStringLocalizerFactory localizers) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    // Before the framework's form helper, which would otherwise leave the token out because there is an action.
    public override int Order => -2000;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var texts = new Texts(localizers, "Shared");
        output.Attributes.RemoveAll("row-form");
        output.Attributes.SetAttribute("id", "row-form");
        output.Attributes.SetAttribute("method", "post");
        output.Attributes.SetAttribute("action", ViewContext.HttpContext.Request.Path);
        output.Attributes.SetAttribute("novalidate", "novalidate");
        // The framework refuses a url-encoded form with U+0000 in it as a whole; this way the field is named and the rest kept.
        output.Attributes.SetAttribute("enctype", "multipart/form-data");
        output.Attributes.SetAttribute("data-keep", texts["Keep"]);
        output.Attributes.SetAttribute("data-keep-for", ViewContext.HttpContext.User.AccountId());
        output.PostContent.AppendHtml(generator.GenerateAntiforgery(ViewContext));
    }
}
