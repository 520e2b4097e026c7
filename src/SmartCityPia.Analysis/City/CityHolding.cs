namespace SmartCityPia.Analysis.City;

/// <summary>A dataset at its holder, or a flow's copy at its recipient.</summary>
/// <param name="Holder">Number of the organisation, or -1: public.</param>
/// <param name="Source">Id of the holding it is a copy of; null for a dataset.</param>
internal sealed record CityHolding(string Id, int Holder, string? Source, HoldingLayer Layer)
{
    public HoldingContent Content => Layer.Content;
}

/// <summary>How a holding comes to its content. Shared between copies that do not differ.</summary>
/// <param name="Declared">Its fields before any control.</param>
/// <param name="Own">Its own controls, in order.</param>
/// <param name="Downstream">Effects that its copies inherit: those of data scope, inherited ones first, then its own.</param>
internal sealed record HoldingLayer(CityField[] Declared, CityControl[] Own, CityEffect[] Downstream, HoldingContent Content);

/// <summary>What a holding contains after its controls. Shared between copies that do not differ.</summary>
internal sealed class HoldingContent
{
    /// <summary>Types of the fields, ascending.</summary>
    public required int[] FieldTypes { get; init; }

    /// <summary>Cost of each field's factor; 0 where no control weakens it.</summary>
    public required long[] FieldCosts { get; init; }

    /// <summary>Number of each field's identifier domain; -1 where it is not known.</summary>
    public required int[] FieldDomains { get; init; }

    /// <summary>Which fields can join by a key that is bound to domains.</summary>
    public required int[] DomainFields { get; init; }

    /// <summary>Extra costs of rules here, by rule number.</summary>
    public required (int Rule, long Cost)[] RuleCosts { get; init; }

    /// <summary>Extra costs of link keys here, by the key's type.</summary>
    public required (int Type, long Cost)[] KeyCosts { get; init; }

    public bool HasField(int type) => Array.BinarySearch(FieldTypes, type) >= 0;

    public long FieldCost(int type)
    {
        var at = Array.BinarySearch(FieldTypes, type);
        return at < 0 ? Costs.Never : FieldCosts[at];
    }

    public int Domain(int type)
    {
        var at = Array.BinarySearch(FieldTypes, type);
        return at < 0 ? -1 : FieldDomains[at];
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

    public long KeyCost(int type)
    {
        foreach (var (number, cost) in KeyCosts)
        {
            if (number == type)
                return cost;
        }

        return 0;
    }

    /// <summary>Whether it joins by the same keys, domains and key factors as another.</summary>
    public bool JoinsAs(HoldingContent other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (!KeyCosts.AsSpan().SequenceEqual(other.KeyCosts))
            return false;
        foreach (var f in DomainFields)
        {
            if (other.Domain(FieldTypes[f]) != FieldDomains[f])
                return false;
        }

        return true;
    }

    /// <summary>Whether two holdings of the same types, rules and keys contain the same.</summary>
    public bool Means(HoldingContent other) =>
        ReferenceEquals(this, other)
        || (FieldTypes.AsSpan().SequenceEqual(other.FieldTypes)
            && FieldCosts.AsSpan().SequenceEqual(other.FieldCosts)
            && FieldDomains.AsSpan().SequenceEqual(other.FieldDomains)
            && RuleCosts.AsSpan().SequenceEqual(other.RuleCosts)
            && KeyCosts.AsSpan().SequenceEqual(other.KeyCosts));
}
