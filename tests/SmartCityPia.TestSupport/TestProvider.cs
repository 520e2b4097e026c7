using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SmartCityPia.TestSupport;

/// <summary>Who signs in at the provider next.</summary>
public sealed record ProviderPerson(string Subject, string Name, string Email)
{
    public bool EmailVerified { get; init; } = true;

    public IReadOnlyList<string> Groups { get; init; } = [];

    public string Session { get; init; } = Guid.CreateVersion7().ToString("N");

    public DateTimeOffset? SignedInAt { get; init; }

    public string? Acr { get; init; }
}

/// <summary>A provider of OpenID Connect (OpenIddict) on a port of its own, which signs in whom the test says, and issues wrong tokens when told to.</summary>
public sealed class TestProvider : IAsyncDisposable
{
    public const string ClientId = "pia";
    public const string ClientSecret = "a secret of the tests";

    private readonly RSA key = RSA.Create(2048);
    private WebApplication? app;

    public Uri Address { get; private set; } = null!;

    public ProviderPerson Person { get; set; } = new("1", "Nobody", "nobody@test.example");

    /// <summary>Changes what an id token says; it is signed anew with the provider's own key.</summary>
    public Action<JsonObject>? Change { get; set; }

    /// <summary>Changes the token as it is.</summary>
    public Func<string, string>? Forge { get; set; }

    public static async Task<TestProvider> Start()
    {
        var provider = new TestProvider();
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            provider.Address = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        }
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(provider.Address.ToString());
        builder.Services.AddAuthentication();
        builder.Services.AddOpenIddict().AddServer(provider.Configure);
        provider.app = builder.Build();
        provider.app.UseAuthentication();
        await provider.app.StartAsync();
        return provider;
    }

    /// <summary>The settings of a city that has this provider.</summary>
    public void Introduce(PiaApp city, string stepUp = "")
    {
        foreach (var (name, value) in new (string, string)[]
        {
            ("Key", "city"), ("Name", "City ID"), ("Authority", Address.ToString()), ("ClientId", ClientId), ("ClientSecret", ClientSecret), ("StepUp", stepUp),
            ("MakesAccounts", "true"), ("MatchesVerifiedMail", "true"), ("Organisation", "City hall"),
            ("Groups:0:Group", "pia/officers"), ("Groups:0:Role", "Officer"), ("Groups:0:CityWide", "true"),
            ("Groups:1:Group", "transport"), ("Groups:1:Role", "Officer"), ("Groups:1:Organisation", "Transport agency"),
            ("Groups:2:Group", "admins"), ("Groups:2:Role", "Administrator"),
            ("Groups:3:Group", "climate"), ("Groups:3:MadeRole", "Climate office"),
        })
            city.Settings["SignOn:Providers:0:" + name] = value;
        // The provider's tokens are of today.
        city.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
    }

    /// <summary>Goes through the provider as a browser does, from an address of ours that leads there to where it leads back.</summary>
    public static async Task<HtmlPage> Visit(PiaClient client, string address = "/account/sign-on/city")
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler);
        var there = HtmlAssert.Status(HttpStatusCode.Redirect, await client.Get(address));
        using var back = await http.GetAsync(new Uri(there.Location!));
        return back.Headers.Location is { } callback ? await client.Get(callback.PathAndQuery)
            : throw new HtmlAssertException($"The provider answered {back.StatusCode}: {await back.Content.ReadAsStringAsync()}", there);
    }

    /// <summary>A token with the provider's signature, or one that only looks like it.</summary>
    public string Sign(JsonObject payload, string type = "JWT", RSA? with = null, string algorithm = SecurityAlgorithms.RsaSha256) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(payload.ToJsonString(), new SigningCredentials(new RsaSecurityKey(with ?? key) { KeyId = "test" }, algorithm), new Dictionary<string, object> { ["typ"] = type });

    /// <summary>Signed with what both sides know: anybody who has the client's secret could.</summary>
    public static string SignWithSecret(JsonObject payload) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }
        .CreateToken(payload.ToJsonString(), new SigningCredentials(new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(ClientSecret.PadRight(64))), SecurityAlgorithms.HmacSha256));

    public static string WithoutSignature(string token) =>
        Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""") + "." + token.Split('.')[1] + ".";

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        key.Dispose();
    }

    private void Configure(OpenIddictServerBuilder server)
    {
        server.SetIssuer(Address).SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token").SetEndSessionEndpointUris("end-session");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
        server.RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.Email);
        server.AddSigningKey(new RsaSecurityKey(key) { KeyId = "test" }).AddEphemeralEncryptionKey();
        server.EnableDegradedMode();
        server.UseAspNetCore().DisableTransportSecurityRequirement();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(b => b.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId)
                context.Reject(Errors.InvalidClient);
            return ValueTask.CompletedTask;
        }));
        server.AddEventHandler<ValidateTokenRequestContext>(b => b.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
                context.Reject(Errors.InvalidClient);
            return ValueTask.CompletedTask;
        }));
        server.AddEventHandler<ValidateEndSessionRequestContext>(b => b.UseInlineHandler(_ => ValueTask.CompletedTask));
        server.AddEventHandler<HandleEndSessionRequestContext>(b => b.UseInlineHandler(context =>
        {
            context.SignOut();
            return ValueTask.CompletedTask;
        }));
        server.AddEventHandler<HandleAuthorizationRequestContext>(b => b.UseInlineHandler(context =>
        {
            context.SignIn(Principal(context.Request.GetScopes()));
            return ValueTask.CompletedTask;
        }));
        server.AddEventHandler<ApplyTokenResponseContext>(b => b.UseInlineHandler(context =>
        {
            if (context.Response.IdToken is { } token)
                context.Response.IdToken = Wrong(token);
            return ValueTask.CompletedTask;
        }).SetOrder(int.MinValue));
    }

    private string Wrong(string token)
    {
        if (Change is not null)
        {
            var payload = JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[1]))!.AsObject();
            Change(payload);
            token = Sign(payload);
        }
        return Forge?.Invoke(token) ?? token;
    }

    private ClaimsPrincipal Principal(IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("test", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, Person.Subject).SetClaim(Claims.Name, Person.Name).SetClaim(Claims.Email, Person.Email).SetClaim(Claims.EmailVerified, Person.EmailVerified)
            .SetClaim("sid", Person.Session).SetClaim(Claims.AuthenticationTime, (Person.SignedInAt ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds()).SetClaims("groups", [.. Person.Groups]);
        if (Person.Acr is { } acr)
            identity.SetClaim(Claims.AuthenticationContextReference, acr);
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        identity.SetScopes(scopes);
        return new(identity);
    }
}
