using Microsoft.Extensions.Localization;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>
/// Refuses what another site makes a browser send, before anything else looks at it: an unsafe method whose
/// <c>Sec-Fetch-Site</c> is neither <c>same-origin</c> nor <c>none</c>, or whose <c>Origin</c> is not ours.
/// </summary>
/// <remarks>403, in plain text: a page would ask the database and carry the form on.</remarks>
internal static class ForeignRequests
{
    public static void Use(WebApplication app) => app.Use(async (http, next) =>
    {
        if (!IsForeign(http.Request))
        {
            await next(http);
            return;
        }
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync(http.RequestServices.GetRequiredService<IStringLocalizerFactory>().Create("Faults", typeof(ForeignRequests).Assembly.GetName().Name!)["Foreign"], http.RequestAborted);
    });

    public static bool IsForeign(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || HttpMethods.IsTrace(request.Method))
            return false;
        // Each value counts: a second header does not hide the first. Programs that are no browsers send neither.
        return request.Headers["Sec-Fetch-Site"].Any(site => site is not ("same-origin" or "none"))
            || request.Headers.Origin.Any(origin => !IsOurs(origin, request));
    }

    /// <summary>The scheme is compared where it is known for sure: behind a proxy that is not believed, ours looks like http.</summary>
    private static bool IsOurs(string? origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var theirs) && theirs.Scheme is "http" or "https"
        && (!request.IsHttps || theirs.Scheme == "https")
        && string.Equals(theirs.IdnHost, new HostString(request.Host.Host).ToUriComponent().Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
        && theirs.Port == (request.Host.Port ?? (theirs.Scheme == "https" ? 443 : 80));
}
