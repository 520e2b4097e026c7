using SmartCityPia.Domain.Catalogue;

namespace SmartCityPia.Domain.Plan;

/// <summary>What the records say about one point: so many of so many.</summary>
/// <param name="Most">What the records can show at best; null for anything.</param>
public sealed record PlanFeed(string QuestionId, int Done, int All, PlanScore? Most = null)
{
    /// <summary>Everything that is counted is done, and the records cannot show more.</summary>
    public bool IsAtMost => Most is not null && All > 0 && Done == All;

    /// <summary>All of them is done, some are partly, none is absent. Null where there is nothing to count.</summary>
    public PlanScore? Score => All == 0 ? null : Done == 0 ? PlanScore.Absent : Done < All || Most == PlanScore.Partly ? PlanScore.Partly : Most ?? PlanScore.Done;
}
