using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>CSS classes of states. The text of the tag carries the meaning too.</summary>
public static class ReviewTags
{
    private const string Good = "tag-good";
    private const string Warn = "tag-medium";
    private const string Bad = "tag-high";

    /// <summary>The class of a state as it is shown everywhere; a superseded or withdrawn version is none of an assessment's states.</summary>
    public static string StatusOf(ReviewState state) => $"status-{(AssessmentStates.OfVersion(state)?.ToString() ?? "past").ToLowerInvariant()}";

    public static string Of(Enum value) => value switch
    {
        Verdict.Accepted or ConditionState.Done or Opinion.Favourable => Good,
        Verdict.ToImprove or Opinion.WithReservations => Warn,
        Verdict.ToCorrect or ConditionState.Overdue or Opinion.Unfavourable => Bad,
        _ => "",
    };
}
