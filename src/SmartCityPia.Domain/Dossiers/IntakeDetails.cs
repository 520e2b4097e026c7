using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>What is asked before an assessment exists.</summary>
public class IntakeDetails
{
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    [Required]
    public Guid? AgencyId { get; set; }

    /// <summary>The kind of service to begin with; none for a blank one.</summary>
    [MaxLength(10)]
    public string? ArchetypeId { get; set; }
}
