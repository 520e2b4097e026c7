using System.Collections.Frozen;
using SmartCityPia.Domain.Accounts;

namespace SmartCityPia.Data.Accounts;

/// <summary>One permission of a role that the city made.</summary>
public sealed class RolePermission
{
    public required Guid RoleId { get; init; }

    public required Permission Permission { get; init; }
}

/// <summary>The one table of what roles may: policies, visibility and pages ask for permissions.</summary>
public static class Permissions
{
    /// <summary>What an administrator can make a role of.</summary>
    public static readonly IReadOnlyList<Permission> Offered =
    [
        Permission.ReadAssessments, Permission.EditAssessments, Permission.Comment, Permission.Release, Permission.ReadCity, Permission.EditCity,
        Permission.ReadOrganisations, Permission.EditOrganisations, Permission.AskVendors, Permission.ReadReleased,
    ];

    /// <summary>What needs another to be of use.</summary>
    public static readonly IReadOnlyDictionary<Permission, Permission> Needs = new Dictionary<Permission, Permission>
    {
        [Permission.EditAssessments] = Permission.ReadAssessments,
        [Permission.Comment] = Permission.ReadAssessments,
        [Permission.Release] = Permission.ReadAssessments,
        [Permission.AskVendors] = Permission.EditAssessments,
        [Permission.EditCity] = Permission.ReadCity,
        [Permission.ReadCity] = Permission.ReadAssessments,
        [Permission.EditOrganisations] = Permission.ReadOrganisations,
    };

    private static readonly FrozenDictionary<string, Permission[]> BuiltIn = new Dictionary<string, Permission[]>(StringComparer.Ordinal)
    {
        [Roles.Officer] =
        [
            Permission.ReadAssessments, Permission.EditAssessments, Permission.Comment, Permission.Release, Permission.ReadCity, Permission.EditCity,
            Permission.ReadOrganisations, Permission.EditOrganisations, Permission.AskVendors, Permission.StandIn, Permission.ReadAuditNotes,
        ],
        [Roles.Reviewer] =
        [
            Permission.ReadAssessments, Permission.ReadAllAssessments, Permission.Review, Permission.StandIn, Permission.Comment, Permission.Release,
            Permission.ReadCity, Permission.ReadOrganisations, Permission.ReadAuditNotes,
        ],
        [Roles.Vendor] = [Permission.Describe],
        [Roles.Auditor] = [Permission.ReadAssessments, Permission.Audit, Permission.ReadCity, Permission.ReadOrganisations, Permission.ReadTrail, Permission.ReadAuditNotes],
        [Roles.Administrator] = [Permission.ManageAccounts, Permission.ReadOrganisations, Permission.EditOrganisations, Permission.MergeOrganisations, Permission.ReadTrail, Permission.ReadAuditNotes],
        [Roles.Reader] = [Permission.ReadReleased],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Of a built-in role; of any other what the database says.</summary>
    public static IReadOnlyList<Permission> Of(string? role) => role is not null && BuiltIn.TryGetValue(role, out var permissions) ? permissions : [];

    /// <summary>The built-in roles with a permission.</summary>
    public static IReadOnlyList<string> RolesWith(Permission permission) => [.. BuiltIn.Where(r => r.Value.Contains(permission)).Select(r => r.Key).Order(StringComparer.Ordinal)];
}
