namespace SmartCityPia.Domain.Catalogue;

/// <summary>The file <c>archetypes.json</c>: kinds of smart-city service from which an assessment can start.</summary>
public sealed record ServiceArchetypeFile
{
    public required string Version { get; init; }
    public required string Source { get; init; }
    public required IReadOnlyList<ServiceArchetype> Entries { get; init; }
}

/// <summary>
/// A kind of smart-city service with everything an assessment is prefilled with. All of it is a generic design to be
/// corrected by the officer, not a statement about any real city; only <see cref="Published"/> holds facts.
/// </summary>
public sealed record ServiceArchetype
{
    /// <summary>S01 to S35.</summary>
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Summary { get; init; }

    /// <summary>Where in a city such a service typically works.</summary>
    public required string Place { get; init; }

    /// <summary>ISO/IEC 30145 framework: <c>Business</c>, <c>Knowledge</c> or <c>Engineering</c>.</summary>
    public required string Layer { get; init; }

    /// <summary>How the prefill is known; <see cref="Certainty.Inferred"/> for a generic design.</summary>
    public required Certainty Certainty { get; init; }

    public required IReadOnlyList<ArchetypeGroup> Groups { get; init; }
    public required IReadOnlyList<ArchetypePurpose> Purposes { get; init; }
    public required IReadOnlyList<ArchetypeStakeholder> Stakeholders { get; init; }
    public required IReadOnlyList<ArchetypeDataset> Datasets { get; init; }
    public required IReadOnlyList<ArchetypeFlow> Flows { get; init; }

    /// <summary>Control ids to consider first.</summary>
    public required IReadOnlyList<string> Controls { get; init; }

    /// <summary>Inference rule ids most likely to matter.</summary>
    public required IReadOnlyList<string> WatchRules { get; init; }

    public required IReadOnlyList<ArchetypeTension> Tensions { get; init; }

    /// <summary>Likely answers to the first nine screening questions, in their order; for the officer to confirm or correct.</summary>
    public required IReadOnlyList<ArchetypeScreeningAnswer> Screening { get; init; }

    /// <summary>Assessments or cases made public. Empty means that none was confirmed, not that none exists.</summary>
    public required IReadOnlyList<ArchetypePublication> Published { get; init; }
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

    /// <summary>GDPR Art. 6(1): <c>Consent</c>, <c>Contract</c>, <c>LegalObligation</c>, <c>VitalInterests</c>, <c>PublicTask</c>, <c>LegitimateInterests</c>.</summary>
    public required string LegalBasis { get; init; }

    /// <summary>The kind of law or document that the basis usually rests on.</summary>
    public string? LegalReference { get; init; }
}

/// <summary>An organisation with a part in the service.</summary>
public sealed record ArchetypeStakeholder
{
    /// <summary>Unique inside the archetype; datasets and flows name it.</summary>
    public required string Key { get; init; }

    /// <summary>Generic name; the same name in two archetypes means the same kind of body.</summary>
    public required string Name { get; init; }

    /// <summary><c>Agency</c>, <c>ServiceOperator</c>, <c>Integrator</c>, <c>Supplier</c>, <c>DataIntermediary</c>, <c>RepresentativeGroup</c>, <c>ExternalRecipient</c> or <c>SupervisoryAuthority</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>Controller</c>, <c>JointController</c>, <c>Processor</c>, <c>SubProcessor</c>, <c>ThirdParty</c>, <c>Representative</c> or <c>SupervisoryAuthority</c>.</summary>
    public required string Role { get; init; }

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
    public required IReadOnlyList<ArchetypeDataItem> Items { get; init; }
}

/// <summary>One attribute type in a dataset, at a resolution.</summary>
public sealed record ArchetypeDataItem
{
    /// <summary>Attribute type id, A01 to A90.</summary>
    public required string Type { get; init; }

    /// <summary>Spatial resolution in words, for example "sensor, about 50 m".</summary>
    public required string Space { get; init; }

    /// <summary>Temporal resolution in words, for example "second".</summary>
    public required string Time { get; init; }

    /// <summary>
    /// Name of the space of values in which the identifier is the same for the same person or thing. Two holdings with
    /// the same domain join directly; a pseudonym of its own has a domain of its own. Null for what is no identifier.
    /// </summary>
    public string? Domain { get; init; }

    /// <summary><c>Individual</c>, <c>Household</c> or <c>Aggregate</c>.</summary>
    public required string Level { get; init; }
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
    public required string LegalBasis { get; init; }
    public required string Frequency { get; init; }

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
    /// <summary>Q1 to Q9 of <c>screening.json</c>.</summary>
    public required string Question { get; init; }

    /// <summary><c>Yes</c>, <c>No</c> or <c>Unsure</c>.</summary>
    public required string Answer { get; init; }
    public required string Note { get; init; }
}

/// <summary>A public assessment, decision or case about this kind of service.</summary>
public sealed record ArchetypePublication
{
    public required string Text { get; init; }
    public required Certainty Certainty { get; init; }
}
