using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Notices;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>
/// Links an account with who its person is at a provider, and takes the link away. The person confirms here who they are, and then at the
/// provider: the proof of the first travels sealed, for one session, five minutes and one use.
/// </summary>
public sealed class LinkProvider(PiaDbContext db, ProviderTokens tokens, IOptions<SignOnOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>The proof that the person was asked here who they are.</summary>
    public string Prove(Guid session, SignOnProvider provider) =>
        tokens.Seal(string.Create(CultureInfo.InvariantCulture, $"link {session:N} {provider.Key} {(clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds()} {Guid.CreateVersion7():N}"))!;

    public async Task<bool> IsProof(string? proof, Guid? session, SignOnProvider provider, CancellationToken cancellationToken)
    {
        if (tokens.Unseal(proof)?.Split(' ') is not ["link", var of, var key, var until, var id] || session is not { } mine || of != mine.ToString("N") || key != provider.Key
            || !long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        var end = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return clock.GetUtcNow() < end && await db.Spend("link " + id, end, cancellationToken);
    }

    /// <summary>The provider said who it is. Nobody else's account may have that key, and this account no other key there.</summary>
    public async Task<bool> Handle(Guid sessionId, SignOnProvider provider, ProviderClaims said, HttpContext http)
    {
        var (now, cancellationToken) = (clock.GetUtcNow(), http.RequestAborted);
        var begun = now - Session.Longest;
        var account = await (from s in db.Sessions where s.Id == sessionId && s.EndedAt == null && s.CreatedAt > begun join u in db.Users on s.AccountId equals u.Id where u.DeactivatedAt == null select u).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (account is null || said.Key.Length == 0 || options.Value.IsBreakGlass(account.Email)
            || await db.UserLogins.AnyAsync(l => l.LoginProvider == said.Issuer && (l.ProviderKey == said.Key || l.UserId == account.Id), cancellationToken))
            return false;
        db.ChangeTracker.Clear();
        var outcome = await db.Try(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            db.UserLogins.Add(new() { LoginProvider = said.Issuer, ProviderKey = said.Key, ProviderDisplayName = provider.Name, UserId = account.Id });
            await Tell(account, provider, AuditVerbs.Linked, now, http, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new Outcome.Done();
        });
        return outcome is Outcome.Done;
    }

    /// <summary>Somebody who came by the provider, or whom its directory looks after, would have no way in left.</summary>
    public async Task<bool> MayUnlink(System.Security.Claims.ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var me = user.AccountId();
        return !options.Value.Only && user.Provider() is null && !await db.DirectoryPeople.AnyAsync(p => p.AccountId == me && p.DeletedAt == null, cancellationToken);
    }

    public async Task Unlink(Account account, SignOnProvider provider, string issuer, HttpContext http)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted);
        if (await db.UserLogins.Where(l => l.UserId == account.Id && l.LoginProvider == issuer).ExecuteDeleteAsync(http.RequestAborted) > 0)
            await Tell(account, provider, AuditVerbs.Unlinked, clock.GetUtcNow(), http, http.RequestAborted);
        await transaction.CommitAsync(http.RequestAborted);
    }

    private async Task Tell(Account account, SignOnProvider provider, string verb, DateTimeOffset now, HttpContext http, CancellationToken cancellationToken)
    {
        // From the system, so that the person is told too: it may not have been they.
        await new CreateNotices(db, Actor.System(http.TraceIdentifier, now), cancellationToken).Tell(NoticeKind.SignInLinked, account.Id, null, [account.Id]);
        await db.RecordAsync(new(account.Id, account.DisplayName, now, http.TraceIdentifier), verb, nameof(Account), account.Id, null, cancellationToken, provider.Name);
    }
}
