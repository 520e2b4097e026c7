namespace SmartCityPia.Domain.Reviews;

/// <summary>
/// A record of the review of an assessment. It leaves a trail like a row, but whoever writes one has not authored the
/// assessment by it.
/// </summary>
public interface IReviewRecord
{
    Guid Id { get; }

    /// <summary>The assessment; every access is checked against it.</summary>
    Guid OwnerId { get; }
}
