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

/// <summary>What a person viewed, searched or was refused. Has ids and our own words, never user input.</summary>
public sealed record ViewEvent(string Verb, string Subject, Guid SubjectId, Guid? OwnerId);

/// <summary>A page whose views are on the trail.</summary>
public interface ILoggedView
{
    /// <summary>Read after the page's handler has run; null if this view isn't recorded.</summary>
    ViewEvent? ViewEvent { get; }
}

/// <summary>
/// Records views. The same view by the same person is recorded once per <see cref="Repeat"/>, so that browsing an assessment is one
/// event. If a view can't be recorded, the page is shown nevertheless and the failure is logged.
/// </summary>
public sealed partial class ViewLog(ILogger<ViewLog> logger)
{
    /// <summary>How long the same view is not recorded again.</summary>
    public static readonly TimeSpan Repeat = TimeSpan.FromMinutes(15);

    private const int Remembered = 20_000;

    private readonly ConcurrentDictionary<(Guid Account, ViewEvent ViewEvent), DateTimeOffset> _noted = [];

    public async Task Note(PiaDbContext db, Actor actor, ViewEvent view)
    {
        var key = (actor.AccountId, view);
        if (_noted.TryGetValue(key, out var last) && actor.At - last < Repeat)
            return;
        if (_noted.Count >= Remembered)
            Forget(actor.At);
        _noted[key] = actor.At;
        try
        {
            // One round trip without waiting for the disk. The next commit flushes it, so the chain has no gap.
            await db.Database.ExecuteSqlAsync($"""
                SELECT set_config('synchronous_commit', 'off', true);
                INSERT INTO audit_events (id, at, account_id, account_name, verb, subject, subject_id, owner_id, request_id, salt)
                VALUES ({Guid.CreateVersion7(actor.At)}, {actor.At}, {actor.AccountId}, {actor.Name}, {view.Verb}, {view.Subject}, {view.SubjectId}, {view.OwnerId}, {actor.RequestId}, gen_random_uuid())
                """);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException)
        {
            _noted.TryRemove(key, out _);
            NotNoted(e, view.Verb, view.Subject, view.SubjectId);
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

/// <summary>Records the view of every page that says what it shows.</summary>
internal sealed class ViewLogFilter(PiaDbContext db, ViewLog log) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var done = await next();
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) && done is { Exception: null, Result: PageResult } && http.Response.StatusCode == StatusCodes.Status200OK
            && ((context.HandlerInstance as ILoggedView)?.ViewEvent ?? OfAuditor(context)) is { } view)
            await log.Note(db, http.Actor(), view);
    }

    /// <summary>Auditors' views are recorded on every page; by address if the page has no subject.</summary>
    private static ViewEvent? OfAuditor(PageHandlerExecutingContext context) =>
        context.HttpContext.User.IsAuditor() && context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
            ? new(AuditVerbs.Opened, context.ActionDescriptor.AttributeRouteInfo?.Template is { Length: > 0 and <= 100 } address ? address : "/", Guid.Empty, null) : null;
}

internal static class RefusedAccess
{
    /// <summary>Records who was refused (403) at which address and in which assessment.</summary>
    public static void Use(WebApplication app) => app.Use(async (http, next) =>
    {
        await next(http);
        if (http.Response.StatusCode == StatusCodes.Status403Forbidden && http.User.Identity?.IsAuthenticated == true
            && http.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>() is null && http.GetEndpoint() is RouteEndpoint endpoint)
            await Note(http, endpoint.RoutePattern.RawText?.TrimStart('/') ?? "");
    });

    /// <summary>Also records access to an assessment that the person may not see. The response is 404, as if it didn't exist.</summary>
    public static async Task Note(HttpContext http, string address)
    {
        var services = http.RequestServices;
        var db = services.GetRequiredService<PiaDbContext>();
        db.ChangeTracker.Clear();
        Guid? assessment = http.GetRouteValue("reference") is string reference
            ? await db.Assessments.Where(a => a.Reference == reference).Select(a => (Guid?)a.Id).SingleOrDefaultAsync() : null;
        if (http.Response.StatusCode == StatusCodes.Status403Forbidden || assessment is not null)
            await services.GetRequiredService<ViewLog>().Note(db, http.Actor(), new(AuditVerbs.Refused, address[..Math.Min(address.Length, 100)], Guid.Empty, assessment));
    }
}
