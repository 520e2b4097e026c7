using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace SmartCityPia.Web.Infrastructure.Faults;

/// <summary>
/// What somebody typed into a form that could not be taken: they had been signed out, or the database was away.
/// It travels through the sign-in page encrypted, is shown to whoever typed it, and is posted again by one button. Nothing is stored.
/// </summary>
/// <param name="Token">The form's antiforgery token, which says to whom the form was given.</param>
public sealed record KeptForm(string Path, IReadOnlyList<KeyValuePair<string, string>> Fields, string Token)
{
    private const string ItemKey = "kept-form";

    /// <summary>A working day: somebody may come back after a long meeting.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>Reads the form of the current request, without what belongs to that one request.</summary>
    /// <returns>Null also where the form was not given out by us to this browser: another site can post anything.</returns>
    public static async Task<KeptForm?> Of(HttpContext http)
    {
        // A password is never written back into a page: not that of a sign-in, and not that of a signature.
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType || http.Request.Path.StartsWithSegments(Addresses.AroundSigningIn, StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var tokens = http.RequestServices.GetRequiredService<FormToken>();
            if (form[tokens.FieldName] is not [{ } token] || !tokens.Fits(http, token))
                return null;
            var path = http.Request.Path + http.Request.QueryString;
            return new(path, [.. form.Where(f => f.Key != tokens.FieldName && f.Key != "Kept" && !f.Key.StartsWith("Signature.", StringComparison.Ordinal))
                .SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? "")))], token);
        }
        // Whatever is wrong with a form, the page that says so must not fail over it.
        catch (Exception e) when (e is InvalidDataException or IOException or InvalidOperationException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Hands it to the page that is shown instead, within this request.</summary>
    public void HandOver(HttpContext http) => http.Items[ItemKey] = this;

    public static KeptForm? HandedOver(HttpContext http) => http.Items[ItemKey] as KeptForm;

    public string Protect(IDataProtectionProvider protection) =>
        Protector(protection).Protect(JsonSerializer.Serialize(this), Lifetime);

    /// <summary>A form that somebody else typed is not offered: at a shared desk it would be saved under the wrong name.</summary>
    public Task<bool> IsOf(ClaimsPrincipal person, HttpContext http) => http.RequestServices.GetRequiredService<FormToken>().Fits(http, Token, person);

    /// <returns>Null where the text is not ours or too old.</returns>
    public static KeptForm? Unprotect(IDataProtectionProvider protection, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        try
        {
            var form = JsonSerializer.Deserialize<KeptForm>(Protector(protection).Unprotect(text));
            return form is { Token: not null, Fields: not null, Path: ['/'] or ['/', not ('/' or '\\'), ..] } ? form : null;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static ITimeLimitedDataProtector Protector(IDataProtectionProvider protection) =>
        protection.CreateProtector("SmartCityPia.KeptForm").ToTimeLimitedDataProtector();
}
