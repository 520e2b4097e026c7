namespace SmartCityPia.Domain.Foundation;

/// <summary>A day is the city's: it begins at midnight in the machine's time zone (<c>TZ</c>).</summary>
public static class Days
{
    public static DateOnly Today(this TimeProvider clock) => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    /// <summary>The city's day on which it was.</summary>
    public static DateOnly Day(this DateTimeOffset at) => DateOnly.FromDateTime(at.LocalDateTime);
}
