using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Gives an account a new password: every link becomes void and every other session ends.</summary>
public sealed class SetNewPassword(PiaDbContext db, UserManager<Account> accounts, OneTimeLinks links, SessionDesk desk)
{
    /// <param name="link">The one that opened the account; none where the person gave the former password.</param>
    /// <param name="goesOn">The session in which it is done.</param>
    public async Task<Outcome> Handle(Guid accountId, string password, AccountLink? link, Guid? goesOn, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var account = await db.Users.SingleAsync(u => u.Id == accountId, cancellationToken);
        foreach (var validator in accounts.PasswordValidators)
        {
            var result = await validator.ValidateAsync(accounts, account, password);
            if (!result.Succeeded)
                return new Outcome.Invalid([new("Password", result.Errors.First().Code, PasswordRules.MinLength.ToString(CultureInfo.InvariantCulture))]);
        }
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        account.SecurityStamp = Guid.CreateVersion7().ToString("N");
        account.ConcurrencyStamp = Guid.CreateVersion7().ToString("N");
        var outcome = await db.Try(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (link is not null && !await links.Use(link, cancellationToken))
                return new Outcome.Changed();
            await db.SaveChangesAsync(cancellationToken);
            await links.Void(accountId, cancellationToken);
            await db.SignInAttempts.ForAccount(account).ExecuteDeleteAsync(cancellationToken);
            await desk.EndAll(accountId, SessionEnd.PasswordChanged, cancellationToken, but: goesOn);
            await db.RecordAsync(actor, AuditVerbs.PasswordSet, nameof(Account), accountId, null, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new Outcome.Done();
        });
        desk.Forget(accountId);
        return outcome;
    }
}
