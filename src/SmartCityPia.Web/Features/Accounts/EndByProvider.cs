using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>What a provider issued: kept sealed, and what of it is believed.</summary>
public sealed class ProviderTokens(IDataProtectionProvider protection)
{
    /// <summary>Signed with a key that only the provider has: none, and no shared secret.</summary>
    public static readonly IList<string> Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512];

    private IDataProtector Protector => protection.CreateProtector("SmartCityPia.ProviderTokens");

    public string? Seal(string? token) => token is null ? null : Protector.Protect(token);

    public string? Unseal(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : Protector.Unprotect(text);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>What providers publish of themselves: issuer and keys. The framework keeps it for a day.</summary>
public sealed class KnownProviders(IOptionsMonitor<OpenIdConnectOptions> schemes)
{
    /// <returns>Null while it cannot be read.</returns>
    public async Task<OpenIdConnectConfiguration?> Find(SignOnProvider provider, CancellationToken cancellationToken)
    {
        try
        {
            return await schemes.Get(provider.Scheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            return null;
        }
    }
}

/// <summary>Ends sessions because their provider says so (OpenID Connect Front-Channel and Back-Channel Logout 1.0).</summary>
public sealed class EndByProvider(PiaDbContext db, SessionDesk desk, IOptions<SignOnOptions> options, KnownProviders providers, TimeProvider clock)
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>A token without an end would have to be remembered for ever.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(10);

    /// <summary>In a frame of the provider's page, where our cookie does not come along: the provider's session id is known to it alone.</summary>
    public async Task<bool> ByAddress(string key, string? issuer, string? session, HttpContext http)
    {
        if (options.Value.Find(key) is not { } provider || string.IsNullOrEmpty(session) || (await providers.Find(provider, http.RequestAborted))?.Issuer != issuer)
            return false;
        await End(provider, null, session, http);
        return true;
    }

    /// <returns>What is wrong with the token; null where it was carried out.</returns>
    public async Task<string?> ByToken(string key, string? token, HttpContext http)
    {
        if (options.Value.Find(key) is not { } provider || string.IsNullOrEmpty(token))
            return "There is no logout_token for a provider of this name.";
        if (await providers.Find(provider, http.RequestAborted) is not { } known)
            return "The provider's keys could not be read.";
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new()
        {
            ValidIssuer = known.Issuer,
            ValidAudience = provider.ClientId,
            IssuerSigningKeys = known.SigningKeys,
            ValidAlgorithms = ProviderTokens.Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = false,
            LifetimeValidator = (_, expires, _, _) => expires is null || clock.GetUtcNow().UtcDateTime < expires + Skew,
            ValidTypes = ["logout+jwt", "JWT"],
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken checkedToken)
            return "Its signature, issuer, audience, type or time does not fit.";
        var (now, issued) = (clock.GetUtcNow(), checkedToken.TryGetPayloadValue<long>("iat", out var iat) ? DateTimeOffset.FromUnixTimeSeconds(iat) : (DateTimeOffset?)null);
        if (issued is null || issued > now + Skew || issued < now - Oldest)
            return "iat is missing or not of now.";
        if (!checkedToken.TryGetPayloadValue<string>("jti", out var id) || string.IsNullOrEmpty(id))
            return "jti is missing.";
        if (checkedToken.TryGetPayloadValue<object>("nonce", out _))
            return "It has a nonce: it is no logout token.";
        if (!checkedToken.TryGetPayloadValue<JsonElement>("events", out var events) || events.ValueKind != JsonValueKind.Object
            || !events.TryGetProperty(Event, out var what) || what.ValueKind != JsonValueKind.Object)
        {
            return "events does not name a sign-out.";
        }
        var (subject, session) = (Text(checkedToken, "sub"), Text(checkedToken, "sid"));
        if (subject is null && session is null)
            return "Neither sub nor sid is in it.";
        if (!await db.Spend($"logout {known.Issuer} {id}", issued.Value + Oldest + Skew, http.RequestAborted))
            return "It was used before.";
        await End(provider, subject, session, http);
        return null;
    }

    private async Task End(SignOnProvider provider, string? subject, string? session, HttpContext http)
    {
        var (now, cancellationToken) = (clock.GetUtcNow(), http.RequestAborted);
        var meant = await db.Sessions.Where(s => s.EndedAt == null && s.Provider == provider.Key && (subject == null || s.ProviderSubject == subject) && (session == null || s.ProviderSession == session))
            .Select(s => new { s.Id, s.AccountId }).ToListAsync(cancellationToken);
        foreach (var one in meant)
            await desk.End(one.AccountId, one.Id, SessionEnd.ByProvider, cancellationToken);
        foreach (var account in meant.Select(m => m.AccountId).Distinct())
            await db.RecordAsync(Actor.System(http.TraceIdentifier, now), AuditVerbs.SessionsEnded, nameof(Account), account, null, cancellationToken, provider.Name);
    }

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var value) && value.Length > 0 ? value : null;
}
