using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing.Patterns;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace SmartCityPia.Web.Infrastructure.Faults;

/// <summary>One line per request, with ids and never content: what people search for or type is not logged.</summary>
public static partial class RequestLog
{
    public const string Hidden = "***";

    /// <summary>Query values of these keys are choices of ours; they are shown when they are one.</summary>
    private static readonly HashSet<string> Choices = new(StringComparer.OrdinalIgnoreCase) { "handler", "sort", "status", "step", "kind", "p", "archetype", "number", "field" };

    /// <summary>The framework puts the address as it came on every line of a request; ours is the one without content.</summary>
    internal sealed class WithoutRawPath : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory) => logEvent.RemovePropertyIfPresent("RequestPath");
    }

    public static void Use(WebApplication app)
    {
        var words = new Lazy<IReadOnlySet<string>>(() => OurWords(app.Services.GetServices<EndpointDataSource>()));
        app.UseSerilogRequestLogging(options =>
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
                new("Address", new ScalarValue(Redact(http.Request, words.Value))),
                new("StatusCode", new ScalarValue(status)),
                new("Elapsed", new ScalarValue(elapsed)),
            ];
        });
    }

    /// <summary>
    /// The address with everything hidden that is neither a word of our own addresses nor an id. It goes by the words and
    /// not by the route that was matched: an unknown address matches none, and by the time of logging a fault page has
    /// taken the route's place.
    /// </summary>
    public static string Redact(HttpRequest request, IReadOnlySet<string> ourWords)
    {
        var path = string.Join('/', (request.Path.Value ?? "/").Split('/').Select(segment => segment.Length == 0 || ourWords.Contains(segment) || IsId(segment) ? segment : Hidden));
        var query = string.Join('&', request.Query.Select(q => Choices.Contains(q.Key)
            ? $"{q.Key}={(q.Value.All(v => v is not null && (IsId(v) || ourWords.Contains(v))) ? q.Value.ToString() : Hidden)}"
            : $"{(ourWords.Contains(q.Key) ? q.Key : Hidden)}={Hidden}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    /// <summary>The literal parts of all our addresses, the keys of our forms that filter, and the names of our choices.</summary>
    public static IReadOnlySet<string> OurWords(IEnumerable<EndpointDataSource> sources)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "q", "agency", "owner", "returnUrl", "account", "code", "Remove", "Take" };
        foreach (var part in sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().SelectMany(e => e.RoutePattern.PathSegments).SelectMany(s => s.Parts).OfType<RoutePatternLiteralPart>())
            words.Add(part.Content);
        foreach (var type in new[] { typeof(Domain.Dossiers.IRow).Assembly, typeof(RequestLog).Assembly }.SelectMany(a => a.GetExportedTypes()).Where(t => t.IsEnum))
            words.UnionWith(Enum.GetNames(type));
        return words;
    }

    private static bool IsId(string text) => text.Length <= 40 && Id().IsMatch(text);

    /// <summary>A UUID, a reference such as PIA-2026-001, a catalogue id such as A12, a number.</summary>
    [GeneratedRegex("^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|PIA-[0-9]{4}-[0-9]{3,6}|[A-Z]{1,3}[0-9]{1,3}|[0-9]{1,9})$", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Id();
}
