namespace SmartCityPia.Domain.Foundation;

/// <summary>When something that failed is tried again: after 1, 2, 4 … minutes, then one hour each time, without an end.</summary>
public static class Retries
{
    private const int Hour = 60;

    /// <param name="attempts">How often it has failed, from 1.</param>
    public static DateTimeOffset Next(int attempts, DateTimeOffset now) => now.AddMinutes(Math.Min(Math.Pow(2, Math.Min(attempts - 1, 10)), Hour));
}
