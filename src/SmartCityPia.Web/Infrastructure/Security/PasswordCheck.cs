using Microsoft.AspNetCore.Identity;
using SmartCityPia.Data.Accounts;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>Whether it is the account's password. It takes as long for an account that is not there, has none or was shut out.</summary>
public sealed class PasswordCheck(UserManager<Account> accounts, IPasswordHasher<Account> hasher, StandInHash standIn)
{
    public async Task<bool> IsRight(Account? account, string password)
    {
        if (account is { PasswordHash: not null, DeactivatedAt: null })
            return await accounts.CheckPasswordAsync(account, password);
        hasher.VerifyHashedPassword(null!, standIn.Of(hasher), password);
        return false;
    }
}

/// <summary>A hash of no password, made as all are: it costs what a real one costs.</summary>
public sealed class StandInHash
{
    private string? made;

    public string Of(IPasswordHasher<Account> hasher) => made ??= hasher.HashPassword(null!, Guid.CreateVersion7().ToString("N"));
}
