using Microsoft.AspNetCore.Identity;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>Asks for the password once more before a signature. Wrong ones count towards the lock-out of signing in.</summary>
public sealed class SignOff(SignInManager<Account> signIn, UserManager<Account> accounts, PiaDbContext db)
{
    /// <returns>Null where it is the person's password.</returns>
    public async Task<FieldError?> Check(SignatureDetails signature, Actor actor, CancellationToken cancellationToken)
    {
        var account = await accounts.FindByIdAsync(actor.AccountId.ToString());
        var result = account is null ? SignInResult.Failed : await signIn.CheckPasswordSignInAsync(account, signature.Password ?? "", lockoutOnFailure: true);
        if (result.Succeeded)
            return null;
        await db.RecordAsync(actor, "SignatureRefused", nameof(Account), actor.AccountId, null, cancellationToken, result.IsLockedOut ? "LockedOut" : null);
        return new(nameof(SignatureDetails.Password), result.IsLockedOut ? "LockedOut" : "PasswordWrong");
    }
}
