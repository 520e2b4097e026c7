using System.Globalization;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>Whom to tell of a weakness (RFC 9116).</summary>
internal static class SecurityContact
{
    public const string Address = "/.well-known/security.txt";

    /// <remarks>404: <c>Security:Contact</c> is not set.</remarks>
    public static void Map(WebApplication app) => app.MapGet(Address, (IConfiguration configuration, TimeProvider clock) =>
        Uri.TryCreate(configuration["Security:Contact"], UriKind.Absolute, out var contact) && contact.Scheme is "https" or "mailto" or "tel"
            ? Results.Text(string.Create(CultureInfo.InvariantCulture, $"""
                Contact: {contact.AbsoluteUri}
                Expires: {clock.GetUtcNow().AddDays(180):yyyy-MM-dd'T'00:00:00'Z'}
                Preferred-Languages: en

                """), "text/plain; charset=utf-8")
            : Results.NotFound()).AllowAnonymous();
}
