using SmartCityPia.LocalPostgres;

namespace SmartCityPia.Web.Infrastructure.Faults;

/// <summary>Starts the private database again when somebody else ended it while the application lives.</summary>
internal sealed class PrivateDatabaseWatch(Task<PrivateCluster> starting, TimeProvider clock, ILogger<PrivateDatabaseWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var postgres = await starting;
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await postgres.EnsureRunningAsync(stoppingToken);
            }
            catch (LocalPostgresException e)
            {
                logger.LogError(e, "The private database could not be started again");
            }
        }
    }
}
