using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Register;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Register;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Register;

/// <summary>The register for machines: each entry as it was published, the feed of changes, the list of datasets, and what search engines ask.</summary>
internal static class RegisterFiles
{
    private const int MostChanges = 100;

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Site = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <remarks>404: not in this language, or no such entry, or it is withdrawn.</remarks>
    public static void Map(WebApplication app)
    {
        app.MapGet(Addresses.Register, () => Results.LocalRedirect("~" + Addresses.RegisterIn(PublicRegister.Languages[0]))).AllowAnonymous();
        // Nothing but the register and what leads to it is for search engines.
        app.MapGet("/robots.txt", (HttpContext http, IOptions<CityOptions> city) =>
            Results.Text($"User-agent: *\nAllow: {http.Request.PathBase}{Addresses.Register}\nDisallow: /\nSitemap: {At(http, city.Value, Addresses.Register + "/sitemap.xml")}\n", "text/plain; charset=utf-8")).AllowAnonymous();
        var files = app.MapGroup(Addresses.Register).AllowAnonymous().CacheOutput(PublicRegister.Cache).RequireRateLimiting(RateLimits.Register);
        files.MapGet("/sitemap.xml", Sitemap);
        var inLanguage = files.MapGroup("/{language}").AddEndpointFilter((call, next) =>
            PublicRegister.Languages.Contains(call.HttpContext.GetRouteValue("language") as string, StringComparer.Ordinal) ? next(call) : ValueTask.FromResult<object?>(Results.NotFound()));
        inLanguage.MapGet("/feed.atom", Feed);
        inLanguage.MapGet("/catalogue.jsonld", Catalogue);
        inLanguage.MapGet("/{slug}/{number:int}/entry.json", Entry);
        inLanguage.MapGet("/{slug}/sign.svg", RegisterSign.Svg);
        inLanguage.MapGet("/{slug}/sign.pdf", RegisterSign.Pdf);
    }

    private static async Task<IResult> Entry(string slug, int number, PiaDbContext db, CancellationToken cancellationToken) =>
        await db.RegisterEntry(slug, number, cancellationToken) is { Withdrawal: null } found ? Results.Text(found.Publication.Json, "application/json; charset=utf-8") : Results.NotFound();

    private static async Task<IResult> Feed(string language, HttpContext http, PiaDbContext db, LiveSettings settings, IOptions<CityOptions> city, CancellationToken cancellationToken)
    {
        var changes = await db.RegisterChanges(MostChanges, cancellationToken);
        var name = settings.Now.Identity.Name;
        return Xml(new XElement(Atom + "feed", new XAttribute(XNamespace.Xml + "lang", language),
            new XElement(Atom + "id", At(http, city.Value, Addresses.RegisterIn(language))),
            new XElement(Atom + "title", name),
            new XElement(Atom + "author", new XElement(Atom + "name", name)),
            new XElement(Atom + "updated", Moment(changes.Count == 0 ? DateTimeOffset.UnixEpoch : changes[0].At)),
            new XElement(Atom + "link", new XAttribute("rel", "self"), new XAttribute("href", At(http, city.Value, Addresses.RegisterFeed(language)))),
            changes.Select(c => new XElement(Atom + "entry",
                new XElement(Atom + "id", $"urn:uuid:{c.Id}"),
                new XElement(Atom + "title", Clean(c.Name)),
                new XElement(Atom + "updated", Moment(c.At)),
                new XElement(Atom + "link", new XAttribute("href", At(http, city.Value, Addresses.RegisterEntry(language, c.Slug)))),
                c.Withdrawn is null ? null : new XElement(Atom + "summary", Clean(c.Withdrawn))))), "application/atom+xml; charset=utf-8");
    }

    private static async Task<IResult> Sitemap(HttpContext http, PiaDbContext db, IOptions<CityOptions> city, CancellationToken cancellationToken)
    {
        var lines = await db.RegisterLines([], cancellationToken);
        return Xml(new XElement(Site + "urlset",
            PublicRegister.Languages.SelectMany(language => lines.Select(l => new XElement(Site + "url",
                new XElement(Site + "loc", At(http, city.Value, Addresses.RegisterEntry(language, l.Line.Slug))), new XElement(Site + "lastmod", Moment(l.Line.PublishedAt)))))), "application/xml; charset=utf-8");
    }

    /// <summary>DCAT-AP 3: the register as a catalogue, each service as a dataset whose distribution is its entry.</summary>
    private static async Task<IResult> Catalogue(string language, HttpContext http, PiaDbContext db, LiveSettings settings, IOptions<CityOptions> city, CancellationToken cancellationToken)
    {
        var lines = await db.RegisterLines([], cancellationToken);
        JsonObject Named(string text) => new() { ["@value"] = text, ["@language"] = language };
        JsonObject Body(string name) => new() { ["@type"] = "foaf:Agent", ["foaf:name"] = name };
        var catalogue = new JsonObject
        {
            ["@context"] = new JsonObject { ["dcat"] = "http://www.w3.org/ns/dcat#", ["dct"] = "http://purl.org/dc/terms/", ["foaf"] = "http://xmlns.com/foaf/0.1/", ["xsd"] = "http://www.w3.org/2001/XMLSchema#" },
            ["@id"] = At(http, city.Value, Addresses.RegisterIn(language)),
            ["@type"] = "dcat:Catalog",
            ["dct:title"] = Named(settings.Now.Identity.Name),
            ["dct:description"] = Named("Services that process data about people, as the city decided on them"),
            ["dct:publisher"] = Body(settings.Now.Identity.Name),
            ["dcat:dataset"] = new JsonArray([.. lines.Select(l => new JsonObject
            {
                ["@id"] = At(http, city.Value, Addresses.RegisterEntry(language, l.Line.Slug)),
                ["@type"] = "dcat:Dataset",
                ["dct:title"] = Named(l.Line.Name),
                ["dct:description"] = Named(l.Line.Place is { } place ? $"{l.Line.Name}: {place}" : l.Line.Name),
                ["dct:publisher"] = Body(l.Line.Agency),
                ["dct:issued"] = new JsonObject { ["@value"] = Moment(l.Line.PublishedAt), ["@type"] = "xsd:dateTime" },
                ["dcat:landingPage"] = new JsonObject { ["@id"] = At(http, city.Value, Addresses.RegisterEntry(language, l.Line.Slug)) },
            })]),
        };
        return Results.Text(catalogue.ToJsonString(Written), "application/ld+json; charset=utf-8");
    }

    /// <summary>With the address that people open, where the city has told it.</summary>
    internal static string At(HttpContext http, CityOptions city, string path) =>
        (city.Address?.TrimEnd('/') ?? $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}") + path;

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Without the characters that XML cannot carry.</summary>
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(r => r.Value is '\t' or '\n' or '\r' || (r.Value >= ' ' && r.Value is not (0xFFFE or 0xFFFF))).Select(r => r.ToString()));

    private static IResult Xml(XElement root, string type) => Results.Text($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{root}", type, Encoding.UTF8);
}
