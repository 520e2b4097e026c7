using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>
/// Asks once more who it is, before a signature or a change of one's account: for the passkey of whoever has one, else for
/// the password, and for a code with it where there is a second factor. Wrong ones are counted, and each further one has to wait.
/// </summary>
public sealed class SignOff(PasswordCheck check, SecondFactors factors, Passkeys passkeys, SignInBudget budget, PiaDbContext db, TimeProvider clock)
{
    /// <summary>So long after the provider has confirmed it may a form be signed.</summary>
    private static readonly TimeSpan ConfirmedWithin = TimeSpan.FromMinutes(5);

    /// <returns>Null where it is the person.</returns>
    public async Task<FieldError?> Check(HttpContext http, SignatureDetails signature, Actor actor, CancellationToken cancellationToken)
    {
        // Who came by a provider proves there anew who they are; each proof is good for one signature.
        if (http.User.Provider() is not null)
        {
            var (session, since) = (http.User.SessionId(), clock.GetUtcNow() - ConfirmedWithin);
            if (await db.Sessions.Where(s => s.Id == session && s.EndedAt == null && s.ConfirmedAt >= since).ExecuteUpdateAsync(s => s.SetProperty(x => x.ConfirmedAt, (DateTimeOffset?)null), cancellationToken) == 1)
                return Confirmed(SignedWith.Provider);
            await db.RecordAsync(actor, AuditVerbs.SignatureRefused, nameof(Account), actor.AccountId, null, cancellationToken);
            return new(nameof(SignatureDetails.Password), "ConfirmFirst");
        }
        // Nobody can guess what a passkey answers: it is not counted.
        if (!string.IsNullOrEmpty(signature.Passkey))
        {
            if (await passkeys.Confirmed(signature.Asked, signature.Passkey, actor.AccountId, http, cancellationToken) is not null)
                return Confirmed(SignedWith.Passkey);
            await db.RecordAsync(actor, AuditVerbs.SignatureRefused, nameof(Account), actor.AccountId, null, cancellationToken);
            return new(nameof(SignatureDetails.Password), "PasskeyWrong");
        }
        var account = await db.Users.SingleOrDefaultAsync(u => u.Id == actor.AccountId, cancellationToken);
        // Apart from signing in: whoever sits at an open session cannot delay the person elsewhere.
        var (key, place) = ("signature " + actor.AccountId, http.User.SessionId());
        var counts = await budget.Take(key, http.Connection.RemoteIpAddress, place, cancellationToken);
        var right = await check.IsRight(account, signature.Password ?? "") && counts;
        // A code is used up only where the password is right: a typing error does not cost one.
        var complete = right && (!account!.TwoFactorEnabled || await factors.Take(actor.AccountId, signature.Code, cancellationToken));
        if (complete)
        {
            await budget.GiveBack(key, http.Connection.RemoteIpAddress, place, cancellationToken);
            return Confirmed(account!.TwoFactorEnabled ? SignedWith.PasswordAndCode : SignedWith.Password);
        }
        await db.RecordAsync(actor, AuditVerbs.SignatureRefused, nameof(Account), actor.AccountId, null, cancellationToken, counts ? null : "LockedOut");
        return right ? new(nameof(SignatureDetails.Code), "CodeWrong") : new(nameof(SignatureDetails.Password), counts ? "PasswordWrong" : "PasswordTooEarly");

        FieldError? Confirmed(SignedWith with)
        {
            signature.Confirm(with);
            return null;
        }
    }
}
