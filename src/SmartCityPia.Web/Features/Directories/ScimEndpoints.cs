using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Directories;

/// <summary>SCIM 2.0 (RFC 7643, 7644): a provider tells of its people and groups. Every call is an event with ids and no content.</summary>
internal static class ScimEndpoints
{
    public const int PageMax = 200;

    /// <summary>Where a filter names no key, so many are read to find those that fit.</summary>
    public const int MaxScanned = 20_000;

    private const int PageUsual = 100;
    private const string ListSchema = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    public static void Map(WebApplication app)
    {
        var scim = app.MapGroup(ScimAddresses.Base).RequireAuthorization(Policies.Provision).RequireRateLimiting(RateLimits.Directory);
        scim.MapGet("ServiceProviderConfig", http => Describe(http, ScimDescriptions.Config));
        scim.MapGet("ResourceTypes", http => Describe(http, ScimDescriptions.Types));
        scim.MapGet("ResourceTypes/{name}", http => Describe(http, at => ScimDescriptions.One(ScimDescriptions.Types(at), "name", http.Request.RouteValues["name"])));
        scim.MapGet("Schemas", http => Describe(http, ScimDescriptions.Schemas));
        scim.MapGet("Schemas/{id}", http => Describe(http, at => ScimDescriptions.One(ScimDescriptions.Schemas(at), "id", http.Request.RouteValues["id"])));

#pragma warning disable ASP0016 // The analyzer takes the delegates within, whose results are written, for those that answer.
        scim.MapGet("Users", http => List(http, nameof(DirectoryPerson), (call, filter, start, count) => Users(http).List(call, filter, start, count)));
        scim.MapGet("Users/{id}", http => Read(http, nameof(DirectoryPerson), (call, id) => Users(http).Find(call, id)));
        scim.MapPost("Users", http => Write(http, async call => await Users(http).Create(call, await ScimJson.Read(http)), StatusCodes.Status201Created));
        scim.MapPut("Users/{id}", http => Write(http, async call => await Users(http).Replace(call, Id(http), await ScimJson.Read(http))));
        scim.MapPatch("Users/{id}", http => Write(http, async call => await Users(http).Patch(call, Id(http), await ScimJson.Read(http))));
        scim.MapDelete("Users/{id}", http => Write(http, call => Users(http).Delete(call, Id(http)), StatusCodes.Status204NoContent));

        scim.MapGet("Groups", http => List(http, nameof(DirectoryGroup), (call, filter, start, count) => Groups(http).List(call, filter, start, count, WithMembers(http))));
        scim.MapGet("Groups/{id}", http => Read(http, nameof(DirectoryGroup), (call, id) => Groups(http).Find(call, id, WithMembers(http))));
        scim.MapPost("Groups", http => Write(http, async call => await Groups(http).Create(call, await ScimJson.Read(http)), StatusCodes.Status201Created));
        scim.MapPut("Groups/{id}", http => Write(http, async call => await Groups(http).Replace(call, Id(http), await ScimJson.Read(http))));
        scim.MapPatch("Groups/{id}", http => Write(http, async call => await Groups(http).Patch(call, Id(http), await ScimJson.Read(http))));
        scim.MapDelete("Groups/{id}", http => Write(http, call => Groups(http).Delete(call, Id(http)), StatusCodes.Status204NoContent));
#pragma warning restore ASP0016

        scim.Map("{**rest}", http => Call(http, _ => throw Elsewhere(http)));
    }

    private static ScimUsers Users(HttpContext http) => http.RequestServices.GetRequiredService<ScimUsers>();

    private static ScimGroups Groups(HttpContext http) => http.RequestServices.GetRequiredService<ScimGroups>();

    private static Guid Id(HttpContext http) => Guid.TryParseExact(http.Request.RouteValues["id"] as string, "D", out var id) ? id : throw ScimException.NotFound();

    /// <summary>What the standard has and we do not, an address of ours with another method, or no address at all.</summary>
    private static ScimException Elsewhere(HttpContext http)
    {
        var parts = (http.Request.RouteValues["rest"] as string ?? "").Split('/');
        return parts[0] switch
        {
            "Me" or "Bulk" => new(StatusCodes.Status501NotImplemented, null, $"{parts[0]} is not offered."),
            _ when parts[^1] == ".search" => new(StatusCodes.Status501NotImplemented, null, "Please search by GET."),
            "Users" or "Groups" or "Schemas" or "ResourceTypes" or "ServiceProviderConfig" when parts.Length <= 2 => new(StatusCodes.Status405MethodNotAllowed, null, "Not by this method."),
            _ => ScimException.NotFound(),
        };
    }

    private static Task Describe(HttpContext http, Func<Func<string, string>, JsonObject?> describe) => Call(http, async call =>
    {
        var said = describe(http.RequestServices.GetRequiredService<IOptions<CityOptions>>().Value.At) ?? throw ScimException.NotFound();
        await Record(http, call, AuditVerbs.Opened, nameof(DirectoryToken), Guid.Empty);
        await ScimJson.Write(http, said);
    });

    private static Task Read(HttpContext http, string subject, Func<ScimCall, Guid, Task<JsonObject>> find) => Call(http, async call =>
    {
        var resource = await find(call, Id(http));
        await Record(http, call, AuditVerbs.Opened, subject, Id(http));
        var tag = Version(http, resource);
        if (http.Request.Headers.IfNoneMatch.SelectMany(v => (v ?? "").Split(',', StringSplitOptions.TrimEntries)).Contains(tag, StringComparer.Ordinal))
            http.Response.StatusCode = StatusCodes.Status304NotModified;
        else
            await ScimJson.Write(http, Part(http, resource));
    });

