namespace SmartCityPia.Domain.Reviews;

/// <summary>
/// A record of an assessment's review. It is on the trail like a row, but writing one does not make a person an author of the assessment.
/// </summary>
public interface IReviewRecord
{
    Guid Id { get; }

    /// <summary>The assessment's id. Access checks use it.</summary>
    Guid OwnerId { get; }
}
