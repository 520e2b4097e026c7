using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>
/// Whose account a provider's answer opens. It is found by issuer and subject alone; what the person's groups give is
/// written to the account each time, so that a group which was taken away is gone at the next sign-in.
/// </summary>
public sealed class ComeBySignOn(PiaDbContext db, NewAccounts accounts, IPasswordHasher<Account> hasher, ILookupNormalizer normalizer, SessionDesk desk, TimeProvider clock)
{
    public sealed record Result(Account? Account, SignOnRefused? Refused = null);

    public async Task<Result> Handle(SignOnProvider provider, ProviderClaims said, HttpContext http)
    {
        var (now, cancellationToken) = (clock.GetUtcNow(), http.RequestAborted);
        var groups = provider.Groups.Where(g => said.Groups.Contains(g.Group)).ToList();
        var role = groups.FirstOrDefault(g => g.Role is not null)?.Role;
        Account? account = null;
        SignOnRefused? refused = said.Subject.Length == 0 ? SignOnRefused.Failed : null;
        var outcome = refused is not null ? new Outcome.Done() : await db.Try(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var login = await db.UserLogins.SingleOrDefaultAsync(l => l.LoginProvider == said.Issuer && l.ProviderKey == said.Subject, cancellationToken);
            account = login is null ? await First(provider, said, groups, role, now, http, cancellationToken) : await db.Users.SingleAsync(u => u.Id == login.UserId, cancellationToken);
            refused = account is null ? role is null ? SignOnRefused.NoRole : SignOnRefused.NoAccount : account.DeactivatedAt is not null ? SignOnRefused.Closed : null;
            if (refused is null)
            {
                await Give(account!, provider, groups, role, now, http, cancellationToken);
                refused = role is null ? SignOnRefused.NoRole : null;
            }
            await transaction.CommitAsync(cancellationToken);
            return new Outcome.Done();
        });
        if (outcome is not Outcome.Done)
            (account, refused) = (null, SignOnRefused.AddressTaken);
        var actor = new Actor(account?.Id ?? Guid.Empty, account?.DisplayName ?? provider.Name, now, http.TraceIdentifier);
        await db.RecordAsync(actor, refused is null ? AuditVerbs.SignedIn : AuditVerbs.SignInFailed, nameof(Account), actor.AccountId, null, cancellationToken, provider.Name);
        if (account is not null)
            desk.Forget(account.Id);
        return new(refused is null ? account : null, refused);
    }

    /// <summary>The person proved anew who they are, for one signature of the session that asked.</summary>
    /// <returns>False where it is another person's session, or over.</returns>
    public async Task<bool> Confirm(Guid sessionId, SignOnProvider provider, ProviderClaims said, HttpContext http)
    {
        var (now, begun) = (clock.GetUtcNow(), clock.GetUtcNow() - Session.Longest);
        return await db.Sessions.Where(s => s.Id == sessionId && s.EndedAt == null && s.CreatedAt > begun && s.Provider == provider.Key && s.ProviderSubject == said.Subject
                && db.UserLogins.Any(l => l.LoginProvider == said.Issuer && l.ProviderKey == said.Subject && l.UserId == s.AccountId))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.ConfirmedAt, now), http.RequestAborted) == 1;
    }

    /// <summary>Somebody who was never here by this provider.</summary>
    private async Task<Account?> First(SignOnProvider provider, ProviderClaims said, List<SignOnGroup> groups, string? role, DateTimeOffset now, HttpContext http, CancellationToken cancellationToken)
    {
        var address = MailAddresses.Trim(said.Email);
        if (role is null || !MailAddresses.IsValid(address))
            return null;
        var key = normalizer.NormalizeEmail(address);
        var account = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == key, cancellationToken);
        // Who has an address is the provider's word: it is taken where the city says so, and never in place of somebody who came before.
        if (account is not null && (!provider.MatchesVerifiedMail || !said.EmailIsVerified || account.DeactivatedAt is not null
            || await db.UserLogins.AnyAsync(l => l.UserId == account.Id && l.LoginProvider == said.Issuer, cancellationToken)))
        {
            return null;
        }
        if (account is null)
        {
            if (!provider.MakesAccounts || await Organisation(provider, groups, cancellationToken) is not { } organisation)
                return null;
            account = await accounts.Add(new InvitationDetails { Name = Line(said.Name ?? address), Email = address, OrganisationId = organisation, Role = role, CityWide = groups.Exists(g => g.CityWide) }, now, cancellationToken);
            // Nobody knows it: such an account opens by its provider alone.
            account.PasswordHash = hasher.HashPassword(account, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            await db.SaveChangesAsync(cancellationToken);
            await db.RecordAsync(new Actor(account.Id, account.DisplayName, now, http.TraceIdentifier), AuditVerbs.Added, nameof(Account), account.Id, null, cancellationToken, provider.Name);
        }
        db.UserLogins.Add(new() { LoginProvider = said.Issuer, ProviderKey = said.Subject, ProviderDisplayName = provider.Name, UserId = account.Id });
        await db.SaveChangesAsync(cancellationToken);
        return account;
    }

    /// <summary>Writes what the groups give today. A change ends the sessions that began with what was before.</summary>
    private async Task Give(Account account, SignOnProvider provider, List<SignOnGroup> groups, string? role, DateTimeOffset now, HttpContext http, CancellationToken cancellationToken)
    {
        var before = Values(await db.RoleOf(account.Id, cancellationToken), account);
        account.OrganisationId = await Organisation(provider, groups, cancellationToken) ?? account.OrganisationId;
        account.CityWide = groups.Exists(g => g.CityWide);
        account.DataProtectionOfficer &= role == Roles.Reviewer;
        var after = Values(role, account);
        if (before.SequenceEqual(after))
            return;
        await db.UserRoles.Where(r => r.UserId == account.Id).ExecuteDeleteAsync(cancellationToken);
        if (role is not null)
            db.Add(new IdentityUserRole<Guid> { UserId = account.Id, RoleId = await db.Roles.Where(r => r.Name == role).Select(r => r.Id).SingleAsync(cancellationToken) });
        account.ConcurrencyStamp = Guid.CreateVersion7().ToString("N");
        await db.SaveChangesAsync(cancellationToken);
        await desk.EndAll(account.Id, SessionEnd.RoleChanged, cancellationToken);
        await db.RecordAsync(new Actor(account.Id, account.DisplayName, now, http.TraceIdentifier), AuditVerbs.Changed, nameof(Account), account.Id, null, cancellationToken, provider.Name,
            before: Json(before.Except(after)), after: Json(after.Except(before)));
    }

    private async Task<Guid?> Organisation(SignOnProvider provider, List<SignOnGroup> groups, CancellationToken cancellationToken)
    {
        var name = groups.Find(g => g.Organisation is not null)?.Organisation ?? provider.Organisation;
        return name is null ? null : await db.Organisations.Named(name).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>What a provider calls somebody, as it could have been typed here.</summary>
    private static string Line(string text)
    {
        var line = TypedText.Line(TypedText.Clean(text, isLine: true));
        return line.Length <= Limits.Name ? line : line[..Limits.Name];
    }

    private static List<KeyValuePair<string, string?>> Values(string? role, Account account) =>
    [
        new("role", role), new("organisationId", account.OrganisationId.ToString()), new("cityWide", account.CityWide.ToString(CultureInfo.InvariantCulture).ToLowerInvariant()),
        new("dataProtectionOfficer", account.DataProtectionOfficer.ToString(CultureInfo.InvariantCulture).ToLowerInvariant()),
    ];

    private static string Json(IEnumerable<KeyValuePair<string, string?>> values) => JsonSerializer.Serialize(values.ToDictionary(StringComparer.Ordinal));
}
