using Microsoft.AspNetCore.Identity;
using SmartCityPia.Data.Accounts;

namespace SmartCityPia.Web.Features.Accounts;

internal static class RoleManagerRoles
{
    public static async Task AddMissing(this RoleManager<IdentityRole<Guid>> roles)
    {
        foreach (var role in Roles.All)
        {
            if (!await roles.RoleExistsAsync(role))
                await roles.CreateAsync(new() { Id = Guid.CreateVersion7(), Name = role });
        }
    }
}
