using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Domain.Plan;

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
