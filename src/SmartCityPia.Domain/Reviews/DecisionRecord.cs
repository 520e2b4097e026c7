using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Domain.Reviews;

/// <summary>
/// The review of a version as it was when it ended: the second text that is frozen, beside the version itself. It never changes; what
/// becomes of conditions afterwards is in <see cref="ConditionClosure"/>.
/// </summary>
public sealed class DecisionRecord : IReviewRecord
{
    public const string OncePerReview = "ux_decision_records_review";

    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required Guid ReviewId { get; init; }

    /// <summary>A <see cref="FrozenDecision"/> as canonical JSON (docs/decision.schema.json).</summary>
    public required string Json { get; init; }

    /// <summary>SHA-256 of the UTF-8 bytes of <see cref="Json"/>, 64 lower-case hexadecimal digits.</summary>
    [MaxLength(64)]
    public required string Sha256 { get; init; }

    public required DateTimeOffset FrozenAt { get; init; }

    /// <summary>The text is the one that was frozen. The database refuses changes, but a database owner can bypass this.</summary>
    public bool IsWhole => CanonicalJson.Sha256(Json) == Sha256;

    /// <summary>What the review came to.</summary>
    /// <exception cref="InvalidOperationException">The review goes on.</exception>
    public static FrozenDecision Of(Review review, string reference, IEnumerable<StepVerdict> verdicts) => review.IsOpen
        ? throw new InvalidOperationException($"The review of version {review.VersionNumber.ToString(System.Globalization.CultureInfo.InvariantCulture)} of {reference} has not ended.")
        : FrozenDecision.Of(review, reference, review.Events, verdicts);

    public static DecisionRecord Freeze(FrozenDecision decision, Guid reviewId)
    {
        var json = CanonicalJson.WriteRecord(decision);
        return new()
        {
            Id = Guid.CreateVersion7(decision.At),
            OwnerId = decision.AssessmentId,
            ReviewId = reviewId,
            Json = json,
            Sha256 = CanonicalJson.Sha256(json),
            FrozenAt = decision.At,
        };
    }
}
