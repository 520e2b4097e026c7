using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Accounts;

/// <summary>What people say of themselves.</summary>
public class OwnAccountDetails
{
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    [MaxLength(20)]
    public string? Language { get; set; }

    /// <summary>The IANA name.</summary>
    [MaxLength(50)]
    public string? TimeZone { get; set; }
}
