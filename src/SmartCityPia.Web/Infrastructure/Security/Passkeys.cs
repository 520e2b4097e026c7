using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>
/// Passkeys (WebAuthn): the device asks for a finger, a face or a PIN and signs what we ask. What was asked travels in the
/// form, sealed, and is good for one answer.
/// </summary>
public sealed class Passkeys(PiaDbContext db, IPasskeyHandler<Account> handler, IDataProtectionProvider protection, IOptions<IdentityPasskeyOptions> options, TimeProvider clock)
{
    /// <summary>A form may lie open while somebody thinks.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <param name="Options">For the browser, as WebAuthn's JSON.</param>
    /// <param name="State">Comes back with the answer.</param>
    public sealed record Question(string Options, string State);

    /// <param name="AccountId">None where anybody may answer, to sign in.</param>
    private sealed record Asked(Guid Id, Guid? AccountId, DateTimeOffset At, string State);

    /// <summary>A browser offers passkeys only at the address that they are made for.</summary>
    public bool WorkAt(HttpContext http) => options.Value.ServerDomain is not { Length: > 0 } domain || string.Equals(domain, http.Request.Host.Host, StringComparison.OrdinalIgnoreCase);

    public static void Configure(IdentityPasskeyOptions options, string? cityAddress)
    {
        // An address of numbers has no passkeys; on one's own machine they work at localhost.
        if (Uri.TryCreate(cityAddress, UriKind.Absolute, out var address))
            options.ServerDomain = address.IsLoopback ? "localhost" : address.IdnHost;
        (options.UserVerificationRequirement, options.ResidentKeyRequirement, options.AttestationConveyancePreference) = ("required", "required", "none");
        options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && Uri.TryCreate(context.Origin, UriKind.Absolute, out var origin)
            && Uri.TryCreate($"{context.HttpContext.Request.Scheme}://{context.HttpContext.Request.Host}", UriKind.Absolute, out var ours) && origin == ours);
    }

    public async Task<Question> ToCreate(Account account, HttpContext http)
    {
        var made = await handler.MakeCreationOptionsAsync(new() { Id = account.Id.ToString(), Name = account.Email!, DisplayName = account.DisplayName }, http);
        return new(made.CreationOptionsJson, Seal("create", account.Id, made.AttestationState));
    }

    /// <param name="account">Null for whoever answers.</param>
    public async Task<Question> ToConfirm(Account? account, HttpContext http)
    {
        var made = await handler.MakeRequestOptionsAsync(account, http);
        return new(made.RequestOptionsJson, Seal("confirm", account?.Id, made.AssertionState));
    }

    /// <returns>Null where it is no answer to what was asked of this account, or was given before.</returns>
    public async Task<UserPasskeyInfo?> Created(string? state, string? credential, Guid accountId, HttpContext http, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(credential) || Open("create", state) is not { } asked || asked.AccountId != accountId)
            return null;
        var made = await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = credential, AttestationState = asked.State });
        return made.Succeeded && made.UserEntity.Id == accountId.ToString() && await Spend(asked, cancellationToken) ? made.Passkey : null;
    }

    /// <param name="accountId">Whose answer it has to be; null for whoever answers, to sign in.</param>
    /// <returns>Whose it is; null where it is no answer to what was asked, was given before, or the account is closed.</returns>
    public async Task<Account?> Confirmed(string? state, string? credential, Guid? accountId, HttpContext http, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(credential) || Open("confirm", state) is not { } asked || asked.AccountId != accountId)
            return null;
        var made = await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = credential, AssertionState = asked.State });
        if (!made.Succeeded || made.User.DeactivatedAt is not null || (accountId is not null && made.User.Id != accountId) || !await Spend(asked, cancellationToken))
            return null;
        var row = await db.Set<IdentityUserPasskey<Guid>>().SingleAsync(p => p.CredentialId == made.Passkey.CredentialId, cancellationToken);
        // A copy of the key would count from the same number on.
        (row.Data.SignCount, row.Data.IsBackedUp, row.Data.IsUserVerified) = (made.Passkey.SignCount, made.Passkey.IsBackedUp, made.Passkey.IsUserVerified);
        await db.SaveChangesAsync(cancellationToken);
        return made.User;
    }

    private Task<bool> Spend(Asked asked, CancellationToken cancellationToken) => db.Spend("passkey " + asked.Id, asked.At + Lifetime, cancellationToken);

    private string Seal(string purpose, Guid? accountId, string? state) =>
        Protector(purpose).Protect(JsonSerializer.Serialize(new Asked(Guid.CreateVersion7(), accountId, clock.GetUtcNow(), state ?? "")));

    private Asked? Open(string purpose, string? text)
    {
        try
        {
            return !string.IsNullOrEmpty(text) && JsonSerializer.Deserialize<Asked>(Protector(purpose).Unprotect(text)) is { } asked && clock.GetUtcNow() - asked.At < Lifetime ? asked : null;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private IDataProtector Protector(string purpose) => protection.CreateProtector("SmartCityPia.Passkeys", purpose);
}

public static class Spending
{
    /// <summary>Notes that something was used which works once.</summary>
    /// <param name="until">When it would be refused as too old anyhow.</param>
    /// <returns>False where it was used before.</returns>
    public static async Task<bool> Spend(this PiaDbContext db, string token, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        return await db.Database.ExecuteSqlAsync($"INSERT INTO spent_tokens (hash, until) VALUES ({hash}, {until}) ON CONFLICT DO NOTHING", cancellationToken) == 1;
    }
}
