using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Caching.Memory;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Frame.City;

/// <summary>A computation over the city that may take longer than a request should wait.</summary>
public sealed class CityRun(Guid id, Guid startedBy, CancellationTokenSource cancel)
{
    private (int Done, int Of) _progress;

    public Guid Id { get; } = id;

    /// <summary>The person who started it and may cancel it.</summary>
    public Guid StartedBy { get; } = startedBy;

    public Task<object> Work { get; internal set; } = null!;

    /// <summary>Finished steps and their total; 0 of 0 while unknown.</summary>
    public (int Done, int Of) Progress => _progress;

    public void Cancel() => cancel.Cancel();

    /// <summary>Shows the progress page, which leads back here.</summary>
    public IActionResult Show(HttpContext http)
    {
        var back = HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString.ToString()
            : http.Request.Path.ToString();
        return new RedirectResult(Address(Id, back));
    }

    /// <summary>Address of the progress page.</summary>
    public static string Address(Guid id, string back) => $"{Addresses.CityRun(id)}?back={Uri.EscapeDataString(back)}";

    // Reported synchronously: posting to another thread could reorder the last updates.
    internal void Report((int Done, int Of) progress) => _progress = progress;
}

/// <summary>
/// Runs each computation once for all who ask, at most two at a time, and keeps the last results. A result depends only on its key. Each
/// instance computes its own.
/// </summary>
public sealed class CityRuns(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(900);

    private readonly MemoryCache _results = new(new MemoryCacheOptions { SizeLimit = 64 });
    private readonly ConcurrentDictionary<string, Lazy<CityRun>> _running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _atATime = new(2);

    /// <summary>The result, or the run if it takes more than a second.</summary>
    /// <param name="key">Covers everything the result depends on.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled while this call waited.</exception>
    public async Task<(T? Result, CityRun? Running)> Get<T>(string key, Guid who, Func<IProgress<(int Done, int Of)>, CancellationToken,
        T> work) where T : class
    {
        if (_results.TryGetValue(key, out T? known))
            return (known, null);
        var run = _running.GetOrAdd(key, _ => new(() => Start(key, who, work))).Value;
        try
        {
            return ((T)await run.Work.WaitAsync(Patience, clock), null);
        }
        catch (TimeoutException)
        {
            return (null, run);
        }
    }

    public CityRun? Find(Guid id) => _running.Values.Select(r => r.Value).FirstOrDefault(r => r.Id == id);

    private CityRun Start<T>(string key, Guid who, Func<IProgress<(int Done, int Of)>, CancellationToken, T> work) where T : class
    {
        var cancel = new CancellationTokenSource();
        var run = new CityRun(Guid.CreateVersion7(clock.GetUtcNow()), who, cancel);
        run.Work = Task.Run(async () =>
        {
            try
            {
                await _atATime.WaitAsync(cancel.Token);
                try
                {
                    var result = work(new Counter(run), cancel.Token);
                    // Don't cache cancelled runs.
                    cancel.Token.ThrowIfCancellationRequested();
                    _results.Set(key, result, new MemoryCacheEntryOptions { Size = 1 });
                    return (object)result;
                }
                finally
                {
                    _atATime.Release();
                }
            }
            finally
            {
                _running.TryRemove(key, out _);
            }
        });
        return run;
    }

    public void Dispose()
    {
        _results.Dispose();
        _atATime.Dispose();
    }

    private sealed class Counter(CityRun run) : IProgress<(int Done, int Of)>
    {
        public void Report((int Done, int Of) value) => run.Report(value);
    }
}
