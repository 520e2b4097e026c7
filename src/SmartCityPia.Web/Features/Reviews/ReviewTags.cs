using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>CSS classes of states. The text of the tag carries the meaning too.</summary>
public static class ReviewTags
{
    private const string Good = "tag-good";
    private const string Warn = "tag-medium";
    private const string Bad = "tag-high";

    public static string Of(Enum value) => value switch
    {
        ReviewState.Approved or Verdict.Accepted or ConditionState.Done or Opinion.Favourable => Good,
        ReviewState.ApprovedWithConditions or ReviewState.ChangesRequested or Verdict.ToImprove or Opinion.WithReservations => Warn,
        ReviewState.Rejected or Verdict.ToCorrect or ConditionState.Overdue or Opinion.Unfavourable => Bad,
        _ => "",
    };
}
