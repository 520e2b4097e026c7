using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

/// <summary>
/// One transition of a review: from which state to which, by whom, when and why. The database refuses to change or delete it. An event with
/// a <see cref="Statement"/> is a signature and names the hash of the signed version.
/// </summary>
public sealed class ReviewEvent : IReviewRecord
{
    public const string Table = "review_events";

    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required Guid ReviewId { get; init; }

    /// <summary>Null for the first event of a review.</summary>
    public ReviewState? FromState { get; init; }

    public required ReviewState ToState { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid AccountId { get; init; }

    [MaxLength(Limits.Name)]
    public required string AccountName { get; init; }

    public required ReviewRole Role { get; init; }

    /// <summary>If the person acted as a deputy: for whom.</summary>
    public Guid? OnBehalfOfId { get; init; }

    [MaxLength(Limits.Name)]
    public string? OnBehalfOf { get; init; }

    /// <summary>The reason, the question to the data protection officer, or the text of the opinion.</summary>
    [MaxLength(Limits.Text)]
    public string? Reason { get; init; }

    public Opinion? Opinion { get; init; }

    /// <summary>The declaration that was signed; null for events that need no signature.</summary>
    [MaxLength(Limits.Text)]
    public string? Statement { get; init; }

    /// <summary>How the person showed who they are; null for events that need no signature.</summary>
    public SignedWith? SignedWith { get; init; }

    /// <summary>The hash of the frozen version that was signed.</summary>
    [MaxLength(64)]
    public string? Sha256 { get; init; }
}
