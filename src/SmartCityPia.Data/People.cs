using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Accounts;

namespace SmartCityPia.Data;

/// <summary>Who is there: whoever was shut out holds no role any more.</summary>
public static class People
{
    /// <summary>The ids of those who hold a role; for use inside a query.</summary>
    public static IQueryable<Guid> Holders(this PiaDbContext db, string role) =>
        db.UserRoles.Where(r => db.Roles.Any(x => x.Id == r.RoleId && x.Name == role) && db.Users.Any(u => u.Id == r.UserId && u.DeactivatedAt == null)).Select(r => r.UserId);

    /// <summary>The ids of those whose role has a permission; for use inside a query.</summary>
    public static IQueryable<Guid> Holders(this PiaDbContext db, Permission permission)
    {
        var builtIn = Permissions.RolesWith(permission);
        return db.UserRoles.Where(r => db.Users.Any(u => u.Id == r.UserId && u.DeactivatedAt == null)
            && (db.Roles.Any(x => x.Id == r.RoleId && builtIn.Contains(x.Name)) || db.RolePermissions.Any(p => p.RoleId == r.RoleId && p.Permission == permission))).Select(r => r.UserId);
    }

    public static IQueryable<Account> Who(this PiaDbContext db, Permission permission)
    {
        var holders = db.Holders(permission);
        return db.Users.Where(u => holders.Contains(u.Id));
    }

    public static IQueryable<Account> InRole(this PiaDbContext db, string role) =>
        db.Users.Where(u => u.DeactivatedAt == null && db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(x => x.Id == r.RoleId && x.Name == role)));

    /// <summary>Those who accepted their invitation and were not shut out: whom one can ask for something.</summary>
    public static IQueryable<Account> Reachable(this IQueryable<Account> people) => people.Where(u => u.DeactivatedAt == null && u.PasswordHash != null);

    public static Task<string?> RoleOf(this PiaDbContext db, Guid accountId, CancellationToken cancellationToken) =>
        db.UserRoles.Where(r => r.UserId == accountId).Join(db.Roles, r => r.RoleId, r => r.Id, (_, r) => r.Name).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The groups that a provider's directory put an account into, by their names and ids there.</summary>
    public static async Task<IReadOnlySet<string>> GroupsOf(this PiaDbContext db, Guid accountId, CancellationToken cancellationToken)
    {
        var groups = await db.DirectoryGroups.AsNoTracking().Where(g => db.DirectoryMembers.Any(m => m.GroupId == g.Id && m.AccountId == accountId)).Select(g => new { g.Name, g.ExternalId }).ToListAsync(cancellationToken);
        return groups.SelectMany(g => new[] { g.Name, g.ExternalId }).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }
}
