using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Notices;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Features.Accounts;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>Renews or withdraws an invitation. Earlier links become invalid.</summary>
public sealed class VendorInvitation(PiaDbContext db, UserManager<Account> accounts)
{
    public sealed record Result(string Name, string? Link);

    /// <returns>Null if there is no such person, or the invitation has been accepted.</returns>
    public async Task<Result?> Handle(Guid accountId, bool revoke, Actor actor, CancellationToken cancellationToken)
    {
        if (!await People(db).AnyAsync(u => u.Id == accountId && u.PasswordHash == null, cancellationToken)
            || await accounts.FindByIdAsync(accountId.ToString()) is not { } account)
            return null;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Links are signed with the security stamp; a new stamp invalidates them.
        await accounts.UpdateSecurityStampAsync(account);
        if (!revoke)
            await new CreateNotices(db, actor, cancellationToken).Tell(NoticeKind.Invited, account.Id, null, [account.Id]);
        // A queued mail creates its link when it is sent, so it would open the invitation again.
        await db.Notices.Where(n => n.PersonId == account.Id && n.Kind == NoticeKind.Invited && n.MailedAt == null)
            .ExecuteUpdateAsync(n => n.SetProperty(x => x.MailDue, (DateTimeOffset?)null), cancellationToken);
        await db.RecordAsync(actor, revoke ? AuditVerbs.Withdrawn : AuditVerbs.Invited, nameof(Account), account.Id, null,
            cancellationToken, Roles.Vendor);
        await transaction.CommitAsync(cancellationToken);
        return new(account.DisplayName, revoke ? null : await PasswordLink.Make(accounts, account));
    }

    internal static IQueryable<Account> People(PiaDbContext db) =>
        db.Users.AsNoTracking()
            .Where(u => db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(x => x.Id == r.RoleId && x.Name == Roles.Vendor)));
}
