using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>
/// Sign-in at providers of OpenID Connect: code flow with PKCE. What the browser carries meanwhile is sealed by the
/// framework; who it is, is checked here, and a session of ours begins.
/// </summary>
internal static class SignOn
{
    /// <summary>Somebody who is in confirms that it is they, before signing.</summary>
    public const string ToConfirm = "confirm";

    /// <summary>Somebody who is in links their account with who they are there.</summary>
    public const string ToLink = "link";

    private const string Purpose = "purpose", SessionId = "session", AskedAt = "asked-at";

    /// <summary>Clocks differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SignOnOptions>().BindConfiguration("SignOn").ValidateDataAnnotations().ValidateOnStart();
        var authentication = services.AddAuthentication();
        foreach (var provider in (configuration.GetSection("SignOn").Get<SignOnOptions>() ?? new()).Providers)
            authentication.AddOpenIdConnect(provider.Scheme, provider.Name, o => Configure(o, provider, configuration));
    }

    private static void Configure(OpenIdConnectOptions o, SignOnProvider provider, IConfiguration configuration)
    {
        (o.Authority, o.ClientId, o.ClientSecret) = (provider.Authority, provider.ClientId, provider.ClientSecret);
        o.RequireHttpsMetadata = provider.Authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        (o.ResponseType, o.ResponseMode, o.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        // Back comes a plain visit, which carries cookies that other sites cannot use.
        o.NonceCookie.SameSite = o.CorrelationCookie.SameSite = SameSiteMode.Lax;
        o.NonceCookie.SecurePolicy = o.CorrelationCookie.SecurePolicy = SignInCookie.Secure(configuration);
        (o.CallbackPath, o.SignedOutCallbackPath, o.SignedOutRedirectUri) = (provider.At("/callback"), provider.At("/signed-out"), Addresses.SignIn);
        // The framework's own way of it deletes a cookie, not the session.
        o.RemoteSignOutPath = default;
        o.SignInScheme = IdentityConstants.ExternalScheme;
        // The token itself is the hint at signing out there.
        (o.SaveTokens, o.MapInboundClaims, o.GetClaimsFromUserInfoEndpoint) = (true, false, false);
        o.ClaimActions.Clear();
        o.TokenValidationParameters.ValidAlgorithms = ProviderTokens.Algorithms;
        foreach (var scope in provider.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend("email"))
            o.Scope.Add(scope);
        o.Events.OnTicketReceived = context => Come(context, provider);
        o.Events.OnRemoteFailure = context => Fail(context, provider);
        o.Events.OnRedirectToIdentityProviderForSignOut = context =>
        {
            context.ProtocolMessage.IdTokenHint = context.Properties.Items.TryGetValue(OpenIdConnectParameterNames.IdToken, out var token) ? token : null;
            return Task.CompletedTask;
        };
        o.Events.OnRedirectToIdentityProvider = context =>
        {
            if (context.Properties.Items.TryGetValue(Purpose, out var purpose) && purpose == ToConfirm && provider.StepUp.Length > 0)
                context.ProtocolMessage.AcrValues = provider.StepUp;
            return Task.CompletedTask;
        };
    }

    public static void Map(WebApplication app)
    {
        app.MapGet(Addresses.SignOn + "/{provider}", Begin).AllowAnonymous();
        app.MapGet(Addresses.SignOn + "/{provider}/sign-out", EndThere).AllowAnonymous();
        app.MapGet(Addresses.SignOn + "/{provider}/front-channel-sign-out", async (string provider, string? iss, string? sid, EndByProvider end, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return await end.ByAddress(provider, iss, sid, http) ? Results.Ok() : Results.BadRequest();
        }).AllowAnonymous();
        app.MapPost(Addresses.SignOn + "/{provider}/back-channel-sign-out", async (string provider, EndByProvider end, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
            return await end.ByToken(provider, form?["logout_token"].ToString(), http) is { } fault
                ? Results.Json(new { error = "invalid_request", error_description = fault }, statusCode: StatusCodes.Status400BadRequest) : Results.Ok();
        }).AllowAnonymous();
    }

    private static async Task<IResult> Begin(string provider, string? returnUrl, string? purpose, string? proof, IOptions<SignOnOptions> options, LinkProvider link, TimeProvider clock, HttpContext http)
    {
        if (options.Value.Find(provider) is not { } known)
            return Results.NotFound();
        var asked = new OpenIdConnectChallengeProperties { RedirectUri = returnUrl is { Length: > 0 } && IsLocal(returnUrl) ? returnUrl : "/" };
        asked.Items[AskedAt] = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        if (purpose == ToConfirm)
        {
            if (http.User.SessionId() is not { } session)
                return Results.Redirect(Addresses.SignIn);
            (asked.Items[Purpose], asked.Items[SessionId], asked.RedirectUri) = (ToConfirm, session.ToString(), Addresses.Confirmed);
            asked.MaxAge = TimeSpan.Zero;
        }
        if (purpose == ToLink)
        {
            if (!await link.IsProof(proof, http.User.SessionId(), known, http.RequestAborted))
                return Results.Redirect(Addresses.MyProviders + "?linked=false");
            (asked.Items[Purpose], asked.Items[SessionId], asked.RedirectUri) = (ToLink, http.User.SessionId()!.Value.ToString(), Addresses.MyProviders);
            asked.MaxAge = TimeSpan.Zero;
        }
        return Results.Challenge(asked, [known.Scheme]);
    }

    /// <param name="session">The session of ours that has just ended, sealed: its token is the hint whose session there is meant.</param>
    private static async Task<IResult> EndThere(string provider, string? session, IOptions<SignOnOptions> options, ProviderTokens tokens, PiaDbContext db, HttpContext http)
    {
        if (options.Value.Find(provider) is not { } known)
            return Results.NotFound();
        var properties = new AuthenticationProperties { RedirectUri = Addresses.SignIn };
        if (Guid.TryParse(tokens.Unseal(session), out var id))
            properties.Items[OpenIdConnectParameterNames.IdToken] = tokens.Unseal(await db.Sessions.Where(s => s.Id == id && s.Provider == provider).Select(s => s.SealedToken).SingleOrDefaultAsync(http.RequestAborted));
        await http.SignOutAsync(known.Scheme, properties);
        return Results.Empty;
    }

    private static async Task Come(TicketReceivedContext context, SignOnProvider provider)
    {
        context.HandleResponse();
        var (http, items) = (context.HttpContext, context.Properties!.Items);
        var services = http.RequestServices;
        var said = ProviderClaims.Of(context.Principal!, provider);
        if (items.TryGetValue(Purpose, out var purpose) && purpose == ToConfirm)
        {
            var asked = DateTimeOffset.FromUnixTimeSeconds(long.Parse(items[AskedAt]!, CultureInfo.InvariantCulture));
            var fresh = said.SignedInAt >= asked - Skew && (provider.StepUp.Length == 0 || provider.StepUp.Split(' ').Contains(said.Acr, StringComparer.Ordinal));
            var confirmed = fresh && await services.GetRequiredService<ComeBySignOn>().Confirm(Guid.Parse(items[SessionId]!), provider, said, http);
            context.Response.Redirect(confirmed ? Addresses.Confirmed : Addresses.Confirmed + "?refused=true");
            return;
        }
        if (purpose == ToLink)
        {
            var linked = await services.GetRequiredService<LinkProvider>().Handle(Guid.Parse(items[SessionId]!), provider, said, http);
            context.Response.Redirect($"{Addresses.MyProviders}?linked={(linked ? "true" : "false")}");
            return;
        }
        var result = await services.GetRequiredService<ComeBySignOn>().Handle(provider, said, http);
        if (result.Account is null)
        {
            context.Response.Redirect($"{Addresses.SignIn}?refused={result.Refused}");
            return;
        }
        var token = services.GetRequiredService<ProviderTokens>().Seal(context.Properties.GetTokenValue(OpenIdConnectParameterNames.IdToken));
        await services.GetRequiredService<SessionDesk>().Begin(http, result.Account, http.RequestAborted, new(provider.Key, said.Subject, said.Session, token));
        context.Response.Redirect(context.ReturnUri ?? "/");
    }

    /// <summary>Whatever is wrong with an answer: an issuer, audience, nonce, signature or time that does not fit, or a person who gave up.</summary>
    private static async Task Fail(RemoteFailureContext context, SignOnProvider provider)
    {
        context.HandleResponse();
        var services = context.HttpContext.RequestServices;
        var actor = new Actor(Guid.Empty, provider.Name, services.GetRequiredService<TimeProvider>().GetUtcNow(), context.HttpContext.TraceIdentifier);
        await services.GetRequiredService<PiaDbContext>().RecordAsync(actor, AuditVerbs.SignInFailed, nameof(Account), Guid.Empty, null, context.HttpContext.RequestAborted);
        context.Response.Redirect($"{Addresses.SignIn}?refused={SignOnRefused.Failed}");
    }

    private static bool IsLocal(string url) => url.StartsWith('/') && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl) && !url.Contains('\\', StringComparison.Ordinal);
}

/// <summary>Why a provider's answer opens nothing; the sentence is in Rules.resx.</summary>
public enum SignOnRefused { Failed, NoAccount, NoRole, AddressTaken, Closed }
