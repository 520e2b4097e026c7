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
}

/// <param name="Type">Attribute type.</param>
/// <param name="Domain">The identifier domain: two fields of one type hold comparable values only within the same domain.</param>
public sealed record CityField(string Type, string? Domain = null);

/// <summary>A copy of a dataset, or of another flow's copy, at a recipient. Its id also addresses the copy.</summary>
/// <param name="Id">Shares its names with datasets.</param>
/// <param name="To">The recipient.</param>
/// <param name="From">Id of a dataset or of a flow.</param>
/// <param name="Fields">The types passed on; all of the source's when null or empty.</param>
/// <param name="Controls">Ids of controls on the copy, applied in this order after the inherited ones.</param>
public sealed record CityFlow(string Id, string From, string To, IReadOnlyList<string>? Fields = null, IReadOnlyList<string>? Controls = null);

/// <summary>Who knows all premises about a person can tell the conclusion.</summary>
/// <param name="Id">Unique among rules.</param>
/// <param name="Premises">Attribute types, at least one, none twice.</param>
/// <param name="Conclusion">Attribute type.</param>
/// <param name="Confidence">How surely the conclusion holds when every premise does, 0 to 1.</param>
/// <param name="Low">Low end of an estimate; an exact figure has neither end.</param>
/// <param name="High">High end of an estimate.</param>
public sealed record CityRule(
    string Id, IReadOnlyList<string> Premises, string Conclusion, double Confidence, double? Low = null, double? High = null);

/// <summary>An attribute by which records of two holdings are joined.</summary>
/// <param name="Type">Attribute type; one key per type.</param>
/// <param name="Strength">How surely records that agree on this type belong to one person, 0 to 1.</param>
/// <param name="SameDomain">Whether it joins only fields of equal, known identifier domain.</param>
public sealed record CityKey(string Type, double Strength, bool SameDomain);

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
    private CityEffect()
    {
    }

    /// <summary>The attribute is no longer a field there.</summary>
    public sealed record Remove(string Type) : CityEffect;

    /// <summary>The field's values are replaced by those of another identifier domain.</summary>
    public sealed record SetDomain(string Type, string Domain) : CityEffect;

    /// <summary>Multiplies a rule's confidence there; of several factors the smallest counts.</summary>
    public sealed record RuleFactor(string Rule, double Factor) : CityEffect;

    /// <summary>Multiplies a field's score there; of several factors the smallest counts.</summary>
    public sealed record FieldFactor(string Type, double Factor) : CityEffect;

    /// <summary>Multiplies a link key's strength there; of several factors, and of a link's two sides, the smallest counts.</summary>
    public sealed record KeyFactor(string Type, double Factor) : CityEffect;
}
