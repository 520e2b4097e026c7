using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Features.Accounts;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>
/// The people of vendors whom an officer's own agency has asked: an officer invites them and never sees their links. The
/// first person of a vendor is confirmed by an administrator, because whoever comes first reads what the vendor wrote.
/// </summary>
public sealed class VendorInvitation(PiaDbContext db, InvitePerson invite, RenewInvitation renew, OneTimeLinks links)
{
    /// <param name="requests">The requests that the officer may see.</param>
    public IQueryable<Organisation> Asked(IQueryable<Domain.Dossiers.Assessment> requests) =>
        db.Vendors().Where(o => requests.Any(a => a.VendorId == o.Id && db.DescriptionRequests.Any(r => r.OwnerId == a.Id && r.State != DescriptionState.Withdrawn)));

    public IQueryable<Account> People(IQueryable<Domain.Dossiers.Assessment> requests)
    {
        var asked = Asked(requests);
        return db.InRole(Roles.Vendor).AsNoTracking().Where(u => asked.Any(o => o.Id == u.OrganisationId));
    }

    public async Task<Outcome> Handle(VendorPersonDetails details, IQueryable<Domain.Dossiers.Assessment> requests, Actor actor, CancellationToken cancellationToken)
    {
        if (!await Asked(requests).AnyAsync(o => o.Id == details.OrganisationId, cancellationToken))
            return new Outcome.Invalid([new(nameof(details.OrganisationId), "VendorNotAsked")]);
        var known = await db.InRole(Roles.Vendor).Reachable().AnyAsync(u => u.OrganisationId == details.OrganisationId, cancellationToken);
        return await invite.Handle(new() { Name = details.Name, Email = details.Email, OrganisationId = details.OrganisationId, Role = Roles.Vendor }, handsOver: false, confirmed: known, actor, cancellationToken);
    }

    /// <returns>Null where there is no such person, or one who has accepted already.</returns>
    public async Task<Invited?> Renew(Guid accountId, IQueryable<Domain.Dossiers.Assessment> requests, Actor actor, CancellationToken cancellationToken) =>
        await Waits(accountId, requests, cancellationToken) ? await renew.Handle(accountId, handsOver: false, confirm: false, actor, cancellationToken) : null;

    /// <returns>False where there is no such person, or one who has accepted already.</returns>
    public async Task<bool> Revoke(Guid accountId, IQueryable<Domain.Dossiers.Assessment> requests, Actor actor, CancellationToken cancellationToken)
    {
        if (!await Waits(accountId, requests, cancellationToken))
            return false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await links.Void(accountId, cancellationToken);
        await db.RecordAsync(actor, AuditVerbs.Withdrawn, nameof(Account), accountId, null, cancellationToken, Roles.Vendor);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private Task<bool> Waits(Guid accountId, IQueryable<Domain.Dossiers.Assessment> requests, CancellationToken cancellationToken) =>
        People(requests).AnyAsync(u => u.Id == accountId && u.PasswordHash == null, cancellationToken);
}
