using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Infrastructure.Trail;

/// <summary>What somebody looked at, searched or was refused: ids and words of ours, never what they typed.</summary>
public sealed record Look(string Verb, string Subject, Guid SubjectId, Guid? OwnerId);

/// <summary>A page whose reading is on the trail.</summary>
public interface ILookedAt
{
    /// <summary>Asked after the page's handler ran; null where this visit is nothing to note.</summary>
    Look? Look { get; }
}

/// <summary>
/// Notes reading. The same look of the same person is noted once in a while, so that leafing through an assessment is one
/// event and not forty. A page is not withheld because its reading could not be noted: the log says so then.
/// </summary>
public sealed partial class Looks(ILogger<Looks> logger)
{
    /// <summary>The same look is not noted again for so long.</summary>
    public static readonly TimeSpan Repeat = TimeSpan.FromMinutes(15);

    private const int Remembered = 20_000;

    private readonly ConcurrentDictionary<(Guid Account, Look Look), DateTimeOffset> _noted = [];

    public async Task Note(PiaDbContext db, Actor actor, Look look)
    {
        var key = (actor.AccountId, look);
        if (_noted.TryGetValue(key, out var last) && actor.At - last < Repeat)
            return;
        if (_noted.Count >= Remembered)
            Forget(actor.At);
        _noted[key] = actor.At;
        try
        {
            // One round trip, and no wait for the disk: what is committed after it takes it along, so the chain has no hole.
            await db.Database.ExecuteSqlAsync($"""
                SELECT set_config('synchronous_commit', 'off', true);
                INSERT INTO audit_events (id, at, account_id, account_name, verb, subject, subject_id, owner_id, request_id, salt)
                VALUES ({Guid.CreateVersion7(actor.At)}, {actor.At}, {actor.AccountId}, {actor.Name}, {look.Verb}, {look.Subject}, {look.SubjectId}, {look.OwnerId}, {actor.RequestId}, gen_random_uuid())
                """);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException)
        {
            _noted.TryRemove(key, out _);
            NotNoted(e, look.Verb, look.Subject, look.SubjectId);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, at) in _noted)
        {
            if (now - at >= Repeat)
                _noted.TryRemove(key, out _);
        }
        if (_noted.Count >= Remembered)
            _noted.Clear();
    }

    [LoggerMessage(LogLevel.Error, "Not on the trail: {Verb} {Subject} {SubjectId}")]
    private partial void NotNoted(Exception exception, string verb, string subject, Guid subjectId);
}

/// <summary>Notes every page that was given out and says what it shows.</summary>
internal sealed class LookFilter(PiaDbContext db, Looks looks) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var done = await next();
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) && done is { Exception: null, Result: PageResult } && http.Response.StatusCode == StatusCodes.Status200OK
            && ((context.HandlerInstance as ILookedAt)?.Look ?? OfAuditor(context)) is { } look)
            await looks.Note(db, http.Actor(), look);
    }

    /// <summary>Of auditors every page is noted: by its address, where it is about no one thing.</summary>
    private static Look? OfAuditor(PageHandlerExecutingContext context) =>
        context.HttpContext.User.IsAuditor() && context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
            ? new(AuditVerbs.Opened, context.ActionDescriptor.AttributeRouteInfo?.Template is { Length: > 0 and <= 100 } address ? address : "/", Guid.Empty, null) : null;
}

internal static class RefusedAccess
{
    /// <summary>Notes who was refused (403) by which address of ours, and inside which assessment.</summary>
    public static void Use(WebApplication app) => app.Use(async (http, next) =>
    {
        await next(http);
        if (http.Response.StatusCode == StatusCodes.Status403Forbidden && http.User.Identity?.IsAuthenticated == true
            && http.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>() is null && http.GetEndpoint() is RouteEndpoint endpoint)
            await Note(http, endpoint.RoutePattern.RawText?.TrimStart('/') ?? "");
    });

    /// <summary>Also for an assessment that is not there for this person: the answer does not tell, the trail does.</summary>
    public static async Task Note(HttpContext http, string address)
    {
        var services = http.RequestServices;
        var db = services.GetRequiredService<PiaDbContext>();
        db.ChangeTracker.Clear();
        Guid? assessment = http.GetRouteValue("reference") is string reference
            ? await db.Assessments.Where(a => a.Reference == reference).Select(a => (Guid?)a.Id).SingleOrDefaultAsync() : null;
        if (http.Response.StatusCode == StatusCodes.Status403Forbidden || assessment is not null)
            await services.GetRequiredService<Looks>().Note(db, http.Actor(), new(AuditVerbs.Refused, address[..Math.Min(address.Length, 100)], Guid.Empty, assessment));
    }
}
