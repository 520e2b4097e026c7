namespace SmartCityPia.Analysis.City;

/// <summary>A dataset at its holder, a flow's copy at its recipient, or an outside source.</summary>
/// <param name="Holder">Number of the organisation, or -1: everybody has it.</param>
/// <param name="Source">Id of the holding it is a copy of; null for a dataset.</param>
/// <param name="Reach">For what part of the people there are rows.</param>
/// <param name="IsOutside">Whether it is knowledge from outside the city, in which nothing is a finding.</param>
internal sealed record CityHolding(string Id, int Holder, string? Source, HoldingLayer Layer, double Reach, bool IsOutside = false)
{
    public HoldingContent Content => Layer.Content;
}

/// <summary>How a holding comes to its content. Shared between copies that do not differ.</summary>
/// <param name="Own">Its own controls, in order, with holders named.</param>
/// <param name="Downstream">Effects that its copies inherit: those of data scope, inherited ones first, then its own.</param>
internal sealed record HoldingLayer(CityControl[] Own, CityEffect[] Downstream, HoldingContent Content)
{
    /// <summary>Its fields before any control.</summary>
    public CityField[] Declared => Content.Declared;
}

/// <summary>What is stated about a holding as a whole, before any control.</summary>
internal sealed record HoldingFacets(double? Days, double? Events, CityAccess? Access)
{
    public static readonly HoldingFacets None = new(null, null, null);

    public static HoldingFacets Of(double? days, double? events, CityAccess? access) =>
        days is null && events is null && access is null ? None : new HoldingFacets(days, events, access);
}

/// <summary>A field of a holding by which it joins.</summary>
/// <param name="Key">Number of the key.</param>
/// <param name="Domain">Number of the domain in which it joins; -1 for a key that asks for none.</param>
/// <param name="Cost">Of the field's factor.</param>
internal readonly record struct HoldingEnd(int Key, int Domain, long Cost);

/// <summary>
/// What a holding contains after its controls, as far as rules and keys ask. Shared between copies that do not differ.
/// The fields themselves are worked out again by <see cref="SettledFields"/> where a proof names them.
/// </summary>
internal sealed class HoldingContent
{
    /// <summary>The content of a holding that was taken away.</summary>
    public static readonly HoldingContent Gone = new() { Columns = [], ColumnCosts = [], Ends = [], RuleCosts = [], KeyCosts = [], Declared = [], Facets = HoldingFacets.None, Effects = [] };

    /// <summary>Open fields and the conditions that some field meets, ascending.</summary>
    public required int[] Columns { get; init; }

    /// <summary>Cost of each column's factor; 0 where no control weakens it.</summary>
    public required long[] ColumnCosts { get; init; }

    /// <summary>The keys that join it through a given field: by key and domain, the best field of each.</summary>
    public required HoldingEnd[] Ends { get; init; }

    /// <summary>Extra costs of rules here, by rule number.</summary>
    public required (int Rule, long Cost)[] RuleCosts { get; init; }

    /// <summary>Extra costs of link keys here, by key number.</summary>
    public required (int Key, long Cost)[] KeyCosts { get; init; }

    /// <summary>The fields before any control.</summary>
    public required CityField[] Declared { get; init; }

    public required HoldingFacets Facets { get; init; }

    /// <summary>All effects that act here, in order.</summary>
    public required CityEffect[] Effects { get; init; }

    /// <summary>Whether an open field or a met condition is given.</summary>
    public bool Has(int column) => Array.BinarySearch(Columns, column) >= 0;

    public long ColumnCost(int column)
    {
        var at = Array.BinarySearch(Columns, column);
        return at < 0 ? Costs.Never : ColumnCosts[at];
    }

    /// <summary>Cost of the field by which a key joins it in a domain; never, where none does.</summary>
    public long EndCost(int key, int domain)
    {
        foreach (var end in Ends)
        {
            if (end.Key == key && end.Domain == domain)
                return end.Cost;
        }

        return Costs.Never;
    }

    public long RuleCost(int rule)
    {
        foreach (var (number, cost) in RuleCosts)
        {
            if (number == rule)
                return cost;
        }

        return 0;
    }

    public long KeyCost(int key)
    {
        foreach (var (number, cost) in KeyCosts)
        {
            if (number == key)
                return cost;
        }

        return 0;
    }

    /// <summary>Whether it joins by no other keys, domains and key factors than another.</summary>
    public bool JoinsAs(HoldingContent other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (!KeyCosts.AsSpan().SequenceEqual(other.KeyCosts))
            return false;
        foreach (var end in Ends)
        {
            if (other.EndCost(end.Key, end.Domain) >= Costs.Never)
                return false;
        }

        return true;
    }

    /// <summary>Whether two holdings of the same types, rules and keys contain the same and are described the same.</summary>
    public bool Means(HoldingContent other) =>
        ReferenceEquals(this, other)
        || (Columns.AsSpan().SequenceEqual(other.Columns)
            && ColumnCosts.AsSpan().SequenceEqual(other.ColumnCosts)
            && Ends.AsSpan().SequenceEqual(other.Ends)
            && RuleCosts.AsSpan().SequenceEqual(other.RuleCosts)
            && KeyCosts.AsSpan().SequenceEqual(other.KeyCosts)
            && Facets == other.Facets
            // A proof names the field it used: with another one removed, recoded or declared, the same score rests on something else.
            && Effects.AsSpan().SequenceEqual(other.Effects)
            && Declared.AsSpan().SequenceEqual(other.Declared, SameField));

    private static readonly IEqualityComparer<CityField> SameField = EqualityComparer<CityField>.Create(
        (one, two) => one is not null && two is not null && one with { Covers = two.Covers } == two
            && (one.Covers is null ? two.Covers is null : two.Covers is not null && one.Covers.SequenceEqual(two.Covers, StringComparer.Ordinal)));
}
