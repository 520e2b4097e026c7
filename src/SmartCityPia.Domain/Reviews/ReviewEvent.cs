using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

/// <summary>
/// One step of a review: from which state to which, who, when and why. The database refuses to change or remove it.
/// One with a statement is a signature: it names the hash of the frozen version it is about.
/// </summary>
public sealed class ReviewEvent : IReviewRecord
{
    public const string Table = "review_events";

    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required Guid ReviewId { get; init; }

    /// <summary>Null where the review began with it.</summary>
    public ReviewState? FromState { get; init; }

    public required ReviewState ToState { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid AccountId { get; init; }

    [MaxLength(Limits.Name)]
    public required string AccountName { get; init; }

    public required ReviewRole Role { get; init; }

    /// <summary>Whom the person stood in for, as a deputy.</summary>
    public Guid? OnBehalfOfId { get; init; }

    [MaxLength(Limits.Name)]
    public string? OnBehalfOf { get; init; }

    /// <summary>The reason, the question put, or the text of the opinion.</summary>
    [MaxLength(Limits.Text)]
    public string? Reason { get; init; }

    public Opinion? Opinion { get; init; }

    /// <summary>What the person declared when signing; null for steps that are not signed.</summary>
    [MaxLength(Limits.Text)]
    public string? Statement { get; init; }

    /// <summary>The hash of the frozen version that was signed.</summary>
    [MaxLength(64)]
    public string? Sha256 { get; init; }
}
