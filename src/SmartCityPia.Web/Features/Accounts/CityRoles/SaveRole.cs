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

namespace SmartCityPia.Web.Features.Accounts.CityRoles;

/// <summary>Makes or changes a role. Whoever holds it signs in again, and is told.</summary>
public sealed class SaveRole(PiaDbContext db, ILookupNormalizer normalizer, SessionDesk desk)
{
    public const int NameMaxLength = 50;

    /// <returns>What is wrong; null where it is saved.</returns>
    public async Task<FieldError?> Handle(Guid? id, string name, IReadOnlyList<string> chosen, Actor actor, CancellationToken cancellationToken)
    {
        name = TypedText.Line(name);
        if (name.Length is 0 or > NameMaxLength || !TypedText.IsVisibleLine(name))
            return new("Name", "RoleName");
        var permissions = Permissions.Offered.Where(p => chosen.Contains(p.ToString(), StringComparer.Ordinal)).ToHashSet();
        if (permissions.Count == 0 || permissions.Count != chosen.Distinct(StringComparer.Ordinal).Count())
            return new("Chosen", "RolePermissions");
        // What is of no use without another brings it along.
        for (var more = true; more;)
            more = permissions.Select(p => Permissions.Needs.TryGetValue(p, out var needed) ? needed : p).ToList().Aggregate(false, (any, p) => permissions.Add(p) || any);
        var key = normalizer.NormalizeName(name);
        var builtIn = Roles.All.Any(r => string.Equals(r, name, StringComparison.OrdinalIgnoreCase));
        List<Guid> holders = [];
        db.ChangeTracker.Clear();
        var outcome = builtIn ? new Outcome.Invalid([]) : await db.Try(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var role = id is { } known ? await db.Roles.SingleAsync(r => r.Id == known, cancellationToken) : db.Add(new IdentityRole<Guid> { Id = Guid.CreateVersion7(actor.At) }).Entity;
            var before = id is null ? [] : await db.RolePermissions.Where(p => p.RoleId == role.Id).Select(p => p.Permission).ToListAsync(cancellationToken);
            (role.Name, role.NormalizedName) = (name, key);
            await db.SaveChangesAsync(cancellationToken);
            await db.RolePermissions.Where(p => p.RoleId == role.Id).ExecuteDeleteAsync(cancellationToken);
            db.AddRange(permissions.Select(p => new RolePermission { RoleId = role.Id, Permission = p }));
            await db.RecordAsync(actor, id is null ? AuditVerbs.Added : AuditVerbs.Changed, nameof(RolePermission), role.Id, null, cancellationToken, name, after: Said(permissions), before: id is null ? null : Said(before));
            if (!permissions.SetEquals(before))
            {
                holders = await db.UserRoles.Where(r => r.RoleId == role.Id).Select(r => r.UserId).ToListAsync(cancellationToken);
                foreach (var holder in holders)
                    await desk.EndAll(holder, SessionEnd.RoleChanged, cancellationToken);
                await new CreateNotices(db, actor, cancellationToken).Tell(NoticeKind.RoleChanged, role.Id, null, holders);
                await db.SaveChangesAsync(cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
            return new Outcome.Done();
        });
        holders.ForEach(desk.Forget);
        return outcome is Outcome.Done ? null : new("Name", "RoleTaken");
    }

    private static string Said(IEnumerable<Permission> permissions) => JsonSerializer.Serialize(new { permissions = permissions.Order().Select(p => p.ToString()) });
}

/// <summary>Removes a role that nobody holds.</summary>
public sealed class RemoveRole(PiaDbContext db)
{
    /// <returns>False where somebody holds it.</returns>
    public async Task<bool> Handle(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var name = await db.Roles.Where(r => r.Id == id).Select(r => r.Name).SingleAsync(cancellationToken);
        if (await db.Roles.Where(r => r.Id == id && !db.UserRoles.Any(u => u.RoleId == id)).ExecuteDeleteAsync(cancellationToken) == 0)
            return false;
        await db.RecordAsync(actor, AuditVerbs.Removed, nameof(RolePermission), id, null, cancellationToken, name);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
