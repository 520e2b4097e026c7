using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Where I am signed in, the newest first; any but this one can be ended.</summary>
public sealed class SessionsModel(PiaDbContext db, SessionDesk desk, TimeProvider clock) : PageModel
{
    /// <summary>More than anybody has devices.</summary>
    private const int Most = 50;

    [TempData]
    public string? Saved { get; set; }

    public IReadOnlyList<Session> Rows { get; private set; } = [];

    private TimeZoneInfo zone = Days.Zone;

    /// <summary>In the person's own time zone, where they named one.</summary>
    public string Show(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("f", CultureInfo.CurrentCulture);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var (me, now) = (User.AccountId(), clock.GetUtcNow());
        var named = await db.Users.Where(u => u.Id == me).Select(u => u.TimeZone).SingleAsync(cancellationToken);
        zone = named is not null && TimeZoneInfo.TryFindSystemTimeZoneById(named, out var own) ? own : Days.Zone;
        Rows = await db.Sessions.AsNoTracking()
            .Where(s => s.AccountId == me && s.EndedAt == null && s.CreatedAt > now - Session.Longest && s.LastSeenAt > now - Session.Idle)
            .OrderByDescending(s => s.Id).Take(Most).ToListAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken cancellationToken) =>
        id == User.SessionId() ? BadRequest() : await Done(await desk.End(User.AccountId(), id, SessionEnd.Ended, cancellationToken), cancellationToken);

    public async Task<IActionResult> OnPostEndOthersAsync(CancellationToken cancellationToken) =>
        await Done(await desk.EndAll(User.AccountId(), SessionEnd.Ended, cancellationToken, but: User.SessionId()), cancellationToken);

    private async Task<RedirectResult> Done(int ended, CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        if (ended > 0)
            await db.RecordAsync(actor, AuditVerbs.SessionsEnded, nameof(Account), actor.AccountId, null, cancellationToken);
        Saved = HttpContext.Sentence(new("", "SessionsEnded"));
        return Redirect(Addresses.Sessions);
    }
}
