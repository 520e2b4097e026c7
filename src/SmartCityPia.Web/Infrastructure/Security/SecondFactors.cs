using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Notices;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>
/// What somebody has beside the password. Every change of it is an event, is mailed to the person and ends their other
/// sessions. <see cref="Account.TwoFactorEnabled"/> says whether there is any.
/// </summary>
public sealed class SecondFactors(PiaDbContext db, SessionDesk desk, IDataProtectionProvider protection, TimeProvider clock)
{
    public const int RecoveryCodes = 10;

    /// <summary>80 bits: a plain hash of it cannot be guessed back.</summary>
    private const int RecoveryCodeBytes = 10;

    private const int RecoveryCodeLength = 16;

    /// <summary>So long may somebody take to set up an app.</summary>
    private static readonly TimeSpan SetUpTime = TimeSpan.FromHours(1);

    /// <summary>A key that was shown and is not in use yet. It travels in the form, for one account.</summary>
    private sealed record Offer(Guid AccountId, byte[] Key, DateTimeOffset At);

    public string NewKey(Guid accountId) =>
        Offers.Protect(JsonSerializer.Serialize(new Offer(accountId, RandomNumberGenerator.GetBytes(TimeCodes.KeyBytes), clock.GetUtcNow())));

    /// <returns>Null where it is not ours, of somebody else, or too old.</returns>
    public byte[]? KeyOf(string? offer, Guid accountId)
    {
        try
        {
            var open = string.IsNullOrEmpty(offer) ? null : JsonSerializer.Deserialize<Offer>(Offers.Unprotect(offer));
            return open is { Key: not null } && open.AccountId == accountId && clock.GetUtcNow() - open.At < SetUpTime ? open.Key : null;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    public bool IsShown(byte[] key, string? code) => TimeCodes.Find(key, Plain(code ?? ""), clock.GetUtcNow()) is not null;

    /// <summary>Puts an app in place of the one there may be.</summary>
    /// <param name="code">What the app shows: it proves that the app has the key.</param>
    /// <returns>The new recovery codes; null where it is not what the app shows.</returns>
    public async Task<IReadOnlyList<string>?> SetApp(byte[] key, string code, Guid? goesOn, Actor actor, CancellationToken cancellationToken)
    {
        if (TimeCodes.Find(key, Plain(code), clock.GetUtcNow()) is not { } step)
            return null;
        var (me, sealedKey) = (actor.AccountId, Keys.Protect(key));
        IReadOnlyList<string> codes = [];
        await Change(me, AuditVerbs.FactorSet, NoticeKind.FactorChanged, goesOn, actor, async () =>
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO authenticators (account_id, sealed_key, set_at, last_step) VALUES ({me}, {sealedKey}, {actor.At}, {step})
                ON CONFLICT (account_id) DO UPDATE SET sealed_key = excluded.sealed_key, set_at = excluded.set_at, last_step = greatest(excluded.last_step, authenticators.last_step)
                """, cancellationToken);
            codes = await NewCodes(me, cancellationToken);
        }, cancellationToken, after: """{"authenticator":"set"}""");
        return codes;
    }

    /// <summary>Ten new recovery codes; those from before are void.</summary>
    public async Task<IReadOnlyList<string>> RenewCodes(Guid? goesOn, Actor actor, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> codes = [];
        await Change(actor.AccountId, AuditVerbs.FactorSet, NoticeKind.FactorChanged, goesOn, actor, async () => codes = await NewCodes(actor.AccountId, cancellationToken), cancellationToken, after: """{"recoveryCodes":"new"}""");
        return codes;
    }

    public Task RemoveApp(Guid? goesOn, Actor actor, CancellationToken cancellationToken) => Change(actor.AccountId, AuditVerbs.FactorRemoved, NoticeKind.FactorChanged, goesOn, actor,
        () => db.Authenticators.Where(a => a.AccountId == actor.AccountId).ExecuteDeleteAsync(cancellationToken), cancellationToken, after: """{"authenticator":"removed"}""");

    /// <summary>Takes everything away, for somebody who lost it: they set up anew.</summary>
    public Task Reset(Guid accountId, string reason, Actor administrator, CancellationToken cancellationToken) => Change(accountId, AuditVerbs.FactorRemoved, NoticeKind.FactorReset, null, administrator,
        async () =>
        {
            await db.Authenticators.Where(a => a.AccountId == accountId).ExecuteDeleteAsync(cancellationToken);
            await db.UserPasskeys.Where(p => p.UserId == accountId).ExecuteDeleteAsync(cancellationToken);
        }, cancellationToken, reason);

    /// <returns>Recovery codes, where there were none before.</returns>
    public async Task<IReadOnlyList<string>> AddPasskey(UserPasskeyInfo passkey, string name, Guid? goesOn, Actor actor, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> codes = [];
        await Change(actor.AccountId, AuditVerbs.FactorSet, NoticeKind.FactorChanged, goesOn, actor, async () =>
        {
            db.UserPasskeys.Add(new()
            {
                UserId = actor.AccountId,
                CredentialId = passkey.CredentialId,
                Data = new()
                {
                    PublicKey = passkey.PublicKey,
                    Name = name,
                    CreatedAt = actor.At,
                    SignCount = passkey.SignCount,
                    Transports = passkey.Transports,
                    IsUserVerified = passkey.IsUserVerified,
                    IsBackupEligible = passkey.IsBackupEligible,
                    IsBackedUp = passkey.IsBackedUp,
                    AttestationObject = passkey.AttestationObject,
                    ClientDataJson = passkey.ClientDataJson,
                },
            });
            await db.SaveChangesAsync(cancellationToken);
            if (!await db.RecoveryCodes.AnyAsync(c => c.AccountId == actor.AccountId, cancellationToken))
                codes = await NewCodes(actor.AccountId, cancellationToken);
        }, cancellationToken, after: JsonSerializer.Serialize(new { passkey = name }));
        return codes;
    }

    public Task RemovePasskey(byte[] id, Guid? goesOn, Actor actor, CancellationToken cancellationToken) => Change(actor.AccountId, AuditVerbs.FactorRemoved, NoticeKind.FactorChanged, goesOn, actor,
        () => db.UserPasskeys.Where(p => p.UserId == actor.AccountId && p.CredentialId == id).ExecuteDeleteAsync(cancellationToken), cancellationToken, after: """{"passkey":"removed"}""");

    /// <summary>Uses a code up, of the app or one for recovery.</summary>
    /// <returns>False where it is neither, or was used before.</returns>
    public async Task<bool> Take(Guid accountId, string? typed, CancellationToken cancellationToken)
    {
        var code = Plain(typed ?? "");
        // Both are asked for whatever was typed, so that every answer takes the same time.
        var step = await db.Authenticators.AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == accountId, cancellationToken) is { } app
            ? TimeCodes.Find(Open(app.SealedKey), code, clock.GetUtcNow()) : null;
        var hash = HashOf(code);
        var recovered = await db.RecoveryCodes.Where(c => c.AccountId == accountId && c.Hash == hash).ExecuteDeleteAsync(cancellationToken) == 1;
        // Two who send the same code at once are told apart by the row.
        var shown = await db.Authenticators.Where(a => a.AccountId == accountId && a.LastStep < (step ?? -1)).ExecuteUpdateAsync(a => a.SetProperty(x => x.LastStep, step ?? -1), cancellationToken) == 1;
        return recovered || shown;
    }

    /// <summary>How many apps have a key that cannot be opened, because the ring's own protection is another one.</summary>
    public async Task<int> CountLost(CancellationToken cancellationToken) => (await db.Authenticators.AsNoTracking().Select(a => a.SealedKey).ToListAsync(cancellationToken)).Count(IsLost);

    private bool IsLost(byte[] sealedKey)
    {
        try
        {
            return Open(sealedKey).Length == 0;
        }
        catch (CryptographicException)
        {
            return true;
        }
    }

    /// <summary>One change with what belongs to it, in one transaction.</summary>
    private async Task Change(Guid accountId, string verb, NoticeKind notice, Guid? goesOn, Actor actor, Func<Task> change, CancellationToken cancellationToken, string? reason = null, string? after = null)
    {
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            // Two changes of one account wait for each other here.
            await db.Users.FromSql($"""SELECT * FROM "AspNetUsers" WHERE id = {accountId} FOR UPDATE""").AsNoTracking().Select(u => u.Id).SingleAsync(cancellationToken);
            await change();
            var any = await db.Authenticators.AnyAsync(a => a.AccountId == accountId, cancellationToken) || await db.UserPasskeys.AnyAsync(p => p.UserId == accountId, cancellationToken);
            if (!any)
                await db.RecoveryCodes.Where(c => c.AccountId == accountId).ExecuteDeleteAsync(cancellationToken);
            await db.Users.Where(u => u.Id == accountId).ExecuteUpdateAsync(u => u.SetProperty(x => x.TwoFactorEnabled, any), cancellationToken);
            await desk.EndAll(accountId, SessionEnd.FactorChanged, cancellationToken, but: goesOn);
            // People hear of what they did themselves too: it may have been somebody else.
            var teller = accountId == actor.AccountId ? Actor.System(actor.RequestId, actor.At) : actor;
            await new CreateNotices(db, teller, cancellationToken).Tell(notice, accountId, null, [accountId]);
            await db.RecordAsync(actor, verb, nameof(Account), accountId, null, cancellationToken, reason, after);
            await transaction.CommitAsync(cancellationToken);
        }
        desk.Forget(accountId);
    }

    private async Task<IReadOnlyList<string>> NewCodes(Guid accountId, CancellationToken cancellationToken)
    {
        await db.RecoveryCodes.Where(c => c.AccountId == accountId).ExecuteDeleteAsync(cancellationToken);
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => TimeCodes.Base32(RandomNumberGenerator.GetBytes(RecoveryCodeBytes))).ToList();
        db.RecoveryCodes.AddRange(codes.Select(c => new RecoveryCode { AccountId = accountId, Hash = HashOf(c) }));
        await db.SaveChangesAsync(cancellationToken);
        return [.. codes.Select(c => string.Join('-', c.Chunk(RecoveryCodeLength / 4).Select(part => new string(part))))];
    }

    private static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));

    /// <summary>As people type it: with blanks, hyphens and small letters.</summary>
    private static string Plain(string code) => string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    private IDataProtector Offers => protection.CreateProtector("SmartCityPia.NewFactor");

    private IDataProtector Keys => protection.CreateProtector("SmartCityPia.Authenticators");

    /// <summary>Also with a key of the ring that was withdrawn: rotate-keys must not take everybody's second factor away.</summary>
    private byte[] Open(byte[] sealedKey) => ((IPersistedDataProtector)Keys).DangerousUnprotect(sealedKey, ignoreRevocationErrors: true, out _, out _);
}
