using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Plan;

public enum PlanVerdict { InForce, SentBack }

public class PlanDecisionDetails
{
    [Required]
    public PlanVerdict? Verdict { get; set; }

    [Required, MaxLength(Limits.Text)]
    public string Reason { get; set; } = "";
}

/// <summary>The one decision on a version of the plan. It never changes; the next version in force supersedes it.</summary>
public sealed class PlanDecision
{
    public const string NumberIsUnique = "ux_plan_decisions_number";

    public required Guid Id { get; init; }

    /// <summary>Of the version.</summary>
    public required int Number { get; init; }

    public required PlanVerdict Verdict { get; init; }

    [MaxLength(Limits.Text)]
    public required string Reason { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required Guid DecidedById { get; init; }

    [MaxLength(Limits.Name)]
    public required string DecidedBy { get; init; }
}
