namespace SmartCityPia.Domain.Dossiers;

/// <summary>What can be said of how fine, how long and how much.</summary>
public static class FacetLimits
{
    /// <summary>The largest number of days, metres, seconds, people or events.</summary>
    public const int Most = 1_000_000_000;

    /// <summary>Among the kinds of places: none of them is included.</summary>
    public const string NoPlaces = "none";
}
