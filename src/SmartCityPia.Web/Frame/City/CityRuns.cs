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
    /// <summary>Computations that one person may have running and waiting.</summary>
    public const int Share = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(900);

    private readonly MemoryCache _results = new(new MemoryCacheOptions { SizeLimit = 64 });
    private readonly ConcurrentDictionary<string, Lazy<CityRun>> _running = new(StringComparer.Ordinal);
    private readonly Turns _turns = new(2);

    /// <summary>The result, or the run if it takes more than a second.</summary>
    /// <param name="key">Covers everything the result depends on.</param>
    /// <exception cref="BadHttpRequestException">429: the person has <see cref="Share"/> others that are not done.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled while this call waited.</exception>
    public async Task<(T? Result, CityRun? Running)> Get<T>(string key, Guid who, Func<IProgress<(int Done, int Of)>, CancellationToken,
        T> work) where T : class
    {
        if (_results.TryGetValue(key, out T? known))
            return (known, null);
        if (!_running.ContainsKey(key) && _running.Values.Count(r => r.Value.StartedBy == who) >= Share)
            throw new BadHttpRequestException("Too many computations of one person.", StatusCodes.Status429TooManyRequests);
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
        // Here and not on the other thread: whoever asks first is first in the row.
        var turn = _turns.Enter(who, cancel.Token);
        run.Work = Task.Run(async () =>
        {
            try
            {
                await turn;
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
                    _turns.Leave(who);
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
    }

    /// <summary>A few at a time; whoever has the fewest running comes next, so that a row of questions of one person makes nobody else wait.</summary>
    private sealed class Turns(int free)
    {
        private readonly Lock _gate = new();
        private readonly List<(Guid Who, TaskCompletionSource Turn)> _waiting = [];
        private readonly Dictionary<Guid, int> _running = [];
        private int _free = free;

        public async Task Enter(Guid who, CancellationToken cancel)
        {
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
                _waiting.Add((who, turn));
            Next();
            await using (cancel.Register(() => turn.TrySetCanceled(cancel)))
                await turn.Task;
        }

        public void Leave(Guid who)
        {
            lock (_gate)
            {
                if (--_running[who] == 0)
                    _running.Remove(who);
                _free++;
            }
            Next();
        }

        private void Next()
        {
            lock (_gate)
            {
                _waiting.RemoveAll(w => w.Turn.Task.IsCanceled);
                while (_free > 0 && _waiting.Count > 0)
                {
                    var next = _waiting.MinBy(w => _running.GetValueOrDefault(w.Who));
                    _waiting.Remove(next);
                    if (!next.Turn.TrySetResult())
                        continue;
                    _running[next.Who] = _running.GetValueOrDefault(next.Who) + 1;
                    _free--;
                }
            }
        }
    }

    private sealed class Counter(CityRun run) : IProgress<(int Done, int Of)>
    {
        public void Report((int Done, int Of) value) => run.Report(value);
    }
}
