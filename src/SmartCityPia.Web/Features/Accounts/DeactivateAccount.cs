using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Notices;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>What of a person's work is still open.</summary>
/// <param name="Led">Assessments and requests to vendors that they lead.</param>
/// <param name="Actions">Actions of drafts that name them.</param>
/// <param name="Requests">Requests for evidence that they alone can answer.</param>
/// <param name="Reviews">Reviews under way in which they acted.</param>
public sealed record OpenWork(int Led, int Actions, int Requests, int Reviews)
{
    public bool IsNone => this is { Led: 0, Actions: 0, Requests: 0, Reviews: 0 };
}

/// <summary>Shuts somebody out and hands what they had begun to somebody else. What they did keeps their name.</summary>
public sealed class DeactivateAccount(PiaDbContext db, ChangeAccount change, OneTimeLinks links, SessionDesk desk)
{
    public async Task<OpenWork> Work(Account account, CancellationToken cancellationToken) => new(
        await Led(account.Id).CountAsync(cancellationToken), await Actions(account).CountAsync(cancellationToken),
        await Requests(account.Id).CountAsync(cancellationToken), await Reviews(account.Id).CountAsync(cancellationToken));

    /// <summary>Whom the work can be handed to: of the same role, and able to see all that is led.</summary>
    public async Task<IQueryable<Account>> Successors(Account account, CancellationToken cancellationToken)
    {
        // Who was shut out by a directory may have lost the role before.
        var role = await db.RoleOf(account.Id, cancellationToken) ?? Roles.Officer;
        var agencies = await Led(account.Id).Select(a => a.AgencyId).Distinct().ToListAsync(cancellationToken);
        var possible = db.InRole(role).Reachable().Where(u => u.Id != account.Id);
        return role == Roles.Officer ? possible.Where(u => u.CityWide || agencies.All(a => a == u.OrganisationId))
            : role == Roles.Vendor ? possible.Where(u => u.OrganisationId == account.OrganisationId) : possible;
    }

    public async Task<Outcome> Handle(Guid id, Guid? successorId, string reason, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var outcome = await db.Try(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            // Two who do it at once wait for each other here.
            if (await db.Users.FromSql($"""SELECT * FROM "AspNetUsers" WHERE id = {id} FOR UPDATE""").SingleOrDefaultAsync(cancellationToken) is not { } account)
                return new Outcome.NotFound();
            if (id == actor.AccountId)
                return new Outcome.Invalid([new("", "NotYourself")]);
            if (account.DeactivatedAt is null && await IsLastAdministrator(id, cancellationToken))
                return new Outcome.Invalid([new("", "LastAdministrator")]);
            var successor = successorId is { } chosen ? await (await Successors(account, cancellationToken)).SingleOrDefaultAsync(u => u.Id == chosen, cancellationToken) : null;
            if (successorId is not null && successor is null)
                return new Outcome.Invalid([new("SuccessorId", "NotOffered")]);
            if (successor is null && !(await Work(account, cancellationToken)).IsNone)
                return new Outcome.Invalid([new("SuccessorId", "SuccessorMissing")]);
            if (successor is not null)
                await HandOver(account, successor, reason, actor, cancellationToken);
            if (account.DeactivatedAt is null)
                await Shut(account, reason, actor, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new Outcome.Done();
        });
        desk.Forget(id);
        return outcome;
    }

    /// <remarks>To be called in a transaction.</remarks>
    public async Task<bool> IsLastAdministrator(Guid id, CancellationToken cancellationToken) =>
        await db.RoleOf(id, cancellationToken) == Roles.Administrator && await change.IsLast(id, cancellationToken);

