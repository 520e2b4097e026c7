using System.Text.Json.Serialization;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Domain.Reviews;

/// <summary>What a version's review had come to by some moment, and what became of the decision since. Can be computed again for any moment.</summary>
public sealed record VersionStanding
{
    /// <summary>To the second.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The decision as it was frozen; while the review goes on, the review as far as it has gone.</summary>
    public required FrozenDecision Decision { get; init; }

    /// <summary>The hash of the record of the decision; null while the review goes on.</summary>
    public string? DecisionSha256 { get; init; }

    public required ReviewState State { get; init; }

    /// <summary>The later version that was approved in its place, and when.</summary>
    public NumberedVersion? SupersededBy { get; init; }

    /// <summary>The newest version, where it is another one.</summary>
    public NumberedVersion? Newer { get; init; }

    public required IReadOnlyList<ConditionStanding> Conditions { get; init; }

    public bool IsDecided => DecisionSha256 is not null;

    /// <summary>The same as long as nothing changes but the day.</summary>
    [JsonIgnore]
    public string Fingerprint => CanonicalJson.Sha256(CanonicalJson.WriteRecord(this with { AsOf = default }));

    public DateOnly Day => DateOnly.FromDateTime(AsOf.UtcDateTime);

    /// <param name="reviews">All of the assessment, with their events.</param>
    /// <param name="record">The decision on this version; null where there is none yet.</param>
    /// <param name="at">Everything that happened in this second counts.</param>
    /// <returns>Null for a version that nobody reviews, such as a vendor's description.</returns>
    public static VersionStanding? Of(AssessmentVersion version, string reference, IReadOnlyList<Review> reviews, DecisionRecord? record,
        IReadOnlyList<ConditionClosure> closures, DateTimeOffset at)
    {
        if (reviews.FirstOrDefault(r => r.VersionNumber == version.Number) is not { } review)
            return null;
        var asOf = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        var until = asOf.AddSeconds(1);
        List<ReviewEvent> events = [.. review.Events.Where(e => e.At < until).OrderBy(e => e.At).ThenBy(e => e.Id)];
        if (events.Count == 0)
            return null;
        record = record?.FrozenAt < until ? record : null;
        var decision = record is null ? FrozenDecision.Of(review, reference, events, []) with { Consultation = null, Conditions = [], ReviewAgainOn = null }
            : FrozenDecision.Read(record);
        var state = events[^1].ToState;
        return new()
        {
            AsOf = asOf,
            Decision = decision,
            DecisionSha256 = record?.Sha256,
            State = state,
            SupersededBy = state != ReviewState.Superseded ? null
                : reviews.SelectMany(r => r.Events.Where(e => e.At == events[^1].At && e.ToState is ReviewState.Approved or ReviewState.ApprovedWithConditions)
                    .Select(e => new NumberedVersion(r.VersionNumber, e.At))).FirstOrDefault(),
            Newer = reviews.Where(r => r.VersionNumber > version.Number && r.Events.Any(e => e.FromState is null && e.At < until)).OrderByDescending(r => r.VersionNumber)
                .Select(r => new NumberedVersion(r.VersionNumber, r.Events.First(e => e.FromState is null).At)).FirstOrDefault(),
            Conditions = [.. decision.Conditions.Select(c => ConditionStanding.Of(c, closures.FirstOrDefault(x => x.ConditionId == c.Id && x.At < until), DateOnly.FromDateTime(asOf.UtcDateTime)))],
        };
    }
}

/// <param name="At">When it was submitted or approved.</param>
public sealed record NumberedVersion(int Number, DateTimeOffset At);

public sealed record ConditionStanding(FrozenCondition Condition, ConditionState State, DateTimeOffset? ClosedAt, string? ClosedBy, string? Note)
{
    internal static ConditionStanding Of(FrozenCondition condition, ConditionClosure? closure, DateOnly today) =>
        new(condition, ReviewCondition.StateOf(condition.DueOn, closure is not null, today), closure?.At, closure?.AccountName, closure?.Note);
}
