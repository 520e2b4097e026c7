using System.Text;
using System.Text.RegularExpressions;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>
/// Below a path, such as <c>https://city.example/pia</c>, every address that the application writes begins with it. Pages
/// write addresses as if they were at the root; here they are completed, in one place, and only where there is a path.
/// </summary>
internal static partial class BelowAPath
{
    public static void Use(WebApplication app) => app.Use(async (http, next) =>
    {
        if (!http.Request.PathBase.HasValue)
        {
            await next(http);
            return;
        }
        var prefix = http.Request.PathBase.ToUriComponent();
        http.Response.OnStarting(() =>
        {
            if (http.Response.Headers.Location is [{ } location] && IsWithout(location, prefix))
                http.Response.Headers.Location = prefix + location;
            return Task.CompletedTask;
        });
        var body = http.Response.Body;
        await using var kept = new MemoryStream();
        http.Response.Body = kept;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
        }
        kept.Position = 0;
        if (http.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) != true)
        {
            await kept.CopyToAsync(body, http.RequestAborted);
            return;
        }
        var html = Encoding.UTF8.GetBytes(Complete(Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length), prefix));
        http.Response.ContentLength = http.Response.ContentLength is null ? null : html.Length;
        await body.WriteAsync(html, http.RequestAborted);
    });

    public static string Complete(string html, string prefix) =>
        Attributes().Replace(html, found => IsWithout(found.Groups["address"].Value, prefix) ? $"{found.Groups["before"].Value}{prefix}{found.Groups["address"].Value}" : found.Value);

    private static bool IsWithout(string address, string prefix) =>
        address is ['/'] or ['/', not '/', ..] && address != prefix && !(address.StartsWith(prefix, StringComparison.Ordinal) && address[prefix.Length] is '/' or '?' or '#');

    /// <summary>Inside a tag: text that people wrote is encoded and has no quotation marks.</summary>
    [GeneratedRegex("(?<before>\\s(?:href|src|action|formaction|data-progress|data-done)=\")(?<address>/[^\"]*)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Attributes();
}
