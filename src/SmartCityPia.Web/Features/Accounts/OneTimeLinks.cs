using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Links that open an account once. The database has a hash of the secret; a new link makes the former one of its kind void.</summary>
public sealed class OneTimeLinks(PiaDbContext db, TimeProvider clock)
{
    private const int SecretBytes = 32;

    /// <returns>The link without the city's address.</returns>
    public async Task<string> Make(Guid accountId, LinkKind kind, CancellationToken cancellationToken, string? address = null)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        var (hash, now, kindName) = (SHA256.HashData(secret), clock.GetUtcNow(), kind.ToString());
        var until = now + AccountLink.Lifetime(kind);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO account_links (account_id, kind, secret_hash, made_at, expires_at, address) VALUES ({accountId}, {kindName}, {hash}, {now}, {until}, {address})
            ON CONFLICT (account_id, kind) DO UPDATE SET secret_hash = excluded.secret_hash, made_at = excluded.made_at, expires_at = excluded.expires_at, address = excluded.address
            """, cancellationToken);
        return $"{(kind == LinkKind.NewAddress ? Addresses.ConfirmAddress : Addresses.SetPassword)}?account={accountId}&code={WebEncoders.Base64UrlEncode(secret)}";
    }

    /// <returns>Null where the link is not ours, has run out, was used, or its account was shut out.</returns>
    public async Task<AccountLink?> Find(Guid accountId, string? code, CancellationToken cancellationToken)
    {
        if (Hash(code) is not { } hash)
            return null;
        var now = clock.GetUtcNow();
        return await db.AccountLinks.AsNoTracking().Where(l => l.AccountId == accountId && l.SecretHash == hash && l.ExpiresAt > now)
            .Where(l => db.Users.Any(u => u.Id == accountId && u.DeactivatedAt == null && !u.AwaitsConfirmation)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>To be called in the transaction of what the link does: of two who use it at once, one does.</summary>
    public async Task<bool> Use(AccountLink link, CancellationToken cancellationToken) =>
        await db.AccountLinks.Where(l => l.AccountId == link.AccountId && l.Kind == link.Kind && l.SecretHash == link.SecretHash).ExecuteDeleteAsync(cancellationToken) == 1;

    /// <summary>Makes every link of the account void, also those of mails that still wait.</summary>
    public async Task Void(Guid accountId, CancellationToken cancellationToken)
    {
        await db.AccountLinks.Where(l => l.AccountId == accountId).ExecuteDeleteAsync(cancellationToken);
        var carrying = AccountLink.OfNotices.Keys.ToList();
        await db.Notices.Where(n => n.PersonId == accountId && n.MailedAt == null && carrying.Contains(n.Kind))
            .ExecuteUpdateAsync(n => n.SetProperty(x => x.MailDue, (DateTimeOffset?)null), cancellationToken);
    }

    /// <summary>The address that is to be confirmed.</summary>
    public Task<string?> AddressOf(Guid accountId, CancellationToken cancellationToken) =>
        db.AccountLinks.Where(l => l.AccountId == accountId && l.Kind == LinkKind.NewAddress).Select(l => l.Address).SingleOrDefaultAsync(cancellationToken);

    private static byte[]? Hash(string? code)
    {
        try
        {
            return code is { Length: > 0 and < 100 } && WebEncoders.Base64UrlDecode(code) is { Length: SecretBytes } secret ? SHA256.HashData(secret) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
