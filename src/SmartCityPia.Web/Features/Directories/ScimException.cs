using System.Globalization;
using System.Text.Json.Nodes;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Faults;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Directories;

/// <summary>Why a call of SCIM is not carried out (RFC 7644, 3.12).</summary>
/// <param name="kind">The keyword <c>scimType</c>; none where the status says it all.</param>
public sealed class ScimException(int status, string? kind, string detail) : Exception(detail)
{
    public int Status => status;

    public string? Kind => kind;

    public static ScimException NotFound() => new(StatusCodes.Status404NotFound, null, "There is no such resource.");

    public static ScimException Value(string detail) => new(StatusCodes.Status400BadRequest, "invalidValue", detail);

    public static ScimException Filter(string detail) => new(StatusCodes.Status400BadRequest, "invalidFilter", detail);

    public static ScimException Path(string detail) => new(StatusCodes.Status400BadRequest, "invalidPath", detail);

    public static ScimException Syntax(string detail) => new(StatusCodes.Status400BadRequest, "invalidSyntax", detail);

    public static ScimException TooMany(string detail) => new(StatusCodes.Status400BadRequest, "tooMany", detail);

    public static ScimException Taken(string detail) => new(StatusCodes.Status409Conflict, "uniqueness", detail);

    public static ScimException Forbidden(string detail) => new(StatusCodes.Status403Forbidden, null, detail);
}

/// <summary>Whatever goes wrong below the address of SCIM is said in its own form, and no fault of ours is told.</summary>
internal static partial class ScimFaults
{
    public static void Use(WebApplication app) => app.UseWhen(http => http.Request.Path.StartsWithSegments(ScimAddresses.Base, StringComparison.OrdinalIgnoreCase), branch => branch.Use(async (http, next) =>
    {
        try
        {
            await next(http);
        }
        catch (ScimException fault) when (!http.Response.HasStarted)
        {
            await Write(http, fault.Status, fault.Kind, fault.Message);
        }
        catch (BadHttpRequestException fault) when (!http.Response.HasStarted)
        {
            await Write(http, fault.StatusCode, null, "The request is too large or incomplete.");
        }
        catch (Exception fault) when (!http.Response.HasStarted && (DatabaseAway.Is(fault) || fault is OperationCanceledException))
        {
            http.Response.Headers.RetryAfter = "30";
            await Write(http, StatusCodes.Status503ServiceUnavailable, null, "The database is away. Please try again.");
        }
#pragma warning disable CA1031 // What nobody thought of is logged, and said in the form that the client reads.
        catch (Exception fault) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            Unforeseen(app.Logger, fault);
            await Write(http, StatusCodes.Status500InternalServerError, null, "Something went wrong on our side.");
        }
        if (http.Response is { HasStarted: false, StatusCode: >= 400 } && string.IsNullOrEmpty(http.Response.ContentType))
            await Write(http, http.Response.StatusCode, null, http.Response.StatusCode == StatusCodes.Status429TooManyRequests ? "Too many requests. Please wait a minute." : "The request cannot be carried out.");
    }));

    [LoggerMessage(Level = LogLevel.Error, Message = "A call of SCIM failed")]
    private static partial void Unforeseen(ILogger log, Exception exception);

    public static Task Write(HttpContext http, int status, string? kind, string detail)
    {
        http.Response.StatusCode = status;
        var said = new JsonObject { ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:Error"), ["status"] = status.ToString(CultureInfo.InvariantCulture) };
        if (kind is not null)
            said["scimType"] = kind;
        said["detail"] = detail;
        return ScimJson.Write(http, said);
    }
}

/// <summary>Addresses of SCIM; no pages.</summary>
internal static class ScimAddresses
{
    public const string Base = "/scim/v2";

    public const string Users = Base + "/Users";

    public const string Groups = Base + "/Groups";
}
