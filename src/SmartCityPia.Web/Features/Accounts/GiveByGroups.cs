using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Writes to an account what its groups at a provider give by the configuration. A change ends the sessions that began with what was before.</summary>
public sealed class GiveByGroups(PiaDbContext db, ChangeAccount change, SessionDesk desk, IOptions<SignOnOptions> options)
{
    /// <remarks>To be called in a transaction. The break-glass administrator is never changed by a provider.</remarks>
    /// <returns>False where the city would be left without an administrator: nothing was changed.</returns>
    public async Task<bool> Handle(Account account, SignOnProvider provider, IReadOnlySet<string> groups, Actor actor, CancellationToken cancellationToken)
    {
        if (options.Value.IsBreakGlass(account.Email))
            return true;
        var given = provider.Given(groups);
        var (role, held) = (await RoleOf(given, cancellationToken), await db.RoleOf(account.Id, cancellationToken));
        if (held == Roles.Administrator && role != held && await change.IsLast(account.Id, cancellationToken))
            return false;
        var before = Values(held, account);
        account.OrganisationId = await Organisation(provider, given, cancellationToken) ?? account.OrganisationId;
        account.CityWide = given.Any(g => g.CityWide);
        account.DataProtectionOfficer &= role == Roles.Reviewer;
        var after = Values(role, account);
        if (before.SequenceEqual(after))
            return true;
        await db.UserRoles.Where(r => r.UserId == account.Id).ExecuteDeleteAsync(cancellationToken);
        if (role is not null)
            db.Add(new IdentityUserRole<Guid> { UserId = account.Id, RoleId = await db.Roles.Where(r => r.Name == role).Select(r => r.Id).SingleAsync(cancellationToken) });
        account.ConcurrencyStamp = Guid.CreateVersion7().ToString("N");
        await db.SaveChangesAsync(cancellationToken);
        await desk.EndAll(account.Id, SessionEnd.RoleChanged, cancellationToken);
        await db.RecordAsync(actor, AuditVerbs.Changed, nameof(Account), account.Id, null, cancellationToken, provider.Name, before: Json(before.Except(after)), after: Json(after.Except(before)));
        return true;
    }

    /// <summary>The first role that the groups give and that there is.</summary>
    public async Task<string?> RoleOf(IEnumerable<SignOnGroup> given, CancellationToken cancellationToken)
    {
        foreach (var group in given)
        {
            if (group.Role is not null)
                return group.Role;
            if (group.MadeRole is not { } made)
                continue;
            var key = made.ToUpperInvariant();
            if (await db.Roles.Where(r => r.NormalizedName == key).Select(r => r.Name).SingleOrDefaultAsync(cancellationToken) is { } name && !Roles.All.Contains(name, StringComparer.Ordinal))
                return name;
        }
        return null;
    }

    /// <summary>The organisation that the groups name, or the provider's; none where the city has none of that name.</summary>
    public async Task<Guid?> Organisation(SignOnProvider provider, IEnumerable<SignOnGroup> given, CancellationToken cancellationToken)
    {
        var name = given.FirstOrDefault(g => g.Organisation is not null)?.Organisation ?? provider.Organisation;
        return name is null ? null : await db.Organisations.Named(name).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(cancellationToken);
    }

    private static List<KeyValuePair<string, string?>> Values(string? role, Account account) =>
    [
        new("role", role), new("organisationId", account.OrganisationId.ToString()), new("cityWide", account.CityWide.ToString(CultureInfo.InvariantCulture).ToLowerInvariant()),
        new("dataProtectionOfficer", account.DataProtectionOfficer.ToString(CultureInfo.InvariantCulture).ToLowerInvariant()),
    ];

    private static string Json(IEnumerable<KeyValuePair<string, string?>> values) => JsonSerializer.Serialize(values.ToDictionary(StringComparer.Ordinal));
}
