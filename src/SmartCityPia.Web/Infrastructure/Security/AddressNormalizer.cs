using Microsoft.AspNetCore.Identity;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>Finds an account by its address however it is spelled: <see cref="MailAddresses.Key"/>.</summary>
internal sealed class AddressNormalizer : ILookupNormalizer
{
    public string? NormalizeEmail(string? email) => email is null ? null : MailAddresses.Key(email);

    public string? NormalizeName(string? name) => name?.Normalize().ToUpperInvariant();
}
