using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace SmartCityPia.Web.Frame;

/// <summary>
/// Runs before every handler of a <see cref="DossierPage"/>: loads the assessment in the route, authorises, and loads what the layout
/// shows.
/// </summary>
/// <remarks>
/// 404: <see cref="LoadDossier"/> found no assessment that the person may see. 403: <see cref="AuthorizeDossier"/> refused the post. If a
/// page needs a city analysis that is still running, the response is the progress page.
/// </remarks>
public sealed class DossierFilter(LoadDossier load, AuthorizeDossier authorize, EnrichDossier enrich) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (context.HandlerInstance is not DossierPage page)
        {
            await next();
            return;
        }

        var http = context.HttpContext;
        var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (!await load.Handle(page, context.RouteData.Values["reference"] as string, http))
        {
            context.Result = new NotFoundResult();
            return;
        }
        var mayPost = await authorize.Handle(page, http);
        if (await enrich.Handle(page, http, reads) is { } running)
            context.Result = running.Show(http);
        else if (!reads && !await mayPost())
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
        else
            await next();
    }
}
