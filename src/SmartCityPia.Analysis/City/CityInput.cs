namespace SmartCityPia.Analysis.City;

/// <summary>
/// What the engine is told about a city, member for member the file format in <c>docs/city.schema.json</c>.
/// Attribute types and identifier domains are plain names: they need no declaration.
/// </summary>
public sealed record CityInput
{
    public required IReadOnlyList<CityOrganisation> Organisations { get; init; }

    public required IReadOnlyList<CityDataset> Datasets { get; init; }

    public IReadOnlyList<CityFlow> Flows { get; init; } = [];

    public IReadOnlyList<CityRule> Rules { get; init; } = [];

    public IReadOnlyList<CityKey> Keys { get; init; } = [];

    public IReadOnlyList<CityControl> Controls { get; init; } = [];

    /// <summary>Sets of types by name: <c>code</c> are the types that stand for one person, <c>event</c> those of a place and time.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Classes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What people can have without the city.</summary>
    public IReadOnlyList<CityOutside> Outside { get; init; } = [];

    /// <summary>Groups of organisations that are looked at together: joint services, corporate groups, a shared supplier.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Coalitions { get; init; } = [];
}

public sealed record CityOrganisation(string Id, string? Name = null);

/// <summary>Data at rest at one holder, or public.</summary>
/// <param name="Id">Shares its names with flows, as both address a holding.</param>
/// <param name="Fields">No type twice.</param>
/// <param name="Holder">The organisation that holds it, or <see langword="null"/> for a public dataset, which everyone holds.</param>
/// <param name="Controls">Ids of controls, applied in this order.</param>
public sealed record CityDataset(string Id, string? Holder, IReadOnlyList<CityField> Fields, IReadOnlyList<string>? Controls = null)
{
    public bool IsPublic => Holder is null;

    /// <summary>How long rows are kept; null where that is not stated, which counts as for ever.</summary>
    public double? Days { get; init; }

    /// <summary>How many events of one person it typically holds; not stated counts as any number.</summary>
    public double? Events { get; init; }

    /// <summary>Not stated counts as bulk.</summary>
    public CityAccess? Access { get; init; }

    /// <summary>For what part of the people such rows exist, 0 to 1; all if not stated. Copies have it too.</summary>
    public double? Reach { get; init; }
}

/// <summary>What people can have without the city: everybody holds it, and nothing is a finding in it.</summary>
/// <param name="Id">Shares its names with datasets and flows.</param>
/// <param name="Fields">No type twice.</param>
public sealed record CityOutside(string Id, IReadOnlyList<CityField> Fields)
{
    public string? Name { get; init; }

    public double? Reach { get; init; }

    public double? Days { get; init; }

    public double? Events { get; init; }
}

/// <summary>A column. Facets that are not stated count as the most open: unlimited days, 0 metres and seconds, a group of one, plain.</summary>
/// <param name="Type">Attribute type.</param>
/// <param name="Domain">
/// The identifier domain: two fields of one type hold comparable values only within the same domain. For an event the
/// area in which it is recorded.
/// </param>
public sealed record CityField(string Type, string? Domain = null)
{
    /// <summary>Of a code: how long it stays the same for one person.</summary>
    public double? Days { get; init; }

    public double? Metres { get; init; }

    public double? Seconds { get; init; }

    /// <summary>The fewest people that a value speaks about.</summary>
    public double? Group { get; init; }

    /// <summary>Kinds of places that are included; null where nobody said.</summary>
    public IReadOnlyList<string>? Covers { get; init; }

    public CityForm? Form { get; init; }
}

/// <summary>A copy of a dataset, or of another flow's copy, at a recipient. Its id also addresses the copy.</summary>
/// <param name="Id">Shares its names with datasets.</param>
/// <param name="To">The recipient.</param>
/// <param name="From">Id of a dataset or of a flow.</param>
/// <param name="Fields">The types passed on; all of the source's when null or empty.</param>
/// <param name="Controls">Ids of controls on the copy, applied in this order after the inherited ones.</param>
public sealed record CityFlow(string Id, string From, string To, IReadOnlyList<string>? Fields = null, IReadOnlyList<string>? Controls = null)
{
    /// <summary>How long the recipient keeps rows; null where that is not stated, which counts as for ever.</summary>
    public double? Days { get; init; }

