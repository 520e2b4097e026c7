using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public class AlikeServiceDetails
{
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    [MaxLength(Limits.Text)]
    public string? Place { get; set; }

    /// <summary>Saving waits for nothing; submitting waits for this.</summary>
    [MaxLength(Limits.Text)]
    public string? WhyAlike { get; set; }
}

/// <summary>
/// Another service that the assessment covers, because its processing and its risks are much the same (GDPR, Article 35(1)).
/// </summary>
public sealed class AlikeService : AlikeServiceDetails, IAssessmentRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
