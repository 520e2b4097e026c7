namespace SmartCityPia.Domain.Dossiers;

/// <summary>The steps of an assessment, in the order they are offered; they may be done in any order.</summary>
public enum Step { Screening, Service, Stakeholders, Data, Flows, Findings, Principles, Risks, Measures, Check }

public enum StepState { NotStarted, InProgress, Complete, NeedsAttention }

/// <summary>Something the dossier lacks or contradicts.</summary>
/// <param name="Rule">The key of its sentence in the resources.</param>
/// <param name="RowId">The row it is about, so that a link can lead there.</param>
/// <param name="Attention">Not merely missing: something is wrong or has changed under a decision.</param>
/// <param name="Blocks">Submitting waits for it.</param>
public sealed record Gap(Step Step, string Rule, Guid? RowId = null, bool Attention = false, bool Blocks = true)
{
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Something in the step is undecided: the step is not complete, whether submitting waits for it or not.</summary>
    public bool LeavesOpen { get; init; }

    /// <summary>The field of the step's page that it is about.</summary>
    public string? Anchor { get; init; }

    /// <summary>The finding that it is about too.</summary>
    public string? FindingKey { get; init; }
}

/// <summary>The state of every step, computed from the dossier alone.</summary>
public static class Steps
{
    private static readonly Step[] OfADescription = [Step.Service, Step.Stakeholders, Step.Data, Step.Flows, Step.Findings, Step.Check];

    /// <summary>The steps there are: a vendor's description has those that describe, none that assess.</summary>
    public static IReadOnlyList<Step> Of(AssessmentKind kind) => kind == AssessmentKind.Submission ? OfADescription : Enum.GetValues<Step>();

    /// <summary>What a vendor's description lacks: findings are shown to the vendor, and decided by the city.</summary>
    public static IReadOnlyList<Gap> GapsOf(AssessmentKind kind, IReadOnlyList<Gap> gaps) =>
        kind == AssessmentKind.Assessment ? gaps : [.. gaps.Where(g => g.Step is Step.Service or Step.Stakeholders or Step.Data or Step.Flows
            && g.Rule is not ("NoTension" or "TensionOpen" or "StakeholderSilent" or "NobodySpeaksForPeople" or "VulnerableWithoutWhy" or "NoAlternatives"
                or "NoContract" or "NoArrangement" or "AgreementEnded" or "TransferNotAssessed" or "NobodyHeard" or "HearingIncomplete" or "BasisRefused" or "PurposeWithoutLaw" or "HeldWithoutCondition" or "DrawnWithoutCondition" or "FurtherWithoutTest"))];

    public static StepState StateOf(Step step, Dossier dossier, IReadOnlyList<Gap> gaps)
    {
        if (step == Step.Check)
            return dossier.Head.Status == AssessmentStatus.Submitted ? StepState.Complete : StepState.NotStarted;
        var own = gaps.Where(g => g.Step == step).ToList();
        return !IsStarted(step, dossier) ? StepState.NotStarted
            : own.Exists(g => g.Attention) ? StepState.NeedsAttention
            : own.Exists(g => g.Blocks || g.LeavesOpen) ? StepState.InProgress
            : StepState.Complete;
    }

    private static bool IsStarted(Step step, Dossier dossier) => step switch
    {
        Step.Screening => dossier.Screening.Any(a => a.Answer is not null),
        Step.Service => dossier.Purposes.Count > 0 || dossier.Groups.Count > 0 || !string.IsNullOrEmpty(dossier.Service.Summary),
        Step.Stakeholders => dossier.Stakeholders.Count > 0,
        Step.Findings => dossier.Dispositions.Count > 0 || (dossier.Flows.Count > 0 && dossier.Findings.Count == 0),
        _ => RowKinds.All.Any(kind => kind.Step == step && kind.RowsOf(dossier).Count > 0),
    };
}
