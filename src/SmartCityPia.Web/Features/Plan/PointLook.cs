using System.Globalization;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Plan;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Plan;

/// <summary>How a point of the plan looks on its pages.</summary>
public static class PointLook
{
    public static string Tag(PlanScore? score) => score switch
    {
        PlanScore.Done => "tag tag-good",
        PlanScore.Partly or PlanScore.Planned => "tag tag-medium",
        PlanScore.NotApplicable => "tag",
        _ => "tag tag-high",
    };

    public static string Tag(PlanVersionState state) => state switch
    {
        PlanVersionState.InForce => "tag tag-good",
        PlanVersionState.SentBack => "tag tag-high",
        PlanVersionState.Waiting => "tag tag-medium",
        _ => "tag",
    };

    /// <summary>Where the rows are that were counted.</summary>
    public static string? Place(PlanFeedSource? feed) => feed?.Place switch
    {
        null or PlanPlace.Points => null,
        PlanPlace.Participants => Addresses.PlanParticipants,
        PlanPlace.Versions => Addresses.PlanVersions,
        PlanPlace.Organisations => Addresses.Organisations,
        PlanPlace.Links => Addresses.CityLinks,
        PlanPlace.Reviews => Addresses.Reviews,
        PlanPlace.Descriptions => Addresses.Descriptions,
        PlanPlace.Questions => Addresses.Questions,
        PlanPlace.Settings => null,
        _ => Addresses.Assessments,
    };

    /// <summary>What a person answered, field by field; what is empty is left out.</summary>
    public static IEnumerable<(string Field, string Text)> Said(PlanAnswer answer, IReadOnlyDictionary<Guid, string> owners)
    {
        if (answer.Reason is { Length: > 0 } reason)
            yield return (nameof(answer.Reason), reason);
        if (answer.Evidence is { Length: > 0 } evidence)
            yield return (nameof(answer.Evidence), evidence);
        if (answer.OwnerId is { } owner)
            yield return (nameof(answer.OwnerId), owners.GetValueOrDefault(owner) ?? "");
        if (answer.DueOn is { } due)
            yield return (nameof(answer.DueOn), due.ToString("d", CultureInfo.CurrentCulture));
        if (answer.ClauseNote is { Length: > 0 } note)
            yield return (nameof(answer.ClauseNote), note);
    }
}
