using System.Globalization;
using Serilog;
using Serilog.Events;

namespace SmartCityPia.Web.Infrastructure.Faults;

/// <summary>One line per request, with ids and never content: what people search for or type is not logged.</summary>
public static class RequestLog
{
    public const string Hidden = "***";

    /// <summary>Route and query values that are ids or choices of ours; every other value is hidden.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "reference", "id", "dataset", "number", "page", "p", "sort", "status", "handler", "step", "kind", "file", "principle", "group", "code",
    };

    public static void Use(WebApplication app) => app.UseSerilogRequestLogging(options =>
    {
        options.Logger = app.Services.GetRequiredService<Serilog.ILogger>();
        options.MessageTemplate = "{RequestMethod} {Address} answered {StatusCode} in {Elapsed:0} ms";
        options.IncludeQueryInRequestPath = false;
        options.GetLevel = (http, _, exception) =>
            exception is not null || http.Response.StatusCode >= 500 ? LogEventLevel.Error
            : http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) ? LogEventLevel.Verbose
            : LogEventLevel.Information;
        options.GetMessageTemplateProperties = (http, _, elapsed, status) =>
        [
            new("RequestMethod", new ScalarValue(http.Request.Method)),
            new("Address", new ScalarValue(Redact(http.Request))),
            new("StatusCode", new ScalarValue(status)),
            new("Elapsed", new ScalarValue(elapsed)),
        ];
    });

    /// <summary>The address with every value hidden that could say something about a person.</summary>
    public static string Redact(HttpRequest request)
    {
        var segments = (request.Path.Value ?? "/").Split('/');
        foreach (var (key, value) in request.RouteValues)
        {
            if (Harmless.Contains(key) || key is "page" or "area" || Convert.ToString(value, CultureInfo.InvariantCulture) is not { Length: > 0 } text)
                continue;
            for (var i = 0; i < segments.Length; i++)
                segments[i] = segments[i] == text ? Hidden : segments[i];
        }
        // Nothing matched the address, so nothing says which part of it is an id.
        var path = request.HttpContext.GetEndpoint() is null && segments.Length > 2 ? $"/{segments[1]}/{Hidden}" : string.Join('/', segments);
        var query = request.Query.Select(q => $"{(Safe(q.Key) ? q.Key : Hidden)}={(Harmless.Contains(q.Key) && Safe(q.Value.ToString()) ? q.Value.ToString() : Hidden)}");
        var joined = string.Join('&', query);
        return joined.Length == 0 ? path : $"{path}?{joined}";
    }

    private static bool Safe(string text) => text.Length <= 40 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
