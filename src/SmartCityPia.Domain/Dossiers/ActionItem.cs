using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public class ActionItemDetails : IChecked<ActionItem>
{
    [Required, MaxLength(Limits.Name)]
    public string What { get; set; } = "";

    [MaxLength(Limits.Name)]
    public string? Responsible { get; set; }

    public DateOnly? DueOn { get; set; }

    public DateOnly? DoneOn { get; set; }

    /// <summary>The measure it brings about.</summary>
    public Guid? MeasureId { get; set; }

    [MaxLength(Limits.Text)]
    public string? Note { get; set; }

    public IEnumerable<FieldError> Check(Dossier dossier, ActionItem row)
    {
        if (MeasureId is { } measure && dossier.Measures.All(m => m.Id != measure))
            yield return new(nameof(MeasureId), "UnknownMeasure");
    }
}

/// <summary>Something somebody has to do by a day.</summary>
public sealed class ActionItem : ActionItemDetails, IAssessmentRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }

    public bool IsOverdue(DateOnly today) => DoneOn is null && DueOn < today;
}
