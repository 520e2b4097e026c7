using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Domain.Plan;

/// <summary>The plan as it stood when it was frozen. Notes on clauses are the licence holder's own and no part of it.</summary>
/// <param name="City">What the city was called.</param>
/// <param name="Catalogue">The version of the questions.</param>
public sealed record FrozenPlan(int Schema, int Number, string City, string Catalogue, IReadOnlyList<FrozenPoint> Points)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <param name="owners">The names of the organisations that see to a point.</param>
    public static FrozenPlan Of(CityPlan plan, int number, string city, string catalogue, IReadOnlyDictionary<Guid, string> owners) => new(
        1, number, city, catalogue,
        [.. plan.Points.Select(p => new FrozenPoint(
            p.Question.Id, p.Question.Part, p.Question.Key, p.Question.Clause, p.Question.Question, p.Question.Next, p.Score, p.State, p.Feed?.Done, p.Feed?.All, p.Answer?.Reason, p.Answer?.Evidence,
            p.Answer?.OwnerId is { } owner ? owners.GetValueOrDefault(owner) : null, p.Answer?.DueOn))]);

    /// <summary>Canonical: the same plan gives the same bytes on every machine.</summary>
    public string Write() => CanonicalJson.Write(JsonSerializer.SerializeToElement(this, Options));

    /// <exception cref="JsonException">The text is no plan.</exception>
    public static FrozenPlan Read(string json) => JsonSerializer.Deserialize<FrozenPlan>(json, Options) ?? throw new JsonException("The version holds no plan.");

    public IEnumerable<IGrouping<PlanPart, FrozenPoint>> Parts => Points.GroupBy(p => p.Part).OrderBy(g => g.Key);

    /// <summary>Points that stand otherwise than in an earlier version.</summary>
    public IEnumerable<(FrozenPoint? Before, FrozenPoint After)> ChangesSince(FrozenPlan earlier)
    {
        var before = earlier.Points.ToDictionary(p => p.Id, StringComparer.Ordinal);
        return Points.Select(p => (Before: before.GetValueOrDefault(p.Id), After: p)).Where(c => c.Before != c.After);
    }

    /// <summary>From 0 to 3: the mean of the points that apply; null where none does.</summary>
    public static double? Maturity(IEnumerable<FrozenPoint> points) =>
        points.Where(p => p.Score != PlanScore.NotApplicable).Select(p => (double?)(p.Score ?? PlanScore.Absent)).Average();
}

/// <param name="Done">What the records counted; null where they say nothing.</param>
public sealed record FrozenPoint(
    string Id, PlanPart Part, bool Key, string Clause, string Question, string Next, PlanScore? Score, PlanPointState State, int? Done, int? All, string? Reason, string? Evidence, string? Owner, DateOnly? DueOn);

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

public class PlanParticipantDetails
{
    /// <summary>The version of the plan that it accepted.</summary>
    public int? Accepted { get; set; }

    public DateOnly? AcceptedOn { get; set; }

    /// <summary>Who accepted on its behalf, and how.</summary>
    [MaxLength(Limits.Line)]
    public string? AcceptedBy { get; set; }

    /// <summary>Its own privacy policy: title and place.</summary>
    [MaxLength(Limits.Line)]
    public string? Policy { get; set; }

    /// <summary>The points of the plan that the policy answers.</summary>
    [MaxLength(Limits.Choices)]
    public List<string> Points { get; set; } = [];

    /// <param name="inForce">The newest version that was put in force; null for none.</param>
    public IEnumerable<FieldError> Check(PiaCatalogue catalogue, int? inForce, DateOnly today)
    {
        if (Accepted is { } number && (number < 1 || number > (inForce ?? 0)))
            yield return new(nameof(Accepted), "PlanNotInForce");
        if (Accepted is not null && AcceptedOn is null)
            yield return new(nameof(AcceptedOn), "PlanAcceptedWhen");
        if (AcceptedOn > today)
            yield return new(nameof(AcceptedOn), "DayToCome");
        if (Accepted is not null && string.IsNullOrWhiteSpace(AcceptedBy))
            yield return new(nameof(AcceptedBy), "PlanAcceptedByWhom");
        if (Points.Exists(p => !catalogue.Plan.Contains(p)))
            yield return new(nameof(Points), "NotOffered");
        if (Points.Count > 0 && string.IsNullOrWhiteSpace(Policy))
            yield return new(nameof(Policy), "PlanPolicyMissing");
    }
}

/// <summary>An organisation's part in the plan: what it accepted, and how its own policy answers it.</summary>
public sealed class PlanParticipant : PlanParticipantDetails, IVersioned
{
    /// <summary>Kinds of organisations that take part. Recipients outside and supervisory authorities do not.</summary>
    public static readonly IReadOnlyList<OrganisationKind> Kinds =
    [
        OrganisationKind.Agency, OrganisationKind.ServiceOperator, OrganisationKind.Integrator, OrganisationKind.Supplier, OrganisationKind.DataIntermediary, OrganisationKind.RepresentativeGroup,
    ];

    /// <summary>The organisation's.</summary>
    public required Guid Id { get; init; }

    public uint Version { get; private set; }

    public DateTimeOffset ChangedAt { get; set; }

    public Guid ChangedById { get; set; }
}
