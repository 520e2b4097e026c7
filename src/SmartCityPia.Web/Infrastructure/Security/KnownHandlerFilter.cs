using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>
/// A page without a handler for the method, or without the handler asked for by name, would run as if it had one.
/// </summary>
/// <remarks>405: no handler for this method. 404: a handler of a name that the page does not have.</remarks>
internal sealed class KnownHandlerFilter : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var request = context.HttpContext.Request;
        if (context.HandlerMethod is null && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
        else if (request.Query["handler"].ToString() is { Length: > 0 } asked && !string.Equals(asked, context.HandlerMethod?.Name, StringComparison.OrdinalIgnoreCase))
            context.Result = new NotFoundResult();
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}
