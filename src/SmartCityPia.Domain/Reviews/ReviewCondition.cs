using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

public enum ConditionState { Open, Overdue, Done }

public class ConditionDetails
{
    [MaxLength(Limits.Text)]
    public string? Text { get; set; }

    [MaxLength(Limits.Name)]
    public string? Responsible { get; set; }

    public DateOnly? DueOn { get; set; }

    internal bool IsBlank => string.IsNullOrWhiteSpace(Text) && string.IsNullOrWhiteSpace(Responsible) && DueOn is null;

    internal FieldError? Check(DateOnly today) =>
        string.IsNullOrWhiteSpace(Text) ? new(nameof(Text), "ConditionIncomplete")
        : string.IsNullOrWhiteSpace(Responsible) ? new(nameof(Responsible), "ConditionIncomplete")
        : DueOn is not { } due ? new(nameof(DueOn), "ConditionIncomplete")
        : due < today ? new(nameof(DueOn), "DayPast")
        : null;
}

/// <summary>A condition of an approval, with a due day. A <see cref="ConditionClosure"/> closes it.</summary>
public sealed class ReviewCondition : IReviewRecord
{
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required Guid ReviewId { get; init; }

    [MaxLength(Limits.Text)]
    public required string Text { get; init; }

    [MaxLength(Limits.Name)]
    public required string Responsible { get; init; }

    public required DateOnly DueOn { get; init; }

    public static ConditionState StateOf(DateOnly dueOn, bool closed, DateOnly today) =>
        closed ? ConditionState.Done : dueOn < today ? ConditionState.Overdue : ConditionState.Open;

    /// <summary>The reviewer confirms that the condition is met.</summary>
    public ConditionClosure Close(ReviewActor by, string note)
    {
        by.MustBe(ReviewRole.Reviewer);
        if (string.IsNullOrWhiteSpace(note))
            throw ReviewRefusedException.Invalid(new(nameof(ReasonDetails.Reason), "ReasonMissing"));
        return new()
        {
            Id = Guid.CreateVersion7(by.Actor.At),
            OwnerId = OwnerId,
            ConditionId = Id,
            Note = note,
            At = by.Actor.At,
            AccountId = by.Actor.AccountId,
            AccountName = by.Actor.Name,
            OnBehalfOf = by.OnBehalfOf,
        };
    }

    internal static ReviewCondition Of(Review review, ConditionDetails details, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        OwnerId = review.OwnerId,
        ReviewId = review.Id,
        Text = details.Text!,
        Responsible = details.Responsible!,
        DueOn = details.DueOn!.Value,
    };
}

/// <summary>Who confirmed that a condition is met, when, and on what grounds.</summary>
public sealed class ConditionClosure : IReviewRecord
{
    public const string OncePerCondition = "ux_condition_closures_condition";

    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required Guid ConditionId { get; init; }

    [MaxLength(Limits.Text)]
    public required string Note { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid AccountId { get; init; }

    [MaxLength(Limits.Name)]
    public required string AccountName { get; init; }

    [MaxLength(Limits.Name)]
    public string? OnBehalfOf { get; init; }
}