    /// <summary>Shuts somebody out, whatever is still open: a directory cannot say who takes over.</summary>
    /// <remarks>To be called in a transaction; its caller forgets the sessions afterwards.</remarks>
    public async Task Shut(Account account, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var id = account.Id;
        foreach (var delegation in await db.Delegations.Where(d => (d.PrincipalId == id || d.DeputyId == id) && d.RevokedAt == null).ToListAsync(cancellationToken))
            delegation.Revoke(actor.At);
        foreach (var grant in await db.AuditorGrants.Where(g => g.AccountId == id && g.RevokedAt == null).ToListAsync(cancellationToken))
            grant.Revoke(reason, actor.At);
        account.DeactivatedAt = actor.At;
        account.SecurityStamp = Guid.CreateVersion7().ToString("N");
        account.ConcurrencyStamp = Guid.CreateVersion7().ToString("N");
        await db.SaveAsync(actor, cancellationToken, reason);
        await db.RecordAsync(actor, AuditVerbs.Deactivated, nameof(Account), id, null, cancellationToken, reason);
        await links.Void(id, cancellationToken);
        await db.Notices.Where(n => n.PersonId == id && n.MailedAt == null).ExecuteUpdateAsync(n => n.SetProperty(x => x.MailDue, (DateTimeOffset?)null), cancellationToken);
        await desk.EndAll(id, SessionEnd.Deactivated, cancellationToken);
    }

    /// <summary>Asks administrators to hand over what somebody left open.</summary>
    public async Task TellOfOpenWork(Account account, Actor actor, CancellationToken cancellationToken)
    {
        if ((await Work(account, cancellationToken)).IsNone)
            return;
        await new CreateNotices(db, actor, cancellationToken).Tell(NoticeKind.LeftWithWork, account.Id, null, await db.Holders(Roles.Administrator).ToListAsync(cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task HandOver(Account from, Account to, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var tell = new CreateNotices(db, actor, cancellationToken);
        foreach (var led in await Led(from.Id).ToListAsync(cancellationToken))
        {
            led.OwnerId = to.Id;
            await tell.Tell(NoticeKind.HandedOver, led.Id, led.Reference, [to.Id]);
        }
        foreach (var action in await Actions(from).ToListAsync(cancellationToken))
            action.Responsible = to.DisplayName;
        foreach (var request in await Requests(from.Id).ToListAsync(cancellationToken))
        {
            request.AccountId = to.Id;
            await tell.Tell(NoticeKind.EvidenceAsked, request.Id, null, [to.Id]);
        }
        foreach (var (review, reference) in (await Reviews(from.Id).Join(db.Assessments, r => r.OwnerId, a => a.Id, (r, a) => new { r.Id, a.Reference }).ToListAsync(cancellationToken)).Select(r => (r.Id, r.Reference)))
            await tell.Tell(NoticeKind.HandedOver, review, reference, [to.Id]);
        await db.SaveAsync(actor, cancellationToken, reason, AuditVerbs.HandedOver);
    }

    private IQueryable<Assessment> Led(Guid id) => db.Assessments.Where(a => a.OwnerId == id);

    private IQueryable<ActionItem> Actions(Account account) =>
        db.ActionItems.Where(i => i.DoneOn == null && i.Responsible == account.DisplayName && db.Assessments.Any(a => a.Id == i.OwnerId && a.Status == AssessmentStatus.Draft)
            // Of two people of one name the one is meant who can see it.
            && !db.Users.Any(u => u.Id != account.Id && u.DisplayName == account.DisplayName && u.DeactivatedAt == null));

    private IQueryable<EvidenceRequest> Requests(Guid id) => db.EvidenceRequests.Where(r => r.AccountId == id && r.State == EvidenceRequestState.Requested);

    private IQueryable<Review> Reviews(Guid id)
    {
        ReviewState[] underWay = [ReviewState.InReview, ReviewState.DpoOpinion];
        return db.Reviews.Where(r => underWay.Contains(r.State) && db.ReviewEvents.Any(e => e.ReviewId == r.Id && e.AccountId == id && e.FromState != null));
    }
}

/// <summary>Lets somebody in again. They ask for a new password or use their own.</summary>
public sealed class ReactivateAccount(PiaDbContext db)
{
    /// <returns>False where there is no such account.</returns>
    public async Task<bool> Handle(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (!await db.Users.AnyAsync(u => u.Id == id, cancellationToken))
            return false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Users.Where(u => u.Id == id && u.DeactivatedAt != null).ExecuteUpdateAsync(u => u.SetProperty(x => x.DeactivatedAt, (DateTimeOffset?)null), cancellationToken) == 1)
            await db.RecordAsync(actor, AuditVerbs.Reactivated, nameof(Account), id, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
