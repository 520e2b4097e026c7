using SmartCityPia.Analysis.City;

namespace SmartCityPia.Domain.Catalogue;

/// <summary>What people can have without any of the city's data. One entry of <c>outside.json</c>.</summary>
public sealed record OutsideSource
{
    /// <summary>O01, O02 and so on.</summary>
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>An event without a domain is known of every area of the city.</summary>
    public required IReadOnlyList<FacetedField> Fields { get; init; }

    /// <summary>For what part of the people such rows exist, 0 to 1.</summary>
    public required double Reach { get; init; }
    public double? Days { get; init; }
    public double? Events { get; init; }

    /// <summary>Counts everywhere; otherwise where a city says that it exists in its country.</summary>
    public required bool There { get; init; }

    /// <summary>What the reach rests on.</summary>
    public required NumberBasis Number { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }

    internal CityOutside ToEngine() => new(Id, [.. Fields.Select(f => f.ToEngine())]) { Name = Name, Reach = Reach, Days = Days, Events = Events };
}
