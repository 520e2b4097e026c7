using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace SmartCityPia.Web.Features.Register.Questions;

/// <summary>
/// What a form of the register carries in place of a cookie: sealed by us, for one service, good from a few seconds after the form was shown
/// (a person needs longer to write) until a day later. In it lies the key of the question that will be asked, so that a form sent twice is one
/// question and leads to the same page.
/// </summary>
public sealed class AskTicket(IDataProtectionProvider protection, TimeProvider clock)
{
    public static readonly TimeSpan Earliest = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan Latest = TimeSpan.FromDays(1);

    private readonly IDataProtector sealer = protection.CreateProtector("SmartCityPia.Register.Ask.v1");

    public enum Refusal { None, TooEarly, Over }

    public string Make(string slug) => sealer.Protect(string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().ToUnixTimeMilliseconds()} {WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32))} {slug}"));

    /// <returns>The key, or why there is none: of a ticket that is too early it can be waited, any other is over.</returns>
    public (string? Key, Refusal Why) Read(string? ticket, string slug)
    {
        if (string.IsNullOrEmpty(ticket))
            return (null, Refusal.Over);
        try
        {
            var parts = sealer.Unprotect(ticket).Split(' ', 3);
            var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[0], CultureInfo.InvariantCulture));
            return parts[2] != slug || age > Latest ? (null, Refusal.Over) : age < Earliest ? (null, Refusal.TooEarly) : (parts[1], Refusal.None);
        }
        catch (CryptographicException)
        {
            return (null, Refusal.Over);
        }
    }
}
