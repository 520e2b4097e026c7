using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using SmartCityPia.Data.Stamps;

namespace SmartCityPia.Data.Dossiers;

/// <summary>
/// What was worked out of the list of all assessments: how many are found, in which order, what may be chosen. It holds as long as
/// the stamp of the list stands (<see cref="SharedStamp.List"/>), which every instance reads from the database beside its rows.
/// </summary>
public sealed class KeptLists : IDisposable
{
    private const long MostKibibytes = 16 * 1024;

    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(20);

    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = MostKibibytes });

    private sealed record Kept<T>(Guid Stamp, T What);

    /// <summary>What is kept under a key, and the stamp it was worked out at: the caller compares.</summary>
    public (Guid Stamp, T What)? Find<T>(object key) where T : notnull => kept.Get<Kept<T>>(key) is { } found ? (found.Stamp, found.What) : null;

    /// <summary>What is kept at this stamp, or is worked out now. The stamp has to be read before, or in the same query.</summary>
    public async Task<T> Get<T>(object key, Guid stamp, Func<Task<T>> read, Func<T, long>? kibibytes = null) where T : notnull
    {
        if (Find<T>(key) is { } found && found.Stamp == stamp)
            return found.What;
        var what = await read();
        kept.Set(key, new Kept<T>(stamp, what), new MemoryCacheEntryOptions { Size = 1 + (kibibytes?.Invoke(what) ?? 0), SlidingExpiration = Unused });
        return what;
    }

    /// <summary>The stamp of now; for use inside a query too.</summary>
    public static IQueryable<Guid> Stamp(PiaDbContext db) => db.Set<SharedStamp>().AsNoTracking().Where(s => s.Name == SharedStamp.List).Select(s => s.Stamp);

    public void Dispose() => kept.Dispose();
}
