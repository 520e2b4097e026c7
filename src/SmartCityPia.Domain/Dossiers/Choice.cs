using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public enum Extent { Yes, Partly, No }

/// <summary>The questions TS 27570 asks of a city, answered for one group of people.</summary>
public class ChoiceDetails
{
    public Answer? MayIdentify { get; set; }

    [MaxLength(Limits.Text)]
    public string? WhyIdentify { get; set; }

    public Answer? MayTrack { get; set; }

    [MaxLength(Limits.Text)]
    public string? WhyTrack { get; set; }

    public Answer? MayMonitor { get; set; }

    [MaxLength(Limits.Text)]
    public string? WhyMonitor { get; set; }

    public Extent? AnonymousUse { get; set; }

    [MaxLength(Limits.Text)]
    public string? AnonymousHow { get; set; }

    public Extent? CanRefuse { get; set; }

    [MaxLength(Limits.Text)]
    public string? LostByRefusing { get; set; }
}

/// <summary>Anonymity and choice of one group of people; at most one per group.</summary>
public sealed class Choice : ChoiceDetails, IAssessmentRow
{
    public const string GroupIsUnique = "ux_choices_group";

    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public required Guid GroupId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
