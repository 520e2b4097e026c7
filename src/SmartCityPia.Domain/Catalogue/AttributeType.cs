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

/// <summary>What the law says about a kind of data.</summary>
public enum LawMark
{
    /// <summary>A special category (GDPR Art. 9), as data or as soon as it is concluded.</summary>
    SpecialCategory,
    /// <summary>May reveal one; <see cref="AttributeType.MayReveal"/> says where.</summary>
    MayReveal,
    /// <summary>Location, finances, home life, communications (WP248 no. 4).</summary>
    HighlyPersonal,
    /// <summary>Criminal convictions and offences (GDPR Art. 10).</summary>
    Offences,
}

public enum LawNote
{
    /// <summary>About children by its nature.</summary>
    Children,
    /// <summary>The AI Act asks more of who processes it.</summary>
    AiAct,
}

/// <summary>What a conclusion does to the people it is about; limits that a city declares are held against it.</summary>
public enum Touch
{
    Identifies,
    /// <summary>Where somebody goes, lives or works, or the same person again.</summary>
    Tracks,
    /// <summary>What somebody does, and when.</summary>
    Monitors,
}

/// <summary>Where a conclusion is shown as a finding.</summary>
public enum Showing
{
    Always,
    /// <summary>Only of a body that got the data from another one; who gave the code knows.</summary>
    InCopies,
    /// <summary>A step of proofs alone.</summary>
    Never,
}

/// <summary>A kind of data that a service can hold (A) or that can be inferred (D). One entry of <c>attribute-types.json</c>.</summary>
public sealed record AttributeType
{
    /// <summary>A01 to A90 are the reference list; later A and all D were added because rules or joins need them.</summary>
    public required string Id { get; init; }

    /// <summary>A noun phrase that fits into a sentence, such as "where someone lives".</summary>
    public required string Name { get; init; }
    public required string Category { get; init; }

    /// <summary>Where the reference names two classes, the stricter one; <see cref="Note"/> says so.</summary>
    public required IdentifierClass Class { get; init; }

    /// <summary>Empty where the law marks it in no way of its own.</summary>
    public required IReadOnlyList<LawMark> Law { get; init; }

    /// <summary>Where it may reveal a special category.</summary>
    public string? MayReveal { get; init; }
    public IReadOnlyList<LawNote> Notes { get; init; } = [];

    /// <summary>One sentence for a reader who is not a specialist.</summary>
    public required string Plain { get; init; }

    /// <summary>A made-up value; inferred types have none.</summary>
    public string? Example { get; init; }

    /// <summary>A condition on the class or the marks.</summary>
    public string? Note { get; init; }

    /// <summary>Names a person or reaches one directly. A register or profile that is not joined with anything names nobody in the city's data and is not marked.</summary>
    public bool Identifying { get; init; }

    /// <summary>Tracks or monitors those it is about.</summary>
    public IReadOnlyList<Touch> Touches { get; init; } = [];

    /// <summary>Names of the sets it is in: <c>code</c> stays the same for one person, <c>event</c> is of a place and time.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Ids of types that whoever is given this one knows as well: they are no finding there.</summary>
    public IReadOnlyList<string> Gives { get; init; } = [];

    public Showing Shown { get; init; }

    /// <summary>One event is two people's, such as a driver's and a rider's: what is known of the one is not told of the other.</summary>
    public bool TwoPeople { get; init; }

    /// <summary>The threat that such a conclusion stands for where it identifies nobody; null for <see cref="ThreatType.Linking"/>.</summary>
    public ThreatType? Threat { get; init; }

    /// <summary>Can be had without any of the city's holdings: public posts, registers, what a neighbour knows.</summary>
    public bool Outside { get; init; }

    /// <summary>Known only as the conclusion of a rule; nobody declares it as held.</summary>
    public bool Derived { get; init; }

    /// <summary>Id of the type that a service could hold in its place and that says less; null where there is none.</summary>
    public string? Coarser { get; init; }

    /// <summary>No longer offered; kept for what was described with it.</summary>
    public bool Retired { get; init; }

    /// <summary>Of a retired type: the fields that say the same now.</summary>
    public IReadOnlyList<FacetedField> Becomes { get; init; } = [];
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }

    /// <summary>A special category, or offences.</summary>
    [JsonIgnore]
    public bool IsSpecial => Law.Contains(LawMark.SpecialCategory) || Law.Contains(LawMark.Offences);

    [JsonIgnore]
    public bool MayRevealCategory => Law.Contains(LawMark.MayReveal);

    /// <summary>Whether a service can be described with it.</summary>
    [JsonIgnore]
    public bool IsOffered => !Derived && !Retired;
}
