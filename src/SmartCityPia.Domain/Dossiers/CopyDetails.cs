using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>How much of an assessment another one begins with.</summary>
public enum CopyExtent
{
    /// <summary>What describes the service, nothing that the city thinks of it.</summary>
    Description,

    /// <summary>Every row. Comments, reviews, versions and requests stay where they are.</summary>
    Everything,
}

/// <summary>What is asked before an assessment is begun from another.</summary>
public class CopyDetails
{
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    [Required]
    public Guid? AgencyId { get; set; }

    [Required]
    public CopyExtent? Extent { get; set; }

    /// <summary>Evidence with its files comes along too, of a copy of everything.</summary>
    public bool Evidence { get; set; }
}
