using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>
/// Whose account a provider's answer opens. It is found by issuer and key alone; what the person's groups give is
/// written to the account each time.
/// </summary>
public sealed class ComeBySignOn(PiaDbContext db, NewAccounts accounts, GiveByGroups give, ILookupNormalizer normalizer, SessionDesk desk, IOptions<SignOnOptions> options, TimeProvider clock)
{
    public sealed record Result(Account? Account, SignOnRefused? Refused = null);

    public async Task<Result> Handle(SignOnProvider provider, ProviderClaims said, HttpContext http)
    {
        var (now, cancellationToken) = (clock.GetUtcNow(), http.RequestAborted);
        var given = provider.Given(said.Groups);
        var role = await give.RoleOf(given, cancellationToken);
        Account? account = null;
        SignOnRefused? refused = said.Subject.Length == 0 || said.Key.Length == 0 ? SignOnRefused.Failed : null;
        var outcome = refused is not null ? new Outcome.Done() : await db.Try(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var login = await db.UserLogins.SingleOrDefaultAsync(l => l.LoginProvider == said.Issuer && l.ProviderKey == said.Key, cancellationToken);
            account = login is null ? await First(provider, said, given, role, now, http, cancellationToken) : await db.Users.SingleAsync(u => u.Id == login.UserId, cancellationToken);
            // Emergency access is apart from every provider.
            account = options.Value.IsBreakGlass(account?.Email) ? null : account;
            refused = account is null ? role is null ? SignOnRefused.NoRole : SignOnRefused.NoAccount : account.DeactivatedAt is not null ? SignOnRefused.Closed : null;
            if (refused is null)
            {
                await give.Handle(account!, provider, await GroupsOf(account!.Id, provider, said, cancellationToken), new Actor(account.Id, account.DisplayName, now, http.TraceIdentifier), cancellationToken);
                refused = await db.RoleOf(account.Id, cancellationToken) is null ? SignOnRefused.NoRole : null;
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
                && db.UserLogins.Any(l => l.LoginProvider == said.Issuer && l.ProviderKey == said.Key && l.UserId == s.AccountId))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.ConfirmedAt, now), http.RequestAborted) == 1;
    }

    /// <summary>Somebody who was never here by this provider.</summary>
    private async Task<Account?> First(SignOnProvider provider, ProviderClaims said, IReadOnlyList<SignOnGroup> given, string? role, DateTimeOffset now, HttpContext http, CancellationToken cancellationToken)
    {
        var address = MailAddresses.Trim(said.Email);
        if (role is null || !MailAddresses.IsValid(address))
            return null;
        var key = normalizer.NormalizeEmail(address);
        var account = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == key, cancellationToken);
        // Who has an address is the provider's word: it is taken where the city says so, and never in place of somebody who came before.
        if (account is not null && (!provider.MatchesVerifiedMail || !said.EmailIsVerified || account.DeactivatedAt is not null || options.Value.IsBreakGlass(account.Email)
            || await db.UserLogins.AnyAsync(l => l.UserId == account.Id && l.LoginProvider == said.Issuer, cancellationToken)))
        {
            return null;
        }
        if (account is null)
        {
            if (!provider.MakesAccounts || await give.Organisation(provider, given, cancellationToken) is not { } organisation)
                return null;
            account = await accounts.Add(new InvitationDetails { Name = Line(said.Name ?? address), Email = address, OrganisationId = organisation, Role = role, CityWide = given.Any(g => g.CityWide) }, now, cancellationToken);
            accounts.OpenByProviderAlone(account);
            await db.SaveChangesAsync(cancellationToken);
            await db.RecordAsync(new Actor(account.Id, account.DisplayName, now, http.TraceIdentifier), AuditVerbs.Added, nameof(Account), account.Id, null, cancellationToken, provider.Name);
        }
        db.UserLogins.Add(new() { LoginProvider = said.Issuer, ProviderKey = said.Key, ProviderDisplayName = provider.Name, UserId = account.Id });
        await db.SaveChangesAsync(cancellationToken);
        return account;
    }

    /// <summary>Of whom the provider's directory tells us by SCIM, the groups that it told; of others those of the token.</summary>
    private async Task<IReadOnlySet<string>> GroupsOf(Guid account, SignOnProvider provider, ProviderClaims said, CancellationToken cancellationToken) =>
        await db.DirectoryPeople.AnyAsync(p => p.AccountId == account && p.Provider == provider.Key && p.DeletedAt == null, cancellationToken) && await db.DirectoryGroups.AnyAsync(g => g.Provider == provider.Key, cancellationToken)
            ? await db.GroupsOf(account, cancellationToken) : said.Groups;

    /// <summary>What a provider calls somebody, as it could have been typed here.</summary>
    internal static string Line(string text)
    {
        var line = TypedText.Line(TypedText.Clean(text, isLine: true));
        return line.Length <= Limits.Name ? line : line[..Limits.Name];
    }
}
