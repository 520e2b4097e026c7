using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Domain.Dossiers;

public class StakeholderDetails : IChecked<Stakeholder>
{
    public const string OrganisationIsUnique = "ux_stakeholders_organisation";

    [Required]
    public Guid? OrganisationId { get; set; }

    [Required]
    public StakeholderRole? Role { get; set; }

    [MaxLength(Limits.Text)]
    public string? Expectations { get; set; }

    [MaxLength(Limits.Text)]
    public string? Fears { get; set; }

    /// <summary>What kind of body usually has such a role; the city may know better.</summary>
    public static OrganisationKind UsualKind(StakeholderRole? role) => role switch
    {
        StakeholderRole.Processor or StakeholderRole.SubProcessor => OrganisationKind.Supplier,
        StakeholderRole.Representative => OrganisationKind.RepresentativeGroup,
        StakeholderRole.SupervisoryAuthority => OrganisationKind.SupervisoryAuthority,
        StakeholderRole.Controller or StakeholderRole.JointController => OrganisationKind.ServiceOperator,
        _ => OrganisationKind.ExternalRecipient,
    };

    public IEnumerable<FieldError> Check(Dossier dossier, Stakeholder row)
    {
        if (dossier.Stakeholders.Any(other => other.Id != row.Id && other.OrganisationId == OrganisationId))
            yield return new(nameof(OrganisationId), "StakeholderOnce");
    }
}

/// <summary>How a vendor names a body that is not offered: it is not shown whom else the city knows.</summary>
public sealed class OtherOrganisationDetails
{
    [MaxLength(Limits.Name)]
    public string? Name { get; set; }
}

/// <summary>An organisation of the city in its role for one service, with what it hopes for and what it fears.</summary>
public sealed class Stakeholder : StakeholderDetails, IDescriptionRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
