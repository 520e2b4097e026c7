using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Data.Accounts;

/// <summary>A person who can sign in. Everyone belongs to an organisation of the city.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>The database's name of the rule that an address has one account.</summary>
    public const string EmailIsUnique = "EmailIndex";

    [MaxLength(Limits.Name)]
    public required string DisplayName { get; set; }

    public required Guid OrganisationId { get; set; }

    /// <summary>Works for the whole city, not for its own agency alone.</summary>
    public bool CityWide { get; set; }

    /// <summary>A reviewer who is the data protection officer: asked for an opinion, and the only one to give it.</summary>
    public bool DataProtectionOfficer { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From then on the person cannot sign in, and is chosen for nothing; what they did stays theirs.</summary>
    public DateTimeOffset? DeactivatedAt { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Invited by an officer as the first person of a vendor: an administrator has to say that this is the person.</summary>
    public bool AwaitsConfirmation { get; set; }

    /// <summary>A language the person would rather have; kept until there is more than one.</summary>
    [MaxLength(20)]
    public string? Language { get; set; }

    /// <summary>The person's time zone by its IANA name; the city's where there is none.</summary>
    [MaxLength(50)]
    public string? TimeZone { get; set; }

    /// <summary>Wants no panel of first steps on the start page of a new city.</summary>
    public bool LeftFirstSteps { get; set; }
}

/// <summary>The built-in roles; their names are stored with the account. What each may do stands in <see cref="Permissions"/>.</summary>
public static class Roles
{
    public const string Officer = "Officer";
    public const string Reviewer = "Reviewer";
    public const string Vendor = "Vendor";
    public const string Auditor = "Auditor";
    public const string Administrator = "Administrator";

    /// <summary>Mayor, council, project owner: reads what is released to them.</summary>
    public const string Reader = "Reader";

    public static readonly IReadOnlyList<string> All = [Officer, Reviewer, Vendor, Auditor, Administrator, Reader];
}
