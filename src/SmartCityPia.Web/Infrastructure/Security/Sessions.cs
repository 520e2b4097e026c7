using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>
/// Who is signed in, by the rows of the database. The cookie says which session it is and nothing that counts: name, role
/// and organisation are read with the session, so that a change of them is seen at once and a forged cookie opens nothing.
/// </summary>
/// <remarks>
/// A session is kept for <see cref="Fresh"/>, and forgotten at once when the database tells that it ended or that its
/// account changed (<see cref="SessionListener"/>). Without that message it ends within the half minute.
/// </remarks>
public sealed class Sessions(TimeProvider clock, LiveSettings settings)
{
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    /// <summary>When somebody was last seen is written no oftener.</summary>
    private static readonly TimeSpan Noted = TimeSpan.FromMinutes(5);

    private const int Most = 20_000;

    private readonly ConcurrentDictionary<Guid, Known> known = [];

    /// <summary>Counts what was forgotten: a reading that began before is not kept.</summary>
    private long forgotten;

    private sealed record Known(Guid AccountId, ClaimsPrincipal Person, DateTimeOffset CreatedAt, DateTimeOffset ReadAt, CitySettings Under)
    {
        public DateTimeOffset SeenAt { get; set; }

        public DateTimeOffset NotedAt { get; set; }
    }

    /// <returns>The person as they are now; null where the session is over.</returns>
    public async ValueTask<ClaimsPrincipal?> Find(Guid id, PiaDbContext db, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!known.TryGetValue(id, out var session) || session.Under != settings.Now || now - session.ReadAt > Fresh || now < session.ReadAt)
        {
            if (await Read(id, session, now, db, cancellationToken) is not { } read)
            {
                known.TryRemove(id, out _);
                return null;
            }
            session = read;
        }
        if (now - session.CreatedAt >= Session.Longest || now - session.SeenAt >= Session.Idle)
            return null;
        session.SeenAt = now;
        if (now - session.NotedAt >= Noted)
        {
            session.NotedAt = now;
            await db.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeenAt, now), cancellationToken);
        }
        return session.Person;
    }

    /// <summary>What is remembered, for a page that tells of a fault: the database may be away.</summary>
    public ClaimsPrincipal? Remembered(Guid id) => known.GetValueOrDefault(id)?.Person;

    public void Forget(Guid accountId)
    {
        Interlocked.Increment(ref forgotten);
        foreach (var (id, session) in known)
        {
            if (session.AccountId == accountId)
                known.TryRemove(id, out _);
        }
    }

    public void ForgetAll()
    {
        Interlocked.Increment(ref forgotten);
        known.Clear();
    }

    private async Task<Known?> Read(Guid id, Known? before, DateTimeOffset now, PiaDbContext db, CancellationToken cancellationToken)
    {
        var until = Interlocked.Read(ref forgotten);
        var under = settings.Now;
        var row = await (from session in db.Sessions.AsNoTracking()
                         where session.Id == id && session.EndedAt == null
                         join account in db.Users on session.AccountId equals account.Id
                         where account.DeactivatedAt == null
                         select new
                         {
                             session.AccountId,
                             session.CreatedAt,
                             session.LastSeenAt,
                             session.Provider,
                             account.DisplayName,
                             account.OrganisationId,
                             account.CityWide,
                             HasApp = account.TwoFactorEnabled && db.Authenticators.Any(a => a.AccountId == account.Id),
                             HasPasskey = account.TwoFactorEnabled && db.UserPasskeys.Any(p => p.UserId == account.Id),
                             Role = db.UserRoles.Where(r => r.UserId == account.Id).Join(db.Roles, r => r.RoleId, r => r.Id, (_, r) => r.Name).FirstOrDefault(),
                             Own = db.UserRoles.Where(r => r.UserId == account.Id).Join(db.RolePermissions, r => r.RoleId, p => p.RoleId, (_, p) => p.Permission).ToList(),
                             Parts = db.Participants.Where(p => p.AccountId == account.Id && p.EndedAt == null).Join(db.Assessments, p => p.OwnerId, a => a.Id, (p, a) => new { p.Role, a.Reference }).ToList(),
                             MayTakePart = Visibility.MayBeAsked(db).Contains(account.Id),
                         }).AsSingleQuery().SingleOrDefaultAsync(cancellationToken);
        if (row is null)
            return null;
        var person = Principal(id, row.AccountId, row.DisplayName, row.OrganisationId, row.CityWide, row.Role);
        var identity = person.Identities.First();
        identity.AddClaims(row.Own.Select(p => new Claim(SignedInUser.PermissionClaim, p.ToString())));
        if (row.MayTakePart)
            identity.AddClaims(row.Parts.Select(p => SignedInUser.Part(p.Role, p.Reference)));
        if (row.HasPasskey)
            identity.AddClaim(new(SignedInUser.FactorClaim, SignedInUser.Passkey));
        if (row.HasApp)
            identity.AddClaim(new(SignedInUser.FactorClaim, SignedInUser.App));
        if (row.Provider is not null)
            identity.AddClaim(new(SignedInUser.ProviderClaim, row.Provider));
        // Whom a provider lets in is the provider's to make sure of.
        if (row.Provider is null && !row.HasApp && !row.HasPasskey && under.SignIn.SecondFactorOf.Contains(row.Role ?? ""))
            identity.AddClaim(new(SignedInUser.LacksFactorClaim, "true"));
        var read = new Known(row.AccountId, person, row.CreatedAt, now, under)
        {
            // Seen by this instance since the row was written, or by another one.
            SeenAt = before is not null && before.SeenAt > row.LastSeenAt ? before.SeenAt : row.LastSeenAt,
            NotedAt = row.LastSeenAt,
        };
        if (known.Count >= Most)
            ForgetAll();
        else if (Interlocked.Read(ref forgotten) == until)
            known[id] = read;
        return read;
    }

    /// <summary>What pages need to know of a person on every request.</summary>
    internal static ClaimsPrincipal Principal(Guid sessionId, Guid accountId, string name, Guid organisationId, bool cityWide, string? role)
    {
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme, SignedInUser.NameClaim, ClaimTypes.Role);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, accountId.ToString()));
        identity.AddClaim(new(SignedInUser.SessionClaim, sessionId.ToString()));
        identity.AddClaim(new(SignedInUser.NameClaim, name));
        identity.AddClaim(new(SignedInUser.OrganisationClaim, organisationId.ToString()));
        if (cityWide)
            identity.AddClaim(new(SignedInUser.CityWideClaim, "true"));
        if (role is not null)
            identity.AddClaim(new(ClaimTypes.Role, role));
        identity.AddClaims(Permissions.Of(role).Select(p => new Claim(SignedInUser.PermissionClaim, p.ToString())));
        return new(identity);
    }
}

