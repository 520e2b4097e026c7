using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Data.Trail;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Features.Trail;

/// <summary>What came of a check, as the trail keeps it.</summary>
/// <param name="Anchor">The sequence of the anchor it was checked against.</param>
public sealed record CheckOutcome(long Events, long Erased, TrailFault? Fault, long? FaultAt, long? Anchor)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <returns>Null where somebody spoiled it: this page is looked at just then.</returns>
    public static CheckOutcome? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<CheckOutcome>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>
/// The check of the chain that runs beside the requests, one at a time in each instance. Its outcome is an event, so that
/// every instance shows it.
/// </summary>
public sealed partial class RunningCheck(IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, ILogger<RunningCheck> logger)
{
    private readonly Lock gate = new();
    private Task? running;
    private long seen;
    private long total;

    /// <summary>How many of how many links are read; null where nothing runs.</summary>
    public (long Seen, long Total)? Progress => running is { IsCompleted: false } ? (Interlocked.Read(ref seen), Interlocked.Read(ref total)) : null;

    /// <summary>Starts a check unless one runs.</summary>
    /// <returns>Ends with the check.</returns>
    public Task Start(TrailAnchor? anchor, Actor actor)
    {
        lock (gate)
            return running is { IsCompleted: false } ? running : running = Task.Run(() => Run(anchor, actor));
    }

    private async Task Run(TrailAnchor? anchor, Actor actor)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PiaDbContext>();
            Interlocked.Exchange(ref seen, 0);
            Interlocked.Exchange(ref total, await db.AuditLinks.MaxAsync(l => (long?)l.Sequence, lifetime.ApplicationStopping) ?? 0);
            var result = await scope.ServiceProvider.GetRequiredService<CheckTrail>().Handle(anchor, new Counter(this), lifetime.ApplicationStopping);
            var outcome = JsonSerializer.Serialize(new CheckOutcome(result.Events, result.Erased, result.Fault, result.FaultAt, anchor?.Sequence), CheckOutcome.Json);
            await db.RecordAsync(actor, AuditVerbs.Verified, nameof(AuditEvent), Guid.Empty, null, lifetime.ApplicationStopping, after: outcome);
        }
        catch (Exception e)
        {
            // It runs for nobody: who looks finds that there is no new outcome.
            NotChecked(e);
        }
    }

    private sealed class Counter(RunningCheck check) : IProgress<long>
    {
        public void Report(long value) => Interlocked.Exchange(ref check.seen, value);
    }

    [LoggerMessage(LogLevel.Error, "The trail could not be checked")]
    private partial void NotChecked(Exception exception);
}
