using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Organisations;

/// <summary>Kinds of organisations in a smart-city ecosystem (after the actors of TS 27570, clause 5.3).</summary>
public enum OrganisationKind
{
    Agency,
    ServiceOperator,
    Integrator,
    Supplier,
    DataIntermediary,
    RepresentativeGroup,
    ExternalRecipient,
    SupervisoryAuthority,
}

/// <summary>The three groups whose expectations a tension compares.</summary>
public enum Side { Authorities, Businesses, People }

public class OrganisationDetails
{
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    [Required]
    public OrganisationKind? Kind { get; set; }

    [MaxLength(Limits.Name)]
    public string? Country { get; set; }

    [MaxLength(Limits.Line)]
    public string? Contact { get; set; }

    [MaxLength(Limits.Text)]
    public string? Note { get; set; }
}

/// <summary>An organisation in the city's register. All assessments refer to the same row.</summary>
public sealed class Organisation : OrganisationDetails, IVersioned
{
    public const string NameIsUnique = "ux_organisations_name";

    public required Guid Id { get; init; }

    /// <summary>By which the name is unique.</summary>
    public string NameKey { get => TextKey.Of(Name); private set => _ = value; }

    /// <summary>
    /// The assessment in which a body takes part whose name nobody knows yet. It holds the place there, is called after its part, and is
    /// offered nowhere else: two unknown bodies are not the same one. Null for every organisation of the register.
    /// </summary>
    public Guid? UnnamedIn { get; init; }

    public uint Version { get; private set; }

    public DateTimeOffset ChangedAt { get; set; }

    public Guid ChangedById { get; set; }
}

/// <summary>An organisation that was entered twice: frozen versions name it, and mean the one it was merged into.</summary>
public sealed class MergedOrganisation
{
    /// <summary>The organisation that is no longer there.</summary>
    public required Guid Id { get; init; }

    public required Guid IntoId { get; set; }

    public required DateTimeOffset MergedAt { get; init; }
}
