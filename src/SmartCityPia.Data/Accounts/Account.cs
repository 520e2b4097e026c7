using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Data.Accounts;

/// <summary>A person who can sign in. Everyone belongs to an organisation of the city.</summary>
public sealed class Account : IdentityUser<Guid>
{
    [MaxLength(Limits.Name)]
    public required string DisplayName { get; set; }

    public required Guid OrganisationId { get; set; }

    /// <summary>Works for the whole city, not for its own agency alone.</summary>
    public bool CityWide { get; set; }

    /// <summary>A reviewer who is the data protection officer: asked for an opinion, and the only one to give it.</summary>
    public bool DataProtectionOfficer { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What an account may do; the names are stored with the account.</summary>
public static class Roles
{
    public const string Officer = "Officer";
    public const string Reviewer = "Reviewer";
    public const string Vendor = "Vendor";
    public const string Auditor = "Auditor";
    public const string Administrator = "Administrator";

    public static readonly IReadOnlyList<string> All = [Officer, Reviewer, Vendor, Auditor, Administrator];
}
