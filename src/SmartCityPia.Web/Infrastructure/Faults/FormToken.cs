using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace SmartCityPia.Web.Infrastructure.Faults;

/// <summary>The antiforgery token of a form that could not be taken: whether it is one of ours, and whose.</summary>
public sealed class FormToken(IAntiforgery antiforgery, IDataProtectionProvider protection, IOptions<AntiforgeryOptions> options, IServiceProvider services)
{
    /// <summary>The framework's name for what it seals tokens with; where in them the secret stands that cookie and form share, and after it which of the two it is.</summary>
    private const string Purpose = "Microsoft.AspNetCore.Antiforgery.AntiforgeryToken.v1";
    private static readonly Range Secret = 1..17;
    private const int IsCookie = 17;

    public string FieldName => options.Value.FormFieldName;

    /// <summary>
    /// Token and cookie are ours and belong together, whoever they were given to. The cookie is not sent from other sites.
    /// The framework can only say this for a person who is known, and here nobody is signed in any more.
    /// </summary>
    public bool Fits(HttpContext http, string? token) =>
        Open(token) is { } form && form[IsCookie] == 0 && Open(http.Request.Cookies[options.Value.Cookie.Name!]) is { } cookie && cookie[IsCookie] == 1
        && CryptographicOperations.FixedTimeEquals(form.AsSpan(Secret), cookie.AsSpan(Secret));

    /// <summary>As <see cref="Fits"/>, and it was given to this person.</summary>
    public async Task<bool> Fits(HttpContext http, string? token, ClaimsPrincipal person)
    {
        // A request of its own: what the framework found out about this one stays with it.
        var asked = new DefaultHttpContext { RequestServices = services, User = person };
        asked.Request.Method = HttpMethods.Post;
        asked.Request.Headers.Cookie = http.Request.Headers.Cookie;
        asked.Request.Headers[options.Value.HeaderName!] = token;
        return token is not null && await antiforgery.IsRequestValidAsync(asked);
    }

    private byte[]? Open(string? sealedToken)
    {
        if (string.IsNullOrEmpty(sealedToken))
            return null;
        try
        {
            var token = protection.CreateProtector(Purpose).Unprotect(WebEncoders.Base64UrlDecode(sealedToken));
            return token.Length > IsCookie ? token : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
