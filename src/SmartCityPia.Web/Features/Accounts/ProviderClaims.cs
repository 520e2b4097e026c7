using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>What a provider says of a person, in a token that was checked.</summary>
/// <param name="Key">By which their account is found: the subject, if the city names no other claim.</param>
/// <param name="Session">The provider's own id of its session.</param>
/// <param name="SignedInAt">When the person last proved there who they are.</param>
public sealed record ProviderClaims(string Issuer, string Subject, string Key, string? Session, string? Name, string? Email, bool EmailIsVerified, string? Acr, DateTimeOffset? SignedInAt, IReadOnlySet<string> Groups)
{
    public static ProviderClaims Of(ClaimsPrincipal person, SignOnProvider provider) => new(
        person.FindFirstValue("iss") ?? "", person.FindFirstValue("sub") ?? "", person.FindFirstValue(provider.KeyClaim) ?? "", person.FindFirstValue("sid"), person.FindFirstValue("name"), person.FindFirstValue("email"),
        string.Equals(person.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase), person.FindFirstValue("acr"),
        long.TryParse(person.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? DateTimeOffset.FromUnixTimeSeconds(at) : null,
        person.FindAll(provider.GroupsClaim).SelectMany(c => c.ValueType == "JSON_ARRAY" ? JsonSerializer.Deserialize<string[]>(c.Value) ?? [] : [c.Value]).ToHashSet(StringComparer.Ordinal));
}
