using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;

namespace SmartCityPia.Web.Infrastructure.Register;

/// <summary>
/// The way to the public register. Whoever reads it is nobody: no cookie is looked at and none is set. Answers are kept for all readers until
/// something is published, on whichever instance.
/// </summary>
internal static class PublicRegister
{
    /// <summary>The channel of PostgreSQL on which a change is told.</summary>
    public const string Channel = "register";

    public const string Cache = "register";

    private const string Readers = "public, max-age=60";

    /// <summary>The states of conditions are of the day.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>The first is the city's own.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en"];

    public static void Add(IServiceCollection services) => services.AddOutputCache(o =>
        o.AddPolicy(Cache, p => p.Expire(Fresh).SetVaryByQuery("q", "kind", "body", "p", "size").Tag(Cache)));

    /// <summary>Before the reader is asked who they are.</summary>
    public static void Use(WebApplication app)
    {
        app.UseWhen(http => http.Request.Path.StartsWithSegments(Addresses.Register, StringComparison.OrdinalIgnoreCase), register =>
        {
            register.Use((http, next) =>
            {
                http.Request.Headers.Remove("Cookie");
                http.Request.Headers.Remove("Authorization");
                http.Response.OnStarting(() =>
                {
                    var kept = http.Response.StatusCode == StatusCodes.Status200OK && http.GetEndpoint()?.Metadata is { } endpoint && (endpoint.GetMetadata<OutputCacheAttribute>() is not null || endpoint.GetMetadata<IOutputCachePolicy>() is not null);
                    http.Response.Headers.CacheControl = kept ? Readers : "no-store";
                    return Task.CompletedTask;
                });
                return next(http);
            });
        });
        app.UseOutputCache();
    }

    /// <summary>Within the transaction that publishes: heard when it is committed.</summary>
    public static Task Tell(PiaDbContext db, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, '')", cancellationToken);

    public static ValueTask Forget(IOutputCacheStore store, CancellationToken cancellationToken) => store.EvictByTagAsync(Cache, cancellationToken);
}
