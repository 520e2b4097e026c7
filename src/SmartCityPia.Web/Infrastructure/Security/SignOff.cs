using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>Asks for the password once more, before a signature or a change of one's account. Wrong ones are counted, and each further one has to wait.</summary>
public sealed class SignOff(PasswordCheck check, SignInBudget budget, PiaDbContext db)
{
    /// <returns>Null where it is the person's password.</returns>
    public async Task<FieldError?> Check(HttpContext http, SignatureDetails signature, Actor actor, CancellationToken cancellationToken) =>
        await CheckPassword(http, signature.Password ?? "", actor, cancellationToken) is { } wrong ? new(nameof(SignatureDetails.Password), wrong) : null;

    /// <returns>The rule that is broken; null where it is the person's password.</returns>
    public async Task<string?> CheckPassword(HttpContext http, string password, Actor actor, CancellationToken cancellationToken)
    {
        var account = await db.Users.SingleOrDefaultAsync(u => u.Id == actor.AccountId, cancellationToken);
        // Apart from signing in: whoever sits at an open session cannot delay the person elsewhere.
        var (key, place) = ("signature " + actor.AccountId, http.User.SessionId());
        var counts = await budget.Take(key, http.Connection.RemoteIpAddress, place, cancellationToken);
        if (await check.IsRight(account, password) && counts)
        {
            await budget.GiveBack(key, http.Connection.RemoteIpAddress, place, cancellationToken);
            return null;
        }
        await db.RecordAsync(actor, "SignatureRefused", nameof(Account), actor.AccountId, null, cancellationToken, counts ? null : "LockedOut");
        return counts ? "PasswordWrong" : "PasswordTooEarly";
    }
}
