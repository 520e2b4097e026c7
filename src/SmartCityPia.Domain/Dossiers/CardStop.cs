namespace SmartCityPia.Domain.Dossiers;

public enum StopKind
{
    /// <summary>A field is left out of a dataset or copy.</summary>
    LeaveOut,

    /// <summary>A copy is not made.</summary>
    DoNotPass,

    /// <summary>A control of the catalogue is applied.</summary>
    Apply,
}

/// <param name="HoldingId">The dataset, or the flow whose copy it is.</param>
/// <param name="What">The attribute type or the control; null where the copy goes.</param>
public sealed record StopStep(StopKind Kind, Guid HoldingId, string? What);

/// <summary>The cheapest changes in this service after which nobody on a card can draw its conclusion.</summary>
/// <param name="Card">The card's key.</param>
/// <param name="Steps">None where no change in this service does it.</param>
public sealed record CardStop(string Card, IReadOnlyList<StopStep> Steps);
