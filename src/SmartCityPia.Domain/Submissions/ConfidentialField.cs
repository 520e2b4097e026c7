using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Submissions;

public class ConfidentialDetails
{
    /// <summary>The name of the row's field.</summary>
    [Required, MaxLength(60)]
    public string? Field { get; set; }

    [Required, MaxLength(Limits.Text)]
    public string Reason { get; set; } = "";
}

/// <summary>A field of a vendor's description that the vendor calls confidential, and why. The officer sees the mark with the field.</summary>
public sealed class ConfidentialField : ConfidentialDetails, IAssessmentRow
{
    public const string FieldIsUnique = "ux_confidential_fields_field";

    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public required Guid RowId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
