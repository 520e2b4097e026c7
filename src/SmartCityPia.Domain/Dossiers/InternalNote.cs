using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public class InternalNoteDetails
{
    [MaxLength(Limits.Text)]
    public string? Text { get; set; }
}

/// <summary>
/// What the city notes for itself about a row. It is beside the dossier and not in it, so that no version, export, file, comparison or page
/// of a vendor can carry it; the trail says that it was changed, and not to what.
/// </summary>
public sealed class InternalNote : InternalNoteDetails, IAssessmentRow
{
    public const string RowIsUnique = "ux_internal_notes_row";

    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public required Guid RowId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
