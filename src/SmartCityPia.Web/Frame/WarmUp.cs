using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Web.Infrastructure.Faults;

namespace SmartCityPia.Web.Frame;

/// <summary>
/// After start-up, reads the assessment that was changed last, so that its queries are compiled and its dossier is cached before the first
/// request. It runs in the background.
/// </summary>
public sealed partial class WarmUp(IServiceScopeFactory scopes, DossierCache dossiers, IHostApplicationLifetime lifetime, ILogger<WarmUp> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await using var whenStopped = stoppingToken.Register(() => started.TrySetCanceled(stoppingToken));
        try
        {
            await started.Task;
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PiaDbContext>();
            var last = await db.Assessments.AsNoTracking().OrderByDescending(a => a.ChangedAt).ThenBy(a => a.Id).Take(1).WithStamps(db)
                .SingleOrDefaultAsync(stoppingToken);
            if (last is not null)
                await dossiers.Get(last.Key, stoppingToken);
        }
        catch (Exception e) when (e is OperationCanceledException || DatabaseAway.Is(e))
        {
            // Pages work without it.
        }
#pragma warning disable CA1031 // An exception that leaves a background service stops the host; the page that asks next tells what is wrong.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(log, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The assessment changed last could not be read at the start")]
    private static partial void Failed(ILogger log, Exception exception);
}
