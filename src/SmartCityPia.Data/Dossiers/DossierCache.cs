using System.Collections.Concurrent;
using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;

namespace SmartCityPia.Data.Dossiers;

/// <summary>
/// A dossier with its findings, and what was computed of it. All requests share it: nobody changes a row of it or gives one to a
/// <see cref="PiaDbContext"/>.
/// </summary>
public sealed class KnownDossier
{
    private readonly DossierReader.Reading _reading;

    internal KnownDossier(DossierReader.Reading reading) => _reading = reading;

    private volatile Tuple<DateOnly, IReadOnlyList<Gap>>? _gaps;
    private volatile Tuple<Guid, KnownDossier>? _inCity;

    public DossierKey Key => _reading.Key;

    public Dossier Dossier => _reading.Dossier;

    internal DossierReader.Reading Reading => _reading;

    /// <summary>Few are looked at again: one more than these, and all are drawn anew.</summary>
    private const int MostDrawings = 4;

    private readonly ConcurrentDictionary<string, string> _drawings = new(StringComparer.Ordinal);

    /// <summary>A picture of the dossier, drawn when it is first asked for.</summary>
    /// <param name="key">Names it with everything it depends on besides the dossier.</param>
    public string Drawing(string key, Func<Dossier, string> draw)
    {
        if (_drawings.TryGetValue(key, out var drawn))
            return drawn;
        if (_drawings.Count >= MostDrawings)
            _drawings.Clear();
        return _drawings[key] = draw(Dossier);
    }

    private readonly ConcurrentDictionary<string, object> _computed = new(StringComparer.Ordinal);

    /// <summary>What follows from the dossier alone, computed when it is first asked for and shared like the dossier itself.</summary>
    /// <param name="what">Names it, whatever the request: it is kept as long as the dossier.</param>
    public T Once<T>(string what, Func<Dossier, T> compute) where T : class =>
        (T)_computed.GetOrAdd(what, static (_, with) => with.compute(with.Dossier), (compute, Dossier));

    /// <summary>Equal for dossiers that say the same to the city.</summary>
    public string GraphKey => field ??= CityGraph.KeyOf(Dossier);

    /// <summary>All gaps on a day, whatever the kind of assessment.</summary>
    public IReadOnlyList<Gap> Gaps(DateOnly today)
    {
        if (_gaps is { } known && known.Item1 == today)
            return known.Item2;
        IReadOnlyList<Gap> gaps = [.. DossierCheck.Gaps(Dossier, today)];
        _gaps = new(today, gaps);
        return gaps;
    }

    /// <returns>Null where it was not computed since the city changed.</returns>
    public KnownDossier? InCity(Guid cityStamp) => _inCity is { } known && known.Item1 == cityStamp ? known.Item2 : null;

    public KnownDossier WithCity(Guid cityStamp, CityRecord city)
    {
        var inCity = new KnownDossier(_reading with { Dossier = Dossier.WithCity(city) });
        _inCity = new(cityStamp, inCity);
        return inCity;
    }
}

/// <summary>
/// Keeps dossiers in memory, the last of each assessment, until they are changed or others need the room. Correct on any number of
/// instances: the caller's stamps come from the database, so a change made elsewhere makes the kept one unknown.
/// </summary>
public sealed class DossierCache(IServiceScopeFactory scopes, long mostMebibytes = DossierCache.DefaultMebibytes) : IDisposable
{
    public const int DefaultMebibytes = 96;

    private static readonly TimeSpan Unused = TimeSpan.FromHours(1);

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = mostMebibytes * 1024, TrackStatistics = true });
    private readonly ConcurrentDictionary<DossierKey, Lazy<Task<KnownDossier?>>> _reading = [];

    /// <summary>The dossier at these stamps, or a newer one. Read once however many ask; who stops waiting stops nobody else.</summary>
    /// <returns>Null where there is no such assessment any more.</returns>
    public Task<KnownDossier?> Get(DossierKey key, CancellationToken cancellationToken) =>
        InForce(key.AssessmentId) is { } known && known.Key == key ? Task.FromResult<KnownDossier?>(known)
        : _reading.GetOrAdd(key, k => new(() => Task.Run(() => Read(k)))).Value.WaitAsync(cancellationToken);

    /// <summary>A frozen version; it never changes.</summary>
    public async Task<Dossier> Frozen(Guid versionId, CancellationToken cancellationToken)
    {
        if (_kept.Get<Dossier>(versionId) is { } known)
            return known;
        await using var scope = scopes.CreateAsyncScope();
        var json = await scope.ServiceProvider.GetRequiredService<PiaDbContext>().AssessmentVersions.Where(v => v.Id == versionId).Select(v => v.Json).SingleAsync(cancellationToken);
        return _kept.Set(versionId, CanonicalJson.Read(json), new MemoryCacheEntryOptions { Size = 32 + (json.Length * 4L / 1024), SlidingExpiration = Unused });
    }

    /// <summary>What is kept now, for tests and measurements.</summary>
    public IEnumerable<KnownDossier> Kept => _kept.Keys.Select(key => _kept.Get(key)).OfType<KnownDossier>();

    /// <summary>The estimated size of all that is kept, in KiB.</summary>
    public long KeptKibibytes => _kept.GetCurrentStatistics()?.CurrentEstimatedSize ?? 0;

    /// <summary>What is kept of an assessment, unless the city has made other choices about the catalogue since.</summary>
    private KnownDossier? InForce(Guid assessmentId) => _kept.Get<KnownDossier>(assessmentId) is { } known && known.Dossier.Catalogue == PiaCatalogue.Current ? known : null;

    private async Task<KnownDossier?> Read(DossierKey key)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PiaDbContext>();
            // One snapshot: the stamps are those of the rows. A context of its own: it sees what is committed, nothing else.
            await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead);
            if (await new DossierReader(db).Read(key.AssessmentId, InForce(key.AssessmentId)?.Reading, CancellationToken.None) is not { } reading)
                return null;
            await snapshot.CommitAsync();
            var known = new KnownDossier(reading.HasFindings ? reading : reading with { Dossier = reading.Dossier.WithFindings(), HasFindings = true });
            _kept.Set(key.AssessmentId, known, new MemoryCacheEntryOptions { Size = KibibytesOf(known.Dossier), SlidingExpiration = Unused });
            return known;
        }
        finally
        {
            // A failure is not kept: the next who asks reads again.
            _reading.TryRemove(key, out _);
        }
    }

    /// <summary>An estimate on the safe side, with what is computed of the dossier; see docs/performance.md.</summary>
    private static long KibibytesOf(Dossier dossier) =>
        32 + (2 * RowKinds.All.Sum(kind => (long)kind.RowsOf(dossier).Count)) + dossier.Files.Count + (8L * dossier.Findings.Count);

    public void Dispose() => _kept.Dispose();
}
