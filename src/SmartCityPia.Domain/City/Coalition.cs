using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.City;

/// <summary>Why several organisations may have their data side by side.</summary>
public enum CoalitionKind
{
    /// <summary>They answer for a service together.</summary>
    JointService,

    /// <summary>They belong to one owner.</summary>
    CorporateGroup,

    /// <summary>One supplier works for all of them.</summary>
    SharedSupplier,

    /// <summary>One can order the others to hand over what they have.</summary>
    LawEnforcementRequest,

    Other,
}

public class CoalitionDetails
{
    public const int FewestMembers = 2;
    public const int MostMembers = 20;

    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    [Required]
    public CoalitionKind? Kind { get; set; }

    /// <summary>Organisations, at least two.</summary>
    [MinLength(FewestMembers), MaxLength(MostMembers)]
    public List<Guid> Members { get; set; } = [];

    [MaxLength(Limits.Text)]
    public string? Reason { get; set; }
}

/// <summary>Organisations that an officer asks to be looked at together.</summary>
public sealed class Coalition : CoalitionDetails, IVersioned
{
    public const string NameIsUnique = "ux_coalitions_name";

    public required Guid Id { get; init; }

    /// <summary>By which the name is unique.</summary>
    public string NameKey { get => TextKey.Of(Name); private set => _ = value; }

    public uint Version { get; private set; }

    public DateTimeOffset ChangedAt { get; set; }

    public Guid ChangedById { get; set; }
}

/// <summary>A group of organisations to be looked at together: declared by an officer, or plain from the descriptions.</summary>
/// <param name="Id">Of the <see cref="Coalition"/>; null where it follows from the descriptions.</param>
/// <param name="Members">Two or more, sorted.</param>
public sealed record Together(Guid? Id, string Name, CoalitionKind Kind, IReadOnlyList<Guid> Members);
