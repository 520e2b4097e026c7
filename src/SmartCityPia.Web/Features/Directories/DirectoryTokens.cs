using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Features.Directories;

/// <summary>The one token of each provider: 256 random bits, shown once, of which the database has the hash.</summary>
public sealed class DirectoryTokens(PiaDbContext db, IOptions<SignOnOptions> options, TimeProvider clock)
{
    /// <summary>By which scanners for secrets know it.</summary>
    public const string Prefix = "pia-scim-";

    public static readonly IReadOnlyList<int> Days = [30, 90, 180, 365];

    private const int SecretBytes = 32;
    private static readonly TimeSpan Noted = TimeSpan.FromMinutes(5);

    /// <summary>Makes one. The former one is void from this moment.</summary>
    /// <returns>What is shown once.</returns>
    public async Task<string> Make(SignOnProvider provider, int days, Actor actor, CancellationToken cancellationToken)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        var (hash, until) = (SHA256.HashData(secret), actor.At.AddDays(days));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO directory_tokens (provider, hash, made_at, made_by, expires_at) VALUES ({provider.Key}, {hash}, {actor.At}, {actor.Name}, {until})
            ON CONFLICT (provider) DO UPDATE SET hash = excluded.hash, made_at = excluded.made_at, made_by = excluded.made_by, expires_at = excluded.expires_at, last_used_at = NULL
            """, cancellationToken);
        await db.RecordAsync(actor, AuditVerbs.Added, nameof(DirectoryToken), Guid.Empty, null, cancellationToken, provider.Name);
        await transaction.CommitAsync(cancellationToken);
        return Prefix + WebEncoders.Base64UrlEncode(secret);
    }

    public async Task Revoke(SignOnProvider provider, Actor actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.DirectoryTokens.Where(t => t.Provider == provider.Key).ExecuteDeleteAsync(cancellationToken) == 1)
            await db.RecordAsync(actor, AuditVerbs.Removed, nameof(DirectoryToken), Guid.Empty, null, cancellationToken, provider.Name);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <returns>Null where it is no token of ours, has run out, or its provider is no longer configured.</returns>
    public async Task<SignOnProvider?> Find(string token, CancellationToken cancellationToken)
    {
        if (Hash(token) is not { } hash)
            return null;
        var now = clock.GetUtcNow();
        var found = await db.DirectoryTokens.AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash && t.ExpiresAt > now, cancellationToken);
        if (found is null || options.Value.Find(found.Provider) is not { } provider)
            return null;
        if (found.LastUsedAt is not { } last || now - last >= Noted)
            await db.DirectoryTokens.Where(t => t.Hash == hash).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedAt, now), cancellationToken);
        return provider;
    }

    private static byte[]? Hash(string token)
    {
        try
        {
            return token.Length < 100 && token.StartsWith(Prefix, StringComparison.Ordinal) && WebEncoders.Base64UrlDecode(token[Prefix.Length..]) is { Length: SecretBytes } secret && Prefix + WebEncoders.Base64UrlEncode(secret) == token
                ? SHA256.HashData(secret) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

/// <summary>Lets a provider's directory in by its token. It opens SCIM and nothing else, and a session of a person does not open SCIM.</summary>
internal sealed class DirectoryBearer(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !AuthenticationHeaderValue.TryParse(header, out var parsed) || !parsed.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) || parsed.Parameter is not { Length: > 0 } token)
            return AuthenticateResult.NoResult();
        if (await Context.RequestServices.GetRequiredService<DirectoryTokens>().Find(token, Context.RequestAborted) is not { } provider)
            return AuthenticateResult.Fail("It is no token of ours.");
        return AuthenticateResult.Success(new(new(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, Guid.Empty.ToString()), new(SignedInUser.NameClaim, provider.Name), new(SignedInUser.ProviderClaim, provider.Key)], Scheme.Name, SignedInUser.NameClaim, ClaimTypes.Role)), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var clock = Context.RequestServices.GetRequiredService<TimeProvider>();
        // Once in a while: whoever has no token does not fill the trail.
        await Context.RequestServices.GetRequiredService<ViewLog>().Note(Context.RequestServices.GetRequiredService<PiaDbContext>(), Actor.System(Context.TraceIdentifier, clock.GetUtcNow()), new(AuditVerbs.Refused, nameof(DirectoryToken), Guid.Empty, null));
        Response.Headers.WWWAuthenticate = "Bearer realm=\"scim\"";
        await ScimFaults.Write(Context, StatusCodes.Status401Unauthorized, null, "A valid token is needed.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ScimFaults.Write(Context, StatusCodes.Status403Forbidden, null, "Not with this token.");
}
