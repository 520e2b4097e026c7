using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>A browser on which people have signed in before: it may go on guessing while others have to wait. It opens nothing.</summary>
public sealed record KnownDevice(Guid Id, IReadOnlyList<Guid> Accounts)
{
    private const string CookieName = "pia-device";

    private const int Most = 8;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    /// <returns>Null where the browser has none, or none of ours.</returns>
    public static KnownDevice? Of(HttpContext http)
    {
        if (http.Request.Cookies[NameOf(http)] is not { Length: > 0 } text)
            return null;
        try
        {
            return JsonSerializer.Deserialize<KnownDevice>(Protector(http).Unprotect(text)) is { Accounts: not null } device ? device : null;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Called once the person is in.</summary>
    public static void Remember(HttpContext http, Guid account)
    {
        var known = Of(http) ?? new(Guid.CreateVersion7(), []);
        known = known with { Accounts = [account, .. known.Accounts.Where(a => a != account).Take(Most - 1)] };
        var cookie = new CookieBuilder { Name = NameOf(http), Path = "/", HttpOnly = true, SameSite = SameSiteMode.Strict, SecurePolicy = SignInCookie.Secure(http.RequestServices.GetRequiredService<IConfiguration>()), IsEssential = true, MaxAge = Lifetime };
        http.Response.Cookies.Append(NameOf(http), Protector(http).Protect(JsonSerializer.Serialize(known), Lifetime), cookie.Build(http));
    }

    private static string NameOf(HttpContext http) => SignInCookie.Name(CookieName, http.RequestServices.GetRequiredService<IConfiguration>());

    private static ITimeLimitedDataProtector Protector(HttpContext http) =>
        http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("SmartCityPia.KnownDevice").ToTimeLimitedDataProtector();
}
