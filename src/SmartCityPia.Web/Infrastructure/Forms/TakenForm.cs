using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>
/// Tells the script of the next page which form was taken, so that it gives up its copy of what was typed. Every other answer, also one
/// that a proxy writes, leaves the copy where it is. The cookie holds the form's address alone.
/// </summary>
internal sealed class TakenForm(IConfiguration configuration) : IResultFilter
{
    public const string Cookie = "pia-taken";

    public void OnResultExecuting(ResultExecutingContext context)
    {
        var http = context.HttpContext;
        // Pages answer a form that is done with a redirect, all others with a page.
        if (HttpMethods.IsPost(http.Request.Method) && context.Result is IKeepTempDataResult)
        {
            http.Response.Cookies.Append(Cookie, http.Request.PathBase + http.Request.Path, new()
            {
                SameSite = SameSiteMode.Strict,
                Secure = SignInCookie.Secure(configuration) == CookieSecurePolicy.Always || http.Request.IsHttps,
                MaxAge = TimeSpan.FromHours(1),
                IsEssential = true,
            });
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
