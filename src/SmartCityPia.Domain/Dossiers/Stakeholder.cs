using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>How far a contract or an arrangement has come; last, that the law needs none.</summary>
public enum AgreementState { Agreed, BeingAgreed, Missing, NotNeeded }

/// <summary>Whether a processor may engage others (GDPR, Article 28(2)).</summary>
public enum SubProcessing { None, EachAllowed, AnyWithNotice }

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

    /// <summary>With a processor the contract of Article 28, with a joint controller the arrangement of Article 26.</summary>
    public AgreementState? Agreement { get; set; }

    [MaxLength(Limits.Line)]
    public string? AgreementReference { get; set; }

    /// <summary>Its last day; null where it does not end.</summary>
    public DateOnly? AgreedUntil { get; set; }

    public SubProcessing? SubProcessors { get; set; }

    /// <summary>What it settles: of joint controllers, who answers to people for what.</summary>
    [MaxLength(Limits.Text)]
    public string? Agreed { get; set; }

    /// <summary>It processes on behalf of another.</summary>
    public bool IsProcessor => Role is StakeholderRole.Processor or StakeholderRole.SubProcessor;

    /// <summary>The law asks for a contract or an arrangement with such a body.</summary>
    public bool NeedsAgreement => IsProcessor || Role == StakeholderRole.JointController;

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
        if (Agreement == AgreementState.NotNeeded && string.IsNullOrWhiteSpace(Agreed))
            yield return new(nameof(Agreed), "AgreementWhyNot");
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
