using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>A link with which an account's password can be set once, within a day. Setting it makes the link void.</summary>
internal static class PasswordLink
{
    public static async Task<string> Make(UserManager<Account> accounts, Account account) =>
        $"{Addresses.SetPassword}?account={account.Id}&code={WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(await accounts.GeneratePasswordResetTokenAsync(account)))}";

    /// <returns>The token, or null where the text is no code.</returns>
    public static string? Decode(string? code)
    {
        try
        {
            return code is null ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(code));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
