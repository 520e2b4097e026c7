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

/// <summary>Which bodies take the parts of a kind of service.</summary>
public sealed class PartsDetails
{
    /// <summary>Instead of a part's key: the agency has a part that the kind of service does not have.</summary>
    public const string Other = "other";

    /// <summary>The key of the agency's part.</summary>
    [Required, MaxLength(40)]
    public string? Part { get; set; }

    /// <summary>What the agency is where it has another part.</summary>
    public StakeholderRole? Role { get; set; }

    /// <summary>The other bodies. One without a name is not known yet.</summary>
    [MaxLength(Limits.Choices)]
    public List<PartName> Names { get; set; } = [];
}

/// <summary>The name of a body, by the key of its part or by its id.</summary>
public sealed class PartName
{
    [MaxLength(40)]
    public string Key { get; set; } = "";

    [MaxLength(Limits.Name)]
    public string? Name { get; set; }
}
