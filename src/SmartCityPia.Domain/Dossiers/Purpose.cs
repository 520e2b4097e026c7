using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public class PurposeDetails
{
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    [MaxLength(Limits.Text)]
    public string? Description { get; set; }

    public LegalBasis? LegalBasis { get; set; }

    [MaxLength(Limits.Line)]
    public string? LegalReference { get; set; }

    [MaxLength(Limits.Text)]
    public string? Necessity { get; set; }
}

public sealed class Purpose : PurposeDetails, IDescriptionRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
