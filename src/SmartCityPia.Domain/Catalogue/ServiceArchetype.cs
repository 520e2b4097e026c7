using SmartCityPia.Analysis.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>
/// A kind of smart-city service with everything an assessment is prefilled with. All of it is a generic design to be
/// corrected by the officer, not a statement about any real city; only <see cref="Published"/> holds facts.
/// </summary>
public sealed record ServiceArchetype
{
    /// <summary>S01 to S39.</summary>
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Summary { get; init; }

    /// <summary>Other words that people look for it by.</summary>
    public required IReadOnlyList<string> Synonyms { get; init; }

    /// <summary>Where in a city such a service typically works.</summary>
    public required string Place { get; init; }

    public required IctLayer Layer { get; init; }

    /// <summary>How the prefill is known; <see cref="Certainty.Inferred"/> for a generic design.</summary>
    public required Certainty Certainty { get; init; }

    public required IReadOnlyList<ArchetypeGroup> Groups { get; init; }
    public required IReadOnlyList<ArchetypePurpose> Purposes { get; init; }
    public required IReadOnlyList<ArchetypeStakeholder> Stakeholders { get; init; }
    public required IReadOnlyList<ArchetypeDataset> Datasets { get; init; }
    public required IReadOnlyList<ArchetypeFlow> Flows { get; init; }

    /// <summary>Control ids to consider first.</summary>
    public required IReadOnlyList<string> Controls { get; init; }

    public required IReadOnlyList<ArchetypeTension> Tensions { get; init; }

    /// <summary>Likely answers to the first nine screening questions, in their order; for the officer to confirm or correct.</summary>
    public required IReadOnlyList<ArchetypeScreeningAnswer> Screening { get; init; }

    /// <summary>Assessments or cases made public. Empty means that none was confirmed, not that none exists.</summary>
    public required IReadOnlyList<ArchetypePublication> Published { get; init; }

    /// <summary>
    /// The part that a body of this kind usually has: the first controller of the kind, else the first joint controller, else the first of
    /// the kind at all. Null where the service usually has no such body.
    /// </summary>
    public ArchetypeStakeholder? UsualPart(OrganisationKind kind)
    {
        var ofKind = Stakeholders.Where(s => s.Kind == kind).ToList();
        return ofKind.Find(s => s.Role == StakeholderRole.Controller) ?? ofKind.Find(s => s.Role == StakeholderRole.JointController) ?? ofKind.FirstOrDefault();
    }
}

/// <summary>People whom the service touches.</summary>
public sealed record ArchetypeGroup
{
    public required string Name { get; init; }
    public required bool Vulnerable { get; init; }

    /// <summary>Why the group is touched, or why it is vulnerable here.</summary>
    public required string Why { get; init; }
}

/// <summary>What the data is used for and on which legal ground.</summary>
public sealed record ArchetypePurpose
{
    public required string Name { get; init; }
    public required string Description { get; init; }

    public required LegalBasis LegalBasis { get; init; }

    /// <summary>The kind of law or document that the basis usually rests on.</summary>
    public string? LegalReference { get; init; }

    /// <summary>Conclusions that are the purpose itself.</summary>
    public IReadOnlyList<string> Intends { get; init; } = [];
}

/// <summary>An organisation with a part in the service.</summary>
public sealed record ArchetypeStakeholder
{
    /// <summary>Unique inside the archetype; datasets and flows name it.</summary>
    public required string Key { get; init; }

    /// <summary>Generic name; the same name in two archetypes means the same kind of body.</summary>
    public required string Name { get; init; }
    public required OrganisationKind Kind { get; init; }
    public required StakeholderRole Role { get; init; }
    public required string Expects { get; init; }
    public required string Fears { get; init; }
}

/// <summary>A holding of data at one stakeholder.</summary>
public sealed record ArchetypeDataset
{
    /// <summary>Unique inside the archetype, also among flow keys.</summary>
    public required string Key { get; init; }
    public required string Name { get; init; }

    /// <summary>Key of the stakeholder that holds it; for a public dataset, the one that publishes it.</summary>
    public required string Holder { get; init; }

    /// <summary>Who is covered.</summary>
    public required string People { get; init; }
    public required string Retention { get; init; }

    /// <summary>Where it is stored.</summary>
    public required string Place { get; init; }

    /// <summary>Whether anyone can obtain it.</summary>
    public required bool Public { get; init; }

    /// <summary>How long rows are kept.</summary>
    public double? Days { get; init; }

    /// <summary>How many events of one person it typically holds.</summary>
    public double? Events { get; init; }
    public required IReadOnlyList<ArchetypeDataItem> Items { get; init; }
}

/// <summary>One attribute type in a dataset.</summary>
public sealed record ArchetypeDataItem : FacetedField
{
    public required DataLevel Level { get; init; }
}

/// <summary>Data passed from a dataset, or onwards from an earlier flow, to a stakeholder.</summary>
public sealed record ArchetypeFlow
{
    /// <summary>Unique inside the archetype, also among dataset keys.</summary>
    public required string Key { get; init; }

    /// <summary>Key of a dataset, or of another flow whose copy is passed on.</summary>
    public required string From { get; init; }

    /// <summary>Key of the stakeholder that receives it.</summary>
    public required string To { get; init; }

    /// <summary>Attribute type ids; always among those of the source.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Name of one of the archetype's purposes.</summary>
    public required string Purpose { get; init; }

    /// <summary>That of the purpose.</summary>
    public required LegalBasis LegalBasis { get; init; }
    public required string Frequency { get; init; }

    /// <summary>How long the recipient keeps rows.</summary>
    public double? Days { get; init; }

    /// <summary>How many events of one person the recipient typically holds.</summary>
    public double? Events { get; init; }

    /// <summary>How the recipient can have rows.</summary>
    public CityAccess? Access { get; init; }

    /// <summary>Country and safeguard when data leaves the jurisdiction; null when it does not.</summary>
    public string? Transfer { get; init; }

    /// <summary>Control ids that act on this copy.</summary>
    public required IReadOnlyList<string> Controls { get; init; }
}

/// <summary>A matter on which authorities, businesses and people expect different things.</summary>
public sealed record ArchetypeTension
{
    public required string Subject { get; init; }
    public required string Authorities { get; init; }
    public required string Businesses { get; init; }
    public required string People { get; init; }
}

/// <summary>A likely answer to a screening question.</summary>
public sealed record ArchetypeScreeningAnswer
{
    /// <summary>A question of <c>screening.json</c>.</summary>
    public required string Question { get; init; }
    public required Answer Answer { get; init; }
    public required string Note { get; init; }
}

/// <summary>A public assessment, decision or case about this kind of service.</summary>
public sealed record ArchetypePublication
{
    public required string Text { get; init; }
    public required Certainty Certainty { get; init; }
}
