using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Domain.Trail;

public class AuditNoteDetails
{
    [Required, MaxLength(Limits.Text)]
    public string Text { get; set; } = "";

    /// <summary>The frozen version it is about; null for the assessment as it is now.</summary>
    public int? VersionNumber { get; set; }

    public Step? Step { get; set; }

    public bool ForAgency { get; set; }
}

/// <summary>An auditor's note about an assessment. It can't be edited; a correction is a new note.</summary>
public sealed class AuditNote : AuditNoteDetails, IReviewRecord
{
    public const string Table = "audit_notes";

    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>The earlier note that this one corrects.</summary>
    public Guid? CorrectsId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid AccountId { get; init; }

    [MaxLength(Limits.Name)]
    public required string AccountName { get; init; }
}
