using System.Linq.Expressions;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Domain.Reviews;

/// <summary>Where an assessment stands: one of these, the same in lists, headers and documents. Marks stand beside it.</summary>
public enum AssessmentState { Draft, InReview, WaitingForDpo, ChangesRequested, Approved, ApprovedWithConditions, Rejected, Withdrawn }

/// <summary>What is true of an assessment beside its state.</summary>
public enum AssessmentMark
{
    /// <summary>An earlier version is approved, and holds while a new draft is written or reviewed.</summary>
    ApprovalInForce,

    /// <summary>Of a version: a later one was approved in its place.</summary>
    Superseded,

    /// <summary>The day of the next review is here.</summary>
    DueAgain,

    /// <summary>The service's last day is over.</summary>
    Ended,

    Archived,
}

/// <summary>The state of an assessment, worked out from its row and the review of its newest version.</summary>
public static class AssessmentStates
{
    /// <summary>The rule. Queries use its body through <c>WithStandings</c>, so that lists filter and sort by the same.</summary>
    public static readonly Expression<Func<Assessment, ReviewState?, AssessmentState>> Rule = (assessment, newest) =>
        assessment.WithdrawnAt != null ? AssessmentState.Withdrawn
        : assessment.Status == AssessmentStatus.Draft ? (newest == ReviewState.ChangesRequested ? AssessmentState.ChangesRequested : AssessmentState.Draft)
        : newest == ReviewState.DpoOpinion ? AssessmentState.WaitingForDpo
        : newest == ReviewState.Approved ? AssessmentState.Approved
        : newest == ReviewState.ApprovedWithConditions ? AssessmentState.ApprovedWithConditions
        : newest == ReviewState.Rejected ? AssessmentState.Rejected
        : AssessmentState.InReview;

    private static readonly Func<Assessment, ReviewState?, AssessmentState> Worked = Rule.Compile();

    /// <param name="newest">The state of the review of the newest version; null where nothing was submitted.</param>
    public static AssessmentState Of(Assessment assessment, ReviewState? newest) => Worked(assessment, newest);

    /// <param name="approved">The version whose approval is in force.</param>
    /// <param name="reviewOn">When that comes up again.</param>
    /// <param name="endsOn">The service's last day.</param>
    public static IEnumerable<AssessmentMark> MarksOf(AssessmentState state, int? approved, DateOnly? reviewOn, DateOnly? endsOn, bool isArchived, DateOnly today)
    {
        if (approved is not null && state is not (AssessmentState.Approved or AssessmentState.ApprovedWithConditions))
            yield return AssessmentMark.ApprovalInForce;
        if (approved is not null && reviewOn <= today)
            yield return AssessmentMark.DueAgain;
        if (endsOn < today)
            yield return AssessmentMark.Ended;
        if (isArchived)
            yield return AssessmentMark.Archived;
    }

    /// <summary>The same word for a version, whose review may have gone on to be superseded or withdrawn.</summary>
    /// <returns>Null for a version that holds no state of its own any more.</returns>
    public static AssessmentState? OfVersion(ReviewState review) => review switch
    {
        ReviewState.InReview => AssessmentState.InReview,
        ReviewState.DpoOpinion => AssessmentState.WaitingForDpo,
        ReviewState.ChangesRequested => AssessmentState.ChangesRequested,
        ReviewState.Approved => AssessmentState.Approved,
        ReviewState.ApprovedWithConditions => AssessmentState.ApprovedWithConditions,
        ReviewState.Rejected => AssessmentState.Rejected,
        _ => null,
    };
}
