using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Another link for somebody whose link ran out, was lost, or went nowhere; for somebody who has a password, one to set a new one.</summary>
public sealed class RenewInvitation(PiaDbContext db, SendInvitation send)
{
    /// <param name="handsOver">An administrator, who can be shown the link where no mail goes out.</param>
    /// <param name="confirm">The administrator says that this is the person.</param>
    /// <returns>Null where there is no such account, or one that was shut out.</returns>
    public async Task<Invited?> Handle(Guid id, bool handsOver, bool confirm, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == id && u.DeactivatedAt == null, cancellationToken) is not { } account)
            return null;
        if (confirm && account.AwaitsConfirmation)
        {
            account.AwaitsConfirmation = false;
            await db.SaveChangesAsync(cancellationToken);
            await db.RecordAsync(actor, AuditVerbs.Confirmed, nameof(Account), id, null, cancellationToken);
        }
        var invited = await send.Send(account, handsOver, actor, cancellationToken);
        await db.RecordAsync(actor, account.PasswordHash is null ? AuditVerbs.Invited : AuditVerbs.PasswordAsked, nameof(Account), id, null, cancellationToken, await db.RoleOf(id, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return invited;
    }
}
