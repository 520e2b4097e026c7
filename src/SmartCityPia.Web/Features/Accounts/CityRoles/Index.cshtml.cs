using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Accounts;

namespace SmartCityPia.Web.Features.Accounts.CityRoles;

/// <summary>All roles with what they may: the built-in ones and those that the city made.</summary>
public sealed class IndexModel(PiaDbContext db) : PageModel
{
    /// <param name="Id">None of a built-in role.</param>
    public sealed record Row(Guid? Id, string Name, IReadOnlyList<Permission> May, int People);

    [TempData]
    public string? Saved { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var roles = await db.Roles.AsNoTracking().Select(r => new { r.Id, Name = r.Name!, People = db.UserRoles.Count(u => u.RoleId == r.Id) }).ToListAsync(cancellationToken);
        var own = (await db.RolePermissions.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(p => p.RoleId, p => p.Permission);
        Rows =
        [
            .. Roles.All.Select(name => new Row(null, name, Permissions.Of(name), roles.Find(r => r.Name == name)?.People ?? 0)),
            .. roles.Where(r => !Roles.All.Contains(r.Name, StringComparer.Ordinal)).OrderBy(r => r.Name, StringComparer.CurrentCulture).Select(r => new Row(r.Id, r.Name, [.. own[r.Id].Order()], r.People)),
        ];
    }
}
