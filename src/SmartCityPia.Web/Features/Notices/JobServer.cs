using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.PostgreSql;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Faults;

namespace SmartCityPia.Web.Features.Notices;

/// <summary>
/// Runs the jobs with Hangfire, which has its own schema in the application's database. It starts in the background and retries until the
/// database is available, so that the application can start without it.
/// </summary>
internal sealed partial class JobServer(IConfiguration configuration, IServiceScopeFactory scopes, LiveSettings settings, ILoggerFactory logs,
    ILogger<JobServer> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Don't delay the application's start.
        await Task.Yield();
        GlobalConfiguration.Configuration.UseLogProvider(new AspNetCoreLogProvider(logs));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using var server = Begin();
                await server.WaitForShutdownAsync(stoppingToken);
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (DatabaseAway.Is(e) || e is PostgreSqlDistributedLockException or TimeoutException)
            {
                Waits(log, e.GetType().Name);
            }
            try
            {
                await Task.Delay(Pause, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private BackgroundJobServer Begin()
    {
        var storage = new PostgreSqlStorage(
            new Hangfire.PostgreSql.Factories
                .NpgsqlConnectionFactory(configuration.GetConnectionString("Pia")!, new PostgreSqlStorageOptions()),
            new PostgreSqlStorageOptions
            {
                SchemaName = Data.RuntimeRole.JobSchema,
                // Whoever migrates makes it: the role of the application may not.
                PrepareSchemaIfNecessary = false,
                QueuePollInterval = TimeSpan.FromSeconds(15)
            });
        var jobs = new RecurringJobManager(storage);
        var local = new RecurringJobOptions { TimeZone = settings.Now.Clock.Zone };
        jobs.AddOrUpdate<SendMails>("send-mails", job => job.Handle(CancellationToken.None), Cron.Minutely(), local);
        jobs.AddOrUpdate<RemindPeople>("remind-people", job => job.Handle(CancellationToken.None), Cron.Daily(5), local);
        jobs.AddOrUpdate<CarryOutPeriods>("carry-out-periods", job => job.Handle(CancellationToken.None), Cron.Daily(4), local);
        return new BackgroundJobServer(new()
        {
            WorkerCount = 2,
            Activator = new AspNetCoreJobActivator(scopes),
            SchedulePollingInterval = TimeSpan.FromSeconds(15)
        }, storage);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Jobs wait for the database ({Why}); mails stay in the outbox.")]
    private static partial void Waits(ILogger logger, string why);
}
