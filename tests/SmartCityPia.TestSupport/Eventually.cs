namespace SmartCityPia.TestSupport;

/// <summary>Waits for something that the application does after its answer, or on another instance.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    private const int Attempts = 400;

    public static async Task Holds(Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        for (var attempt = 0; !await holds(); attempt++)
        {
            if (attempt == Attempts)
                throw new TimeoutException("It never came.");
            await Task.Delay(Interval, cancellationToken);
        }
    }
}
