using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

/// <summary>What a review came to, as its decision record says it. Account ids stay in the database.</summary>
public sealed record FrozenDecision
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    public required string Reference { get; init; }

    public required Guid AssessmentId { get; init; }

    public required int VersionNumber { get; init; }

    /// <summary>The hash of the version that was reviewed.</summary>
    public required string VersionSha256 { get; init; }

    public required ReviewState Outcome { get; init; }

    public required DateTimeOffset At { get; init; }

    public required FrozenPerson By { get; init; }

    public string? Reason { get; init; }

    public DateOnly? ReviewAgainOn { get; init; }

    public required int HighResidualRisks { get; init; }

    public FrozenConsultation? Consultation { get; init; }

    /// <summary>The data protection officer's opinions; the last one counts.</summary>
    public required IReadOnlyList<FrozenOpinion> Opinions { get; init; }

    public required IReadOnlyList<FrozenCondition> Conditions { get; init; }

    public required IReadOnlyList<FrozenVerdict> Verdicts { get; init; }

    public required IReadOnlyList<FrozenSignature> Signatures { get; init; }

    /// <summary>Root of the tree over what the register can tell of the version; only of an approval.</summary>
    public string? PublicRoot { get; init; }

    public bool Approves() => Outcome is ReviewState.Approved or ReviewState.ApprovedWithConditions;

    /// <param name="events">Those of the review that count, in any order: a review that goes on is told as it was at some moment.</param>
    public static FrozenDecision Of(Review review, string reference, IEnumerable<ReviewEvent> events, IEnumerable<StepVerdict> verdicts)
    {
        List<ReviewEvent> all = [.. events.OrderBy(e => e.At).ThenBy(e => e.Id)];
        var last = all.FindLast(e => e.FromState != e.ToState && e.ToState != ReviewState.Superseded) ?? all[^1];
        return new()
        {
            Reference = reference,
            AssessmentId = review.OwnerId,
            VersionNumber = review.VersionNumber,
            VersionSha256 = review.Sha256,
            Outcome = last.ToState,
            At = last.At,
            By = FrozenPerson.Of(last),
            Reason = last.Reason,
            ReviewAgainOn = review.ReviewAgainOn,
            HighResidualRisks = review.HighResidualRisks,
            Consultation = FrozenConsultation.Of(review),
            Opinions = [.. all.Where(e => e.Opinion is not null).Select(e => new FrozenOpinion
            {
                Opinion = e.Opinion!.Value,
                Text = e.Reason ?? "",
                Question = all.FindLast(q => q.ToState == ReviewState.DpoOpinion && q.At <= e.At)?.Reason,
                By = FrozenPerson.Of(e),
                At = e.At,
            })],
            Conditions = [.. review.Conditions.OrderBy(c => c.DueOn).ThenBy(c => c.Id).Select(c => new FrozenCondition
            {
                Id = c.Id,
                Text = c.Text,
                Responsible = c.Responsible,
                DueOn = c.DueOn,
            })],
            Verdicts = [.. verdicts.OrderBy(v => v.Step).Select(v => new FrozenVerdict
            {
                Step = v.Step,
                Verdict = v.Verdict!.Value,
                Text = v.Text,
                By = v.By,
                At = v.ChangedAt,
            })],
            Signatures = [.. all.Where(e => e.Statement is not null).Select(e => new FrozenSignature
            {
                By = FrozenPerson.Of(e),
                At = e.At,
                Act = e.Opinion is not null ? SignedAct.Opinion : e.FromState is null ? SignedAct.Submission : SignedAct.Decision,
                Statement = e.Statement!,
                With = e.SignedWith,
                VersionSha256 = e.Sha256!,
            })],
        };
    }

    /// <exception cref="InvalidDataException">The text is not what was frozen.</exception>
    public static FrozenDecision Read(DecisionRecord record) => record.IsWhole ? CanonicalJson.ReadRecord<FrozenDecision>(record.Json)
        : throw new InvalidDataException($"Decision {record.Id} is not what was frozen: its hash differs.");
}

/// <param name="OnBehalfOf">Whom the person stood in for.</param>
public sealed record FrozenPerson(string Name, ReviewRole Role, string? OnBehalfOf = null)
{
    internal static FrozenPerson Of(ReviewEvent e) => new(e.AccountName, e.Role, e.OnBehalfOf);
}

public sealed record FrozenOpinion
{
    public required Opinion Opinion { get; init; }

    public required string Text { get; init; }

    /// <summary>What the reviewer had asked.</summary>
    public string? Question { get; init; }

    public required FrozenPerson By { get; init; }

    public required DateTimeOffset At { get; init; }
}

public sealed record FrozenCondition
{
    public required Guid Id { get; init; }

    public required string Text { get; init; }

    public required string Responsible { get; init; }

    public required DateOnly DueOn { get; init; }
}

public sealed record FrozenVerdict
{
    public required Step Step { get; init; }

    public required Verdict Verdict { get; init; }

    public string? Text { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>Whether the supervisory authority was consulted (GDPR, Article 36), as it was known at the decision.</summary>
public sealed record FrozenConsultation
{
    public required PriorConsultation Consulted { get; init; }

    public string? Reason { get; init; }

    public DateOnly? On { get; init; }

    public string? Reference { get; init; }

    public DateOnly? AdviceOn { get; init; }

    public string? Advice { get; init; }

    internal static FrozenConsultation? Of(Review review) => review.Consulted is not { } consulted ? null : new()
    {
        Consulted = consulted,
        Reason = review.ConsultationReason,
        On = review.ConsultedOn,
        Reference = review.ConsultationReference,
        AdviceOn = review.AdviceOn,
        Advice = review.Advice,
    };
}

public enum SignedAct { Submission, Opinion, Decision }

public sealed record FrozenSignature
{
    public required FrozenPerson By { get; init; }

    public required DateTimeOffset At { get; init; }

    public required SignedAct Act { get; init; }

    public required string Statement { get; init; }

    /// <summary>Null where it was not recorded.</summary>
    public SignedWith? With { get; init; }

    public required string VersionSha256 { get; init; }
}
