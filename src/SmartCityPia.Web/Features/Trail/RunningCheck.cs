using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Data.Trail;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Features.Trail;

/// <summary>The result of a check, as stored on the trail.</summary>
/// <param name="Anchor">The sequence of the anchor it was checked against.</param>
public sealed record CheckOutcome(long Events, long Erased, TrailFault? Fault, long? FaultAt, long? Anchor, string? Record = null)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <returns>Null if the JSON has been tampered with; the page must still work then.</returns>
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
/// Checks the chain in the background, one check at a time per instance. The result is an event, so every instance shows it.
/// </summary>
public sealed partial class RunningCheck(IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, ILogger<RunningCheck> logger)
{
    private readonly Lock _gate = new();
    private Task? _running;
    private long _seen;
    private long _total;

    /// <summary>Links read and their total; null if no check is running.</summary>
    public (long Seen, long Total)? Progress => _running is { IsCompleted: false }
        ? (Interlocked.Read(ref _seen), Interlocked.Read(ref _total)) : null;

    /// <summary>Starts a check unless one is running.</summary>
    /// <returns>Completes with the check.</returns>
    public Task Start(TrailAnchor? anchor, Actor actor)
    {
        lock (_gate)
            return _running is { IsCompleted: false } ? _running : _running = Task.Run(() => Run(anchor, actor));
    }

    private async Task Run(TrailAnchor? anchor, Actor actor)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PiaDbContext>();
            Interlocked.Exchange(ref _seen, 0);
            Interlocked.Exchange(ref _total, await db.AuditLinks.MaxAsync(l => (long?)l.Sequence, lifetime.ApplicationStopping) ?? 0);
            var result = await scope.ServiceProvider.GetRequiredService<CheckTrail>()
                .Handle(anchor, new Counter(this), lifetime.ApplicationStopping);
            var outcome = JsonSerializer.Serialize(new CheckOutcome(result.Events, result.Erased, result.Fault, result.FaultAt,
                anchor?.Sequence, result.Record), CheckOutcome.Json);
            await db.RecordAsync(actor, AuditVerbs.Verified, nameof(AuditEvent), Guid.Empty, null, lifetime.ApplicationStopping,
                after: outcome);
        }
        catch (Exception e)
        {
            // No request waits for the result; without an event the page shows that there is no new one.
            NotChecked(e);
        }
    }

    private sealed class Counter(RunningCheck check) : IProgress<long>
    {
        public void Report(long value) => Interlocked.Exchange(ref check._seen, value);
    }

    [LoggerMessage(LogLevel.Error, "The trail could not be checked")]
    private partial void NotChecked(Exception exception);
}
