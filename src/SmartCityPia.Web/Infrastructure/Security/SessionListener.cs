using Microsoft.AspNetCore.OutputCaching;
using Npgsql;
using SmartCityPia.Data;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Web.Infrastructure.Faults;
using SmartCityPia.Web.Infrastructure.Register;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>Hears from the database that a session ended, an account or a setting of the city changed, or an entry of the register was published, on whichever instance it was done.</summary>
internal sealed partial class SessionListener(IConfiguration configuration, Sessions sessions, LiveSettings settings, IOutputCacheStore kept, IServiceScopeFactory scopes, ILogger<SessionListener> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The application is not to wait for it.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (Exception e) when (e is OperationCanceledException || DatabaseAway.Is(e))
            {
                // It is tried again below.
            }
#pragma warning disable CA1031 // An exception that leaves a background service stops the host.
            catch (Exception e)
#pragma warning restore CA1031
            {
                NotHeard(log, e);
            }
            // What happens meanwhile is not heard: nothing is kept then for longer than it is fresh.
            sessions.ForgetAll();
            await PublicRegister.Forget(kept, CancellationToken.None);
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of sessions is not heard from the database; each ends within half a minute")]
    private static partial void NotHeard(ILogger log, Exception exception);

    private async Task Listen(CancellationToken cancellationToken)
    {
        var own = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("Pia")) { Pooling = false, KeepAlive = 30, ApplicationName = "sessions" };
        await using var connection = new NpgsqlConnection(own.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        var (changed, published) = (true, true);
        connection.Notification += (_, told) =>
        {
            changed |= told.Channel == SaveCitySettings.Channel;
            published |= told.Channel == PublicRegister.Channel;
            if (Guid.TryParse(told.Payload, out var account))
                sessions.Forget(account);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN sessions; LISTEN {SaveCitySettings.Channel}; LISTEN {PublicRegister.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        sessions.ForgetAll();
        while (true)
        {
            if (published || changed)
                await PublicRegister.Forget(kept, cancellationToken);
            published = false;
            if (changed)
            {
                changed = false;
                await using var scope = scopes.CreateAsyncScope();
                await settings.Start(scope.ServiceProvider.GetRequiredService<PiaDbContext>(), cancellationToken);
                // Pages made with the old settings meanwhile.
                await PublicRegister.Forget(kept, cancellationToken);
            }
            await connection.WaitAsync(cancellationToken);
        }
    }
}
