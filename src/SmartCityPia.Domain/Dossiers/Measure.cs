using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public enum MeasureState { Proposed, Planned, InProgress, InPlace, Rejected }

public class MeasureDetails : IChecked<Measure>
{
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    /// <summary>The catalogue control it is, if it is one.</summary>
    [MaxLength(10)]
    public string? ControlId { get; set; }

    [MaxLength(Limits.Text)]
    public string? Description { get; set; }

    public MeasureState State { get; set; }

    /// <summary>The organisation that carries it out.</summary>
    public Guid? ResponsibleId { get; set; }

    /// <summary>The risks it lowers.</summary>
    [MaxLength(Limits.Choices)]
    public List<Guid> RiskIds { get; set; } = [];

    public IEnumerable<FieldError> Check(Dossier dossier, Measure row)
    {
        if (ControlId is { Length: > 0 } control && !dossier.Catalogue.Controls.Contains(control))
            yield return new(nameof(ControlId), "UnknownControl", control);
        if (RiskIds.Exists(id => dossier.Risks.All(risk => risk.Id != id)))
            yield return new(nameof(RiskIds), "UnknownRisk");
    }
}

/// <summary>A control as it is applied here, with its state.</summary>
public sealed class Measure : MeasureDetails, IAssessmentRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
