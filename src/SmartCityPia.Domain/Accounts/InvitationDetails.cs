using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Accounts;

/// <summary>What is asked to invite a person.</summary>
public class InvitationDetails
{
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    [Required, MaxLength(Limits.Name), MailAddress]
    public string Email { get; set => field = MailAddresses.Trim(value); } = "";

    [Required]
    public Guid? OrganisationId { get; set; }

    [Required, MaxLength(50)]
    public string? Role { get; set; }

    public bool CityWide { get; set; }

    public bool DataProtectionOfficer { get; set; }
}
