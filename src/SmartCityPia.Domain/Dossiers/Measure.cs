using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public enum MeasureState
{
    /// <summary>Suggested; nobody has decided yet.</summary>
    Proposed,
    Planned,

    /// <summary>Only in versions from before; it counts as planned.</summary>
    InProgress,
    InPlace,
    Rejected,

    /// <summary>In place, and evidence shows it.</summary>
    Verified,

    /// <summary>Was there or should be, and does not work.</summary>
    Failed,
}

public class MeasureDetails : IChecked<Measure>
{
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    /// <summary>The catalogue control it is, if it is one.</summary>
    [MaxLength(10)]
    public string? ControlId { get; set; }

    /// <summary>Where it acts: a dataset, or (below) what a flow passes on. Neither is the whole service.</summary>
    public Guid? DatasetId { get; set; }

    public Guid? FlowId { get; set; }

    [MaxLength(Limits.Text)]
    public string? Description { get; set; }

    public MeasureState State { get; set; }

    /// <summary>The organisation that carries it out.</summary>
    public Guid? ResponsibleId { get; set; }

    /// <summary>The day by which it is in place.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>The risks it lowers.</summary>
    [MaxLength(Limits.Choices)]
    public List<Guid> RiskIds { get; set; } = [];

    /// <summary>It is in place, verified or not.</summary>
    [JsonIgnore]
    public bool Works => State is MeasureState.InPlace or MeasureState.Verified;

    /// <summary>The states that can be chosen.</summary>
    public static IReadOnlyList<MeasureState> States { get; } =
        [MeasureState.Proposed, MeasureState.Planned, MeasureState.InPlace, MeasureState.Verified, MeasureState.Failed, MeasureState.Rejected];

    public IEnumerable<FieldError> Check(Dossier dossier, Measure row)
    {
        if (ControlId is { Length: > 0 } control && !dossier.Catalogue.Controls.Contains(control))
            yield return new(nameof(ControlId), "UnknownControl", control);
        if (DatasetId is not null && FlowId is not null)
            yield return new(nameof(FlowId), "OnePlace");
        if (DatasetId is { } dataset && dossier.DatasetOf(dataset) is null)
            yield return new(nameof(DatasetId), "NotOffered");
        if (FlowId is { } flow && dossier.FlowOf(flow) is null)
            yield return new(nameof(FlowId), "NotOffered");
        if ((DatasetId ?? FlowId) is { } place && ControlId is { Length: > 0 } known && dossier.SafeguardsOn(place).Any(m => m.Id != row.Id && m.ControlId == known))
            yield return new(nameof(ControlId), "ControlOnce");
        if (!States.Contains(State))
            yield return new(nameof(State), "NotOffered");
        if (RiskIds.Exists(id => dossier.Risks.All(risk => risk.Id != id)))
            yield return new(nameof(RiskIds), "UnknownRisk");
    }
}

/// <summary>
/// A control as it is applied here, with its state. One on a dataset or flow belongs to the description, as a vendor gives it; one on the
/// whole service is the city's.
/// </summary>
public sealed class Measure : MeasureDetails, IDescriptionRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
