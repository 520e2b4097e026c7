using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>
/// A row that people edit on a page of its own. What they may type is its base class (its details),
/// which the page binds and <see cref="IRow"/> does not hold: nothing here can be posted.
/// </summary>
public interface IRow : IVersioned
{
    /// <summary>The service description or assessment the row belongs to; every access is checked against it.</summary>
    Guid OwnerId { get; init; }
}

/// <summary>A row of a service description: what the service is, whoever assesses it.</summary>
public interface IDescriptionRow : IRow;

/// <summary>A row of an assessment: what the city thinks of the service.</summary>
public interface IAssessmentRow : IRow;

/// <summary>Details with rules that need more than the field itself to decide.</summary>
/// <typeparam name="TRow">The row they are the details of.</typeparam>
public interface IChecked<in TRow> where TRow : IRow
{
    /// <summary>The broken rules, as data; wording lives in resources under <see cref="FieldError.Rule"/>.</summary>
    /// <param name="dossier">Everything else that is known.</param>
    /// <param name="row">The row as stored, or new and empty: what it is and where it belongs.</param>
    IEnumerable<FieldError> Check(Dossier dossier, TRow row);
}
