using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Notices;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Corrects an account or gives it another role or organisation. What a person may do is asked anew: a change of it ends their sessions.</summary>
public sealed class ChangeAccount(PiaDbContext db, ILookupNormalizer normalizer, OneTimeLinks links, SessionDesk desk)
{
    /// <param name="seen">The account's stamp that the person saw.</param>
    public async Task<Outcome> Handle(Guid id, InvitationDetails details, string? seen, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var outcome = await db.Try(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (await db.Users.SingleOrDefaultAsync(u => u.Id == id, cancellationToken) is not { } account)
                return new Outcome.NotFound();
            if (account.ConcurrencyStamp != seen)
                return new Outcome.Changed();
            var role = await db.RoleOf(id, cancellationToken);
            if (role == Roles.Administrator && details.Role != role && await IsLast(id, cancellationToken))
                return new Outcome.Invalid([new(nameof(details.Role), "LastAdministrator")]);
            var before = Values(account, role);
            var (mayOtherwise, addressChanged) = (role != details.Role || account.OrganisationId != details.OrganisationId || account.CityWide != details.CityWide || account.DataProtectionOfficer != details.DataProtectionOfficer,
                !string.Equals(account.Email, details.Email, StringComparison.Ordinal));
            (account.DisplayName, account.Email, account.NormalizedEmail) = (details.Name, details.Email, normalizer.NormalizeEmail(details.Email));
            (account.OrganisationId, account.CityWide, account.DataProtectionOfficer) = (details.OrganisationId!.Value, details.CityWide, details.DataProtectionOfficer);
            account.ConcurrencyStamp = Guid.CreateVersion7().ToString("N");
            if (role != details.Role)
            {
                await db.UserRoles.Where(r => r.UserId == id).ExecuteDeleteAsync(cancellationToken);
                db.Add(new IdentityUserRole<Guid> { UserId = id, RoleId = await db.Roles.Where(r => r.Name == details.Role).Select(r => r.Id).SingleAsync(cancellationToken) });
            }
            var after = Values(account, details.Role);
            await db.RecordAsync(actor, AuditVerbs.Changed, nameof(Account), id, null, cancellationToken, before: Json(before.Except(after)), after: Json(after.Except(before)));
            // A link that went to another address is nobody's any more.
            if (addressChanged)
                await links.Void(id, cancellationToken);
            if (mayOtherwise && actor.AccountId != id)
                await new CreateNotices(db, actor, cancellationToken).Tell(NoticeKind.RoleChanged, id, null, [id]);
            await db.SaveChangesAsync(cancellationToken);
            if (mayOtherwise)
                await desk.EndAll(id, SessionEnd.RoleChanged, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new Outcome.Done();
        });
        desk.Forget(id);
        return outcome;
    }

    /// <summary>Without an administrator nobody could make another.</summary>
    /// <remarks>To be called in a transaction: of two who take away one administrator each, the second waits for the first.</remarks>
    public async Task<bool> IsLast(Guid id, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('administrators'))", cancellationToken);
        return !await db.InRole(Roles.Administrator).AnyAsync(u => u.Id != id && u.PasswordHash != null, cancellationToken);
    }

    private static Dictionary<string, string?> Values(Account account, string? role) => new(StringComparer.Ordinal)
    {
        ["displayName"] = account.DisplayName,
        ["email"] = account.Email,
        ["organisationId"] = account.OrganisationId.ToString(),
        ["role"] = role,
        ["cityWide"] = account.CityWide ? "true" : "false",
        ["dataProtectionOfficer"] = account.DataProtectionOfficer ? "true" : "false",
    };

    private static string Json(IEnumerable<KeyValuePair<string, string?>> values) => JsonSerializer.Serialize(values.ToDictionary(StringComparer.Ordinal));
}