    /// <summary>How many events of one person the recipient typically holds; not stated counts as any number.</summary>
    public double? Events { get; init; }

    /// <summary>At the recipient; not stated counts as bulk.</summary>
    public CityAccess? Access { get; init; }
}

/// <summary>Who knows all premises about a person can tell the conclusion.</summary>
/// <param name="Id">Unique among rules.</param>
/// <param name="Premises">At least one, none twice.</param>
/// <param name="Conclusion">Attribute type.</param>
/// <param name="Confidence">How surely the conclusion holds when every premise does, 0 to 1.</param>
/// <param name="Low">Low end of the figure; the confidence itself if not stated.</param>
/// <param name="High">High end of the figure; the confidence itself if not stated.</param>
public sealed record CityRule(
    string Id, IReadOnlyList<CityPremise> Premises, string Conclusion, double Confidence, double? Low = null, double? High = null)
{
    /// <summary>Whether it takes a laboratory.</summary>
    public bool NeedsLaboratory { get; init; }
}

/// <summary>
/// How records of two holdings are joined: through given fields of a type, or of two types of a class, that meet a
/// condition on both sides; or through an attribute that either knows, given or inferred.
/// </summary>
/// <param name="Type">Attribute type or class. Several keys on one type are several strengths, the best of which counts.</param>
/// <param name="Strength">How surely records that agree on it belong to one person, 0 to 1.</param>
/// <param name="SameDomain">Whether it joins only fields of equal, known identifier domain; a key on a class always does.</param>
public sealed record CityKey(string Type, double Strength, bool SameDomain = false)
{
    /// <summary>Low end of the strength; the strength itself if not stated.</summary>
    public double? Low { get; init; }

    /// <summary>High end of the strength; the strength itself if not stated.</summary>
    public double? High { get; init; }

    /// <summary>Whether the type may be inferred. Such a key has neither domain, class nor condition.</summary>
    public bool Inferred { get; init; }

    /// <summary>What the field must be like on either side; null asks for a plain one about one person.</summary>
    public CityCondition? Condition { get; init; }
}

public sealed record CityControl(string Id, IReadOnlyList<CityEffect> Effects, CityControlScope Scope = CityControlScope.Data);

public enum CityControlScope
{
    /// <summary>It changes the data: it also acts on every copy made from that holding.</summary>
    Data,

    /// <summary>A clause or an access rule: it acts on that holding alone.</summary>
    Holder,
}

public abstract record CityEffect
{
    /// <summary>In a domain: the id of the holder on whose holding the control is stated, <c>public</c> for a public one.</summary>
    public const string HolderPlace = "{holder}";

    private CityEffect()
    {
    }

    /// <summary>The attribute is no longer a field there.</summary>
    public sealed record Remove(string Type) : CityEffect;

    /// <summary>
    /// The field's values are replaced by those of another identifier domain. <see cref="HolderPlace"/> in it stands for
    /// the holder of the holding on which the control is stated, on copies too.
    /// </summary>
    public sealed record SetDomain(string Type, string Domain) : CityEffect;

    /// <summary>Multiplies a rule's confidence there; of several factors the smallest counts.</summary>
    public sealed record RuleFactor(string Rule, double Factor) : CityEffect;

    /// <summary>Multiplies a field's score there; of several factors the smallest counts.</summary>
    public sealed record FieldFactor(string Type, double Factor) : CityEffect;

    /// <summary>Multiplies the strength of the link keys that name exactly this type or class; of several factors, and of a link's two sides, the smallest counts.</summary>
    public sealed record KeyFactor(string Type, double Factor) : CityEffect;

    /// <summary>Facets of a field become stricter; one that already is stays.</summary>
    public sealed record SetField(string Type, double? Days = null, double? Metres = null, double? Seconds = null, double? Group = null, CityForm? Form = null) : CityEffect;

    /// <summary>Facets of the holding become stricter; one that already is stays.</summary>
    public sealed record SetHolding(double? Days = null, double? Events = null, CityAccess? Access = null) : CityEffect;
}
