namespace SmartCityPia.Domain.Catalogue;

/// <summary>Which text asks for it.</summary>
public enum LawText
{
    /// <summary>GDPR, Article 35(7).</summary>
    Article35,

    /// <summary>WP248 rev.01, Annex 2.</summary>
    Wp248,
}

/// <summary>A place of the record that answers a point of the law. Frozen versions name them, so none is ever renamed.</summary>
public enum LawLook
{
    Summary, Scale, Purposes, PurposeTexts, Groups, Data, Recipients, Retention, Storage, LegalBasis, FlowBasis, Necessity, Alternatives,
    Information, Choices, Processors, Transfers, PriorConsultation, Risks, RiskSources, RiskThreats, RiskRatings, Treatment, Measures, Advice, Views, Codes,
}

/// <summary>One thing that the law asks of an assessment, and where the record would answer it. One entry of <c>law.json</c>.</summary>
public sealed record LawPoint
{
    public required string Id { get; init; }
    public required LawText Set { get; init; }

    /// <summary>Of the GDPR.</summary>
    public required string Clause { get; init; }

    /// <summary>In our own words, without a full stop.</summary>
    public required string Asks { get; init; }
    public required IReadOnlyList<LawLook> Looks { get; init; }

    /// <summary>Ids of privacy principles whose answers it looks at too.</summary>
    public IReadOnlyList<string> Principles { get; init; } = [];

    /// <summary>Ids of rights whose answers it looks at too.</summary>
    public IReadOnlyList<string> Rights { get; init; } = [];
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}
