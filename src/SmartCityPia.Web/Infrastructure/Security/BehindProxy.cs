using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>What a proxy in front says of the request, believed from the networks that are configured and from this machine; and which names we answer to.</summary>
internal static class BehindProxy
{
    public static void Add(IServiceCollection services)
    {
        services.AddOptions<ProxyOptions>().BindConfiguration("Proxy").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>, IOptions<CityOptions>>((o, proxy, city) =>
        {
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedPrefix;
            // As many proxies as are known, one behind the other: what stands before the first unknown one was written by it.
            o.ForwardLimit = null;
            foreach (var network in proxy.Value.Known)
                o.KnownIPNetworks.Add(network);
        });
    }

    /// <summary>To be called after the forwarded headers were read.</summary>
    /// <remarks>400: asked by a name that is not the city's. Nobody can put another one into what we write.</remarks>
    public static void Use(WebApplication app)
    {
        var city = app.Services.GetRequiredService<IOptions<CityOptions>>().Value;
        if (string.IsNullOrEmpty(city.Address))
            return;
        var address = new Uri(city.Address);
        var secure = address.Scheme == "https" && app.Configuration["Demo"] is null;
        var prefix = new PathString(address.AbsolutePath.TrimEnd('/'));
        app.Use(async (http, next) =>
        {
            if (!IsOurs(http.Request.Host.Host, address))
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }
            // People come by https, whatever the last stretch is: cookies are secure, and nothing we write says http.
            if (secure)
                http.Request.Scheme = "https";
            // A proxy that leaves the path as it is, and one that takes the prefix away without saying so.
            if (prefix.HasValue && !http.Request.PathBase.HasValue)
            {
                http.Request.PathBase = prefix;
                if (http.Request.Path.StartsWithSegments(prefix, StringComparison.Ordinal, out var rest))
                    http.Request.Path = rest.HasValue ? rest : "/";
            }
            await next(http);
        });
    }

    /// <summary>This machine's own names too: health is asked by them.</summary>
    private static bool IsOurs(string host, Uri address) =>
        string.Equals(host, address.Host, StringComparison.OrdinalIgnoreCase) || string.Equals(host, address.IdnHost, StringComparison.OrdinalIgnoreCase)
        || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>A proxy that nobody believes makes cookies insecure and everybody one address: better not to start.</summary>
    /// <returns>What is wrong; null when it is well.</returns>
    public static string? Fault(IConfiguration configuration)
    {
        if (!Uri.TryCreate(configuration["City:Address"], UriKind.Absolute, out var address) || address.Scheme != "https" || !string.IsNullOrWhiteSpace(configuration["Proxy:Networks"]))
            return null;
        var urls = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var ports = urls.Length == 0 && !string.IsNullOrEmpty(configuration["http_ports"]);
        return ports || urls.Any(url => url.StartsWith("http:", StringComparison.OrdinalIgnoreCase) && !IsLoopback(url))
            ? "City:Address is https, but the application listens for http beyond this machine and no proxy is known: set Proxy:Networks to the proxy's network, such as 172.16.0.0/12, or listen on 127.0.0.1."
            : null;
    }

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var parsed) && parsed.IsLoopback;
}
