using System.Text.Json.Serialization;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>How strongly a kind of data points at a person, after the terms of ISO/IEC 20889 and 29100.</summary>
public enum IdentifierClass
{
    /// <summary>Names or reaches a person without anything else.</summary>
    DirectIdentifier,
    /// <summary>A steady code: it names nobody, but collects everything about one person, device or home.</summary>
    PersistentPseudonym,
    /// <summary>Fits many people alone, few together with other facts.</summary>
    QuasiIdentifier,
    /// <summary>What people want to keep to themselves.</summary>
    Sensitive,
    /// <summary>About no person as long as it stands alone.</summary>
    NonPersonal,
}

/// <summary>Whether a kind of data falls under GDPR Article 9 or 10.</summary>
public enum SpecialCategory
{
    None,
    /// <summary>A special category in itself.</summary>
    Article9,
    /// <summary>A special category only through what can be inferred from it.</summary>
    Article9ByInference,
    /// <summary>Criminal convictions and offences.</summary>
    Article10,
}

/// <summary>What the law says about a kind of data.</summary>
public sealed record AttributeFlags
{
    public required SpecialCategory SpecialCategory { get; init; }

    /// <summary>Offences besides an Article 9 category, as in an emergency record.</summary>
    public bool AlsoArticle10 { get; init; }

    /// <summary>About children by its nature.</summary>
    public bool Children { get; init; }
}

/// <summary>A kind of data that a service can hold (A) or that can be inferred (D). One entry of <c>attribute-types.json</c>.</summary>
public sealed record AttributeType
{
    /// <summary>A01 to A90 are the reference list; later A and all D were added because rules need them.</summary>
    public required string Id { get; init; }

    /// <summary>A noun phrase that fits into a sentence, such as "where someone lives".</summary>
    public required string Name { get; init; }
    public required string Category { get; init; }

    /// <summary>Where the reference names two classes, the stricter one; <see cref="Note"/> says so.</summary>
    public required IdentifierClass Class { get; init; }
    public required AttributeFlags Flags { get; init; }

    /// <summary>One sentence for a reader who is not a specialist.</summary>
    public required string Plain { get; init; }

    /// <summary>A made-up value; inferred types have none.</summary>
    public string? Example { get; init; }

    /// <summary>A condition on the class or the flags.</summary>
    public string? Note { get; init; }

    /// <summary>Names a person or reaches one directly. A register or profile that is not joined with anything names nobody in the city's data and is not marked.</summary>
    public bool Identifying { get; init; }

    /// <summary>Ids of types that whoever is given this one knows as well: they are no finding there.</summary>
    public IReadOnlyList<string> Gives { get; init; } = [];

    /// <summary>The threat that such a conclusion stands for where it identifies nobody; null for <see cref="ThreatType.Linking"/>.</summary>
    public ThreatType? Threat { get; init; }

    /// <summary>Can be had without any of the city's holdings: public posts, registers, what a neighbour knows.</summary>
    public bool Outside { get; init; }

    /// <summary>Not in the reference list.</summary>
    public bool Added { get; init; }

    /// <summary>Known only as the conclusion of a rule; nobody declares it as held.</summary>
    public bool Derived { get; init; }

    /// <summary>Id of the type that a service could hold in its place and that says less; null where there is none.</summary>
    public string? Coarser { get; init; }

    /// <summary>Of an added type: the rules of the reference that made it necessary.</summary>
    public IReadOnlyList<string> NeededBy { get; init; } = [];
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }

    /// <summary>Article 9 or 10, in itself or by inference.</summary>
    [JsonIgnore]
    public bool IsSpecial => Flags.SpecialCategory != SpecialCategory.None || Flags.AlsoArticle10;
}
