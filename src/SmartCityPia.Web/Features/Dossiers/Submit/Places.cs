using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Dossiers.Submit;

/// <summary>Where in the assessment a gap can be closed.</summary>
public static class Places
{
    /// <summary>The address of the row or step a gap is about, inside the assessment.</summary>
    public static string Of(Gap gap) => gap switch
    {
        { Rule: "ChoiceOpen", RowId: { } group } => $"choices#{group}",
        { RowId: { } id } => $"{RowPage(gap.Rule)}/{id}",
        _ => StepPage(gap),
    };

    /// <summary>The address of a place that the table of the law names: the field, the row, or where such rows are added.</summary>
    public static string Of(LawPlace place) => place switch
    {
        { Kind: LawTable.InReview } => "review",
        { RowId: { } id } => Addresses.Of(new RowPointer(place.Kind, id, place.Key)) + (place.Field is { } field ? $"#Input_{field}" : ""),
        _ => ReadThrough.PlaceOf(RowKinds.Find(place.Kind)!),
    };

    private static string StepPage(Gap gap) => gap.Rule switch
    {
        "NoSummary" => "service#Input_Summary",
        "NoLayer" => "service#Input_Layer",
        "NoPlace" => "service#Input_Place",
        "NoScale" => "service#Input_PeopleCount",
        "NoAlternatives" => "service#Input_Alternatives",
        "NoPurpose" => "service#purposes",
        "NoGroup" => "service#groups",
        "NobodyHeard" => "stakeholders#hearings",
        "RightsOpen" => "rights",
        "BodyNotNamed" => "stakeholders/names",
        "FindingsOpen" => "findings?part=Service&state=Open",
        "NotLookedAt" => "unseen",
        _ when gap.Anchor is { } anchor => $"{Addresses.Of(gap.Step)}#{anchor}",
        _ => Addresses.Of(gap.Step),
    };

    private static string RowPage(string rule) => rule switch
    {
        "PurposeWithoutBasis" or "BasisRefused" or "PurposeWithoutLaw" or "HeldWithoutCondition" or "DrawnWithoutCondition" or "FurtherWithoutTest" => "purposes",
        "VulnerableWithoutWhy" => "groups",
        "AlikeWithoutWhy" => "alike",
        "StakeholderSilent" or "NoContract" or "NoArrangement" or "AgreementEnded" => "stakeholders",
        "TensionOpen" => "tensions",
        "HearingIncomplete" => "hearings",
        "DatasetWithoutItems" or "DatasetIncomplete" => "datasets",
        "FlowWithoutPurpose" or "RecipientNoStakeholder" or "TransferWithoutSafeguard" or "TransferNotAssessed" or "FlowPassesWhatIsNotThere" => "flows",
        "LimitIdentifies" or "LimitTracks" or "LimitMonitors" => "choice",
        "RiskNotAnalysed" or "RiskNotTreated" or "RiskNotAccepted" or "RiskContradicted" => "risks",
        "MeasureWithoutOwner" or "MeasureNotShown" or "MeasureFailed" or "BarePromise" or "MeasureWithoutDay" or "MeasureOverdue" => "measures",
        "ActionWithoutOwner" or "ActionOverdue" => "actions",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "No page is known for this rule."),
    };
}
