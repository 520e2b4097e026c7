using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Plan;

public class PlanVersionDetails
{
    /// <summary>What the person who freezes it declares.</summary>
    [Required, MaxLength(Limits.Text)]
    public string Statement { get; set; } = "";
}

/// <summary>A frozen version of the plan. It never changes.</summary>
public sealed class PlanVersion
{
    public const string NumberIsUnique = "ux_plan_versions_number";

    public required Guid Id { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>The <see cref="FrozenPlan"/> as canonical JSON.</summary>
    public required string Json { get; init; }

    /// <summary>Of the UTF-8 bytes of <see cref="Json"/>.</summary>
    [MaxLength(64)]
    public required string Sha256 { get; init; }

    [MaxLength(Limits.Text)]
    public required string Statement { get; init; }

    public required DateTimeOffset FrozenAt { get; init; }

    public required Guid FrozenById { get; init; }

    [MaxLength(Limits.Name)]
    public required string FrozenBy { get; init; }

    /// <exception cref="InvalidDataException">It is not what was frozen.</exception>
    public FrozenPlan Plan => CanonicalJson.Sha256(Json) == Sha256 ? FrozenPlan.Read(Json) : throw new InvalidDataException($"Version {Id} of the plan is not what was frozen: its hash differs.");

    public static PlanVersion Freeze(FrozenPlan plan, string statement, Actor by)
    {
        var json = plan.Write();
        return new()
        {
            Id = Guid.CreateVersion7(by.At),
            Number = plan.Number,
            Json = json,
            Sha256 = CanonicalJson.Sha256(json),
            Statement = statement,
            FrozenAt = by.At,
            FrozenById = by.AccountId,
            FrozenBy = by.Name,
        };
    }
}

/// <summary>How a version of the plan stands.</summary>
public enum PlanVersionState { Waiting, InForce, SentBack, Superseded }

/// <summary>A version of the plan in a list.</summary>
public sealed record PlanVersionLine(int Number, string Sha256, DateTimeOffset FrozenAt, string FrozenBy, PlanDecision? Decision)
{
    /// <param name="inForce">The number of the version in force; null for none.</param>
    public PlanVersionState StateBeside(int? inForce) => Decision?.Verdict switch
    {
        null => PlanVersionState.Waiting,
        PlanVerdict.SentBack => PlanVersionState.SentBack,
        _ => Number == inForce ? PlanVersionState.InForce : PlanVersionState.Superseded,
    };
}
