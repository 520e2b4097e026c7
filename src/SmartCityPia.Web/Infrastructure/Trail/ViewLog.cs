using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
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

/// <summary>
/// Records the view of every page that says what it shows, whatever the method and the status, and every file that its page left
/// unrecorded.
/// </summary>
internal sealed class ViewLogFilter(PiaDbContext db, ViewLog log) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var done = await next();
        var http = context.HttpContext;
        if (done.Exception is not null || http.User.Identity?.IsAuthenticated != true || http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return;
        if (done.Result is FileResult && !db.ChangeTracker.Entries<AuditEvent>().Any(e => e.Entity.Verb is AuditVerbs.Exported or AuditVerbs.Downloaded))
            await db.RecordAsync(http.Actor(), AuditVerbs.Exported, AddressOf(http), Guid.Empty, (context.HandlerInstance as ILoggedView)?.ViewEvent?.OwnerId, http.RequestAborted);
        else if (done.Result is PageResult && ((context.HandlerInstance as ILoggedView)?.ViewEvent ?? OfAuditor(http)) is { } view)
            await log.Note(db, http.Actor(), view);
    }

    /// <summary>Auditors' views are recorded on every page; by address if the page has no subject.</summary>
    private static ViewEvent? OfAuditor(HttpContext http) =>
        http.User.IsAuditor() ? new(AuditVerbs.Opened, AddressOf(http), Guid.Empty, null) : null;

    internal static string AddressOf(HttpContext http) => http.GetEndpoint() is RouteEndpoint endpoint ? AddressOf(endpoint.RoutePattern) : "/";

    /// <summary>The address without ids: <c>assessments/{reference}/risks</c>.</summary>
    internal static string AddressOf(RoutePattern pattern)
    {
        var address = string.Join('/', pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
        {
            RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            _ => "",
        }))));
        return address.Length > 0 ? address[..Math.Min(address.Length, 100)] : "/";
    }
}

/// <summary>
/// Records who was refused what: by a policy (403), or because it is not theirs to see, which is answered as if it were not there (404).
/// </summary>
/// <remarks>What the address or the form names is looked up here, so that no page can forget to tell.</remarks>
internal static partial class RefusedAccess
{
    public static void Use(WebApplication app) => app.Use(async (http, next) =>
    {
        await next(http);
        if (http.Response.StatusCode is not (StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound) || http.User.Identity?.IsAuthenticated != true
            || http.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>() is not null || http.GetEndpoint() is not RouteEndpoint)
            return;
        var db = http.RequestServices.GetRequiredService<PiaDbContext>();
        db.ChangeTracker.Clear();
        var named = await Named(http, db);
        if (http.Response.StatusCode == StatusCodes.Status403Forbidden || (named is { } owner && !await IsOpen(http, db, owner)))
            await http.RequestServices.GetRequiredService<ViewLog>().Note(db, http.Actor(), new(AuditVerbs.Refused, ViewLogFilter.AddressOf(http), Guid.Empty, named));
    });

    /// <summary>The assessment or description that the request names, by its reference or by a request for evidence.</summary>
    private static async Task<Guid?> Named(HttpContext http, PiaDbContext db)
    {
        string?[] asked = [http.GetRouteValue("reference") as string, .. http.Request.Query.SelectMany(q => q.Value)];
        var references = asked.OfType<string>().Where(text => Reference().IsMatch(text)).ToList();
        if (references.Count > 0 && await db.Assessments.Where(a => references.Contains(a.Reference)).Select(a => (Guid?)a.Id).FirstOrDefaultAsync() is { } found)
            return found;
        return Guid.TryParse(http.GetRouteValue("id") as string, out var id) ? await db.EvidenceRequests.Where(r => r.Id == id).Select(r => (Guid?)r.OwnerId).SingleOrDefaultAsync() : null;
    }

    private static Task<bool> IsOpen(HttpContext http, PiaDbContext db, Guid owner) =>
        db.Assessments.VisibleTo(http.User).Select(a => a.Id).Concat(db.DescriptionsVisibleTo(http.User, rows: true).Select(a => a.Id)).AnyAsync(id => id == owner);

    [GeneratedRegex("^[A-Z]{2,4}-[0-9]{4}-[0-9]{3,9}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 100)]
    private static partial Regex Reference();
}
