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

internal static class RoleWords
{
    /// <summary>A built-in role in our words, one that the city made in theirs.</summary>
    public static string RoleName(this Infrastructure.Forms.Texts texts, string? role) => string.IsNullOrEmpty(role) ? "" : texts.Has("Role." + role) ? texts["Role." + role] : role;
}
