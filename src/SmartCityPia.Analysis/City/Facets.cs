namespace SmartCityPia.Analysis.City;

/// <summary>In which form a field's values are kept, from open to strict.</summary>
public enum CityForm
{
    Plain,

    /// <summary>Turned back by trying all values.</summary>
    Hashed,

    /// <summary>The same person gives the same code, and the holder does not have the key.</summary>
    Keyed,

    /// <summary>Not the same twice: it joins nothing.</summary>
    Encrypted,
}

/// <summary>How rows of a holding can be had, from open to strict.</summary>
public enum CityAccess
{
    Bulk,

    /// <summary>One case at a time.</summary>
    Query,

    /// <summary>By court order or alike only.</summary>
    Order,
}

/// <summary>
/// What a holding's field must be like for a rule or link to work on it. What is not stated asks for nothing, except
/// that a value speaks about one person and is plain.
/// </summary>
/// <param name="Metres">At most so coarse.</param>
/// <param name="Seconds">At most so coarse.</param>
/// <param name="Group">A value speaks about so many people at most; 1 if not stated.</param>
/// <param name="Form">At most so strict; plain if not stated.</param>
/// <param name="Covers">A kind of place that the field includes.</param>
/// <param name="Span">Days over which one person can be followed in the holding, at least.</param>
/// <param name="Days">The holding keeps its rows so long, at least.</param>
/// <param name="Events">Events of one person in the holding, at least.</param>
/// <param name="Access">At most so strict; by order if not stated.</param>
public sealed record CityCondition(
    double? Metres = null,
    double? Seconds = null,
    double? Group = null,
    CityForm? Form = null,
    string? Covers = null,
    double? Span = null,
    double? Days = null,
    double? Events = null,
    CityAccess? Access = null)
{
    /// <summary>The same condition with nothing stated that asks for no more than its default.</summary>
    public CityCondition Shortest() => new(
        Metres is double.PositiveInfinity ? null : Metres,
        Seconds is double.PositiveInfinity ? null : Seconds,
        Group is 1 ? null : Group,
        Form is CityForm.Plain ? null : Form,
        Covers,
        Span is 0 ? null : Span,
        Days is 0 ? null : Days,
        Events is 0 ? null : Events,
        Access is CityAccess.Order ? null : Access);
}

/// <summary>What a rule rests on: an attribute that is known, or a given field that meets a condition.</summary>
/// <param name="Type">An attribute type; with a condition also the name of a class.</param>
public sealed record CityPremise(string Type, CityCondition? Condition = null)
{
    public static implicit operator CityPremise(string type) => new(type);

    /// <summary>Whether two premises are met by the same.</summary>
    public bool Means(CityPremise other) =>
        Type == other.Type && (Condition is null ? other.Condition is null : other.Condition is { } theirs && Condition.Shortest() == theirs.Shortest());
}
