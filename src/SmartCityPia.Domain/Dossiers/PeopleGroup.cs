using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public class PeopleGroupDetails
{
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    [MaxLength(Limits.Line)]
    public string? Size { get; set; }

    public bool Vulnerable { get; set; }

    [MaxLength(Limits.Text)]
    public string? WhyVulnerable { get; set; }

    [MaxLength(Limits.Text)]
    public string? HowInformed { get; set; }
}

/// <summary>A group of people (PII principals) the service touches, whether they use it or merely pass by.</summary>
public sealed class PeopleGroup : PeopleGroupDetails, IDescriptionRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }

    /// <summary>Whether a text about people speaks of the group, as texts of the catalogue and of old versions do.</summary>
    internal static bool IsNamedIn(string? people, string group) => people?.Contains(group.Trim(), StringComparison.OrdinalIgnoreCase) == true;
}
