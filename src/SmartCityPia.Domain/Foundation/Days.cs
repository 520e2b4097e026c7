namespace SmartCityPia.Domain.Foundation;

/// <summary>Calendar days and times in the city's time zone.</summary>
public static class Days
{
    private static readonly AsyncLocal<TimeZoneInfo?> OfTheCity = new();

    /// <summary>The city's time zone in this request or job; the machine's (<c>TZ</c>) where none was set.</summary>
    public static TimeZoneInfo Zone => OfTheCity.Value ?? TimeZoneInfo.Local;

    /// <summary>Sets the time zone for everything that is called from here.</summary>
    public static void Use(TimeZoneInfo zone) => OfTheCity.Value = zone;

    public static DateOnly Today(this TimeProvider clock) =>
        DateOnly.FromDateTime(OfTheCity.Value is { } zone ? TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime : clock.GetLocalNow().DateTime);

    /// <summary>The city's day of an instant.</summary>
    public static DateOnly Day(this DateTimeOffset at) => DateOnly.FromDateTime(at.InCity().DateTime);

    /// <summary>The instant as clocks in the city show it.</summary>
    public static DateTimeOffset InCity(this DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);
}
