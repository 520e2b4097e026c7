namespace SmartCityPia.Domain.Foundation;

/// <summary>Calendar days in the city's time zone, which is the machine's (<c>TZ</c>).</summary>
public static class Days
{
    public static DateOnly Today(this TimeProvider clock) => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    /// <summary>The local day of an instant.</summary>
    public static DateOnly Day(this DateTimeOffset at) => DateOnly.FromDateTime(at.LocalDateTime);
}