/// <param name="Subject">Who the person is at the provider.</param>
/// <param name="Session">Which session it is there.</param>
public sealed record CameBy(string Provider, string Subject, string? Session, string? SealedToken);

/// <summary>Begins and ends sessions.</summary>
public sealed class SessionDesk(PiaDbContext db, Sessions sessions, TimeProvider clock)
{
    /// <summary>Signs the person in on this browser; whoever was signed in there no longer is.</summary>
    public async Task<ClaimsPrincipal> Begin(HttpContext http, Account account, CancellationToken cancellationToken, CameBy? by = null)
    {
        var now = clock.GetUtcNow();
        if (http.User.SessionId() is { } former)
            await End(s => s.Id == former, http.User.AccountId(), SessionEnd.SignedInAgain, cancellationToken);
        var session = new Session
        {
            Id = Guid.CreateVersion7(now),
            AccountId = account.Id,
            Device = DeviceWords.Of(http.Request.Headers.UserAgent),
            CreatedAt = now,
            LastSeenAt = now,
            Provider = by?.Provider,
            ProviderSubject = by?.Subject,
            ProviderSession = by?.Session,
            SealedToken = by?.SealedToken,
        };
        db.Sessions.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        await db.Users.Where(u => u.Id == account.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.LastSignInAt, now), cancellationToken);
        var person = await sessions.Find(session.Id, db, cancellationToken) ?? throw new InvalidOperationException("The session that has just begun is over.");
        await http.SignInAsync(IdentityConstants.ApplicationScheme, person);
        return person;
    }

    public Task<int> End(Guid accountId, Guid sessionId, SessionEnd why, CancellationToken cancellationToken) =>
        End(s => s.Id == sessionId && s.AccountId == accountId, accountId, why, cancellationToken);

    /// <param name="but">The one that goes on.</param>
    /// <returns>How many ended.</returns>
    public Task<int> EndAll(Guid accountId, SessionEnd why, CancellationToken cancellationToken, Guid? but = null) =>
        End(s => s.AccountId == accountId && s.Id != but, accountId, why, cancellationToken);

    /// <summary>After the transaction in which sessions ended: before it, another request may have read them once more.</summary>
    public void Forget(Guid accountId) => sessions.Forget(accountId);

    private async Task<int> End(System.Linq.Expressions.Expression<Func<Session, bool>> which, Guid accountId, SessionEnd why, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var ended = await db.Sessions.Where(s => s.EndedAt == null).Where(which)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now).SetProperty(x => x.EndedBy, why), cancellationToken);
        sessions.Forget(accountId);
        return ended;
    }
}