    private static Task List(HttpContext http, string subject, Func<ScimCall, ScimFilter?, int, int, Task<(int Total, IReadOnlyList<JsonObject> Page)>> list) => Call(http, async call =>
    {
        var filter = Asked(http, "filter") is { Length: > 0 } text ? ScimFilter.Parse(text) : null;
        var (start, count) = (Math.Max(1, Number(http, "startIndex", 1)), Math.Clamp(Number(http, "count", PageUsual), 0, PageMax));
        var (total, page) = await list(call, filter, start, count);
        await Record(http, call, AuditVerbs.Searched, subject, Guid.Empty);
        await ScimJson.Write(http, new JsonObject
        {
            ["schemas"] = new JsonArray(ListSchema),
            ["totalResults"] = total,
            ["startIndex"] = start,
            ["itemsPerPage"] = page.Count,
            ["Resources"] = new JsonArray([.. page.Select(r => Part(http, r))]),
        });
    });

    private static Task Write(HttpContext http, Func<ScimCall, Task<JsonObject>> write, int status = StatusCodes.Status200OK) => Call(http, async call =>
    {
        var resource = await write(call);
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status204NoContent)
            return;
        Version(http, resource);
        if (status == StatusCodes.Status201Created)
            http.Response.Headers.Location = resource["meta"]!["location"]!.GetValue<string>();
        // A group's members are many; a client that wants them says so.
        if (HttpMethods.IsPatch(http.Request.Method) && resource["meta"]!["resourceType"]!.GetValue<string>() == ScimShape.Group.Name && Asked(http, "attributes") is null)
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await ScimJson.Write(http, Part(http, resource));
    });

    private static async Task Call(HttpContext http, Func<ScimCall, Task> work)
    {
        var provider = http.RequestServices.GetRequiredService<IOptions<SignOnOptions>>().Value.Find(http.User.Provider())!;
        var actor = new Actor(Guid.Empty, provider.Name, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), http.TraceIdentifier);
        var call = new ScimCall(provider, actor, http.Request.Headers.IfMatch.Count == 0 ? null : http.Request.Headers.IfMatch.ToString(), http.RequestAborted);
        try
        {
            await work(call);
        }
        catch (ScimException)
        {
            var db = http.RequestServices.GetRequiredService<PiaDbContext>();
            db.ChangeTracker.Clear();
            await Record(http, call, AuditVerbs.Refused, http.Request.RouteValues.ContainsKey("rest") ? nameof(DirectoryToken) : http.Request.Path.StartsWithSegments(ScimAddresses.Groups, StringComparison.OrdinalIgnoreCase) ? nameof(DirectoryGroup) : nameof(DirectoryPerson),
                Guid.TryParseExact(http.Request.RouteValues.GetValueOrDefault("id") as string, "D", out var id) ? id : Guid.Empty);
            throw;
        }
    }

    private static Task<int> Record(HttpContext http, ScimCall call, string verb, string subject, Guid id) =>
        http.RequestServices.GetRequiredService<PiaDbContext>().RecordAsync(call.Actor, verb, subject, id, null, call.Cancellation);

    private static string Version(HttpContext http, JsonObject resource)
    {
        var tag = resource["meta"]!["version"]!.GetValue<string>();
        http.Response.Headers.ETag = tag;
        return tag;
    }

    private static string? Asked(HttpContext http, string name) => http.Request.Query.FirstOrDefault(q => q.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { Count: > 0 } values ? values[0] : null;

    private static int Number(HttpContext http, string name, int usual) => Asked(http, name) is not { Length: > 0 } text ? usual
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? (int)Math.Clamp(number, int.MinValue + 1, int.MaxValue - PageMax) : throw ScimException.Value($"{name} has to be a number.");

    private static bool WithMembers(HttpContext http) => !Names(http, "excludedAttributes").Contains("members", StringComparer.OrdinalIgnoreCase);

    private static string[] Names(HttpContext http, string parameter) => (Asked(http, parameter) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Of a resource what was asked for; its id is always said.</summary>
    private static JsonObject Part(HttpContext http, JsonObject resource)
    {
        var (asked, excluded) = (Names(http, "attributes").Select(n => ScimPath.Split(n)).ToList(), Names(http, "excludedAttributes").Select(n => ScimPath.Split(n)).ToList());
        if (asked.Count == 0 && excluded.Count == 0)
            return resource;
        var part = new JsonObject();
        foreach (var (name, value) in resource)
        {
            if (name is "schemas" or "id" || (asked.Count == 0 ? !excluded.Exists(e => e is (var all, null) && Is(all, name)) : asked.Exists(a => a is (var all, null) && Is(all, name))))
                part[name] = value?.DeepClone();
            else if (asked.Count > 0 && asked.Where(a => a is (var of, not null) && Is(of, name)).Select(a => a!.Value.Sub!).ToList() is { Count: > 0 } subs)
                part[name] = value is JsonArray many ? new JsonArray([.. many.OfType<JsonObject>().Select(one => Parts(one, subs))]) : value is JsonObject single ? Parts(single, subs) : null;
        }
        return part;

        static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
        static JsonNode Parts(JsonObject of, List<string> subs) => new JsonObject(of.Where(p => subs.Contains(p.Key, StringComparer.OrdinalIgnoreCase)).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
    }
}
