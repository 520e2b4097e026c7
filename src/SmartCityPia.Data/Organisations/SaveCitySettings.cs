using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Organisations;

/// <summary>The one way in which a setting of the city is changed. Every instance hears of it.</summary>
public sealed class SaveCitySettings(PiaDbContext db)
{
    /// <summary>The channel of PostgreSQL on which a change is told.</summary>
    public const string Channel = "settings";

    /// <param name="first">What the settings are where none are stored yet.</param>
    /// <param name="version">The version the person saw; null where that does not matter.</param>
    public Task<Outcome> Handle(CitySettings first, Action<CitySettings> change, uint? version, Actor actor, CancellationToken cancellationToken) => db.Try(async () =>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Two who save different sections wait for each other here.
        await db.Database.ExecuteSqlAsync($"LOCK TABLE city_settings IN SHARE ROW EXCLUSIVE MODE", cancellationToken);
        var stored = await db.Settings.SingleOrDefaultAsync(cancellationToken);
        if (stored is not null && version is { } seen && stored.Version != seen)
            return new Outcome.Conflict(stored, await db.NameOf(stored.ChangedById, cancellationToken));
        if (stored is null)
            db.Add(stored = first);
        change(stored);
        await db.SaveAsync(actor, cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, '')", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    });

    /// <summary>Keeps a logo for good: versions that are frozen while it is the city's name it.</summary>
    /// <returns>What it is called by.</returns>
    public async Task<string> Keep(byte[] png, CancellationToken cancellationToken)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(png));
        await db.Database.ExecuteSqlAsync($"INSERT INTO city_logos (sha256, png) VALUES ({sha256}, {png}) ON CONFLICT DO NOTHING", cancellationToken);
        return sha256;
    }

    /// <returns>Null where there is none of this name, or it is not what it was.</returns>
    public async Task<byte[]?> Logo(string sha256, CancellationToken cancellationToken)
    {
        var png = await db.CityLogos.Where(l => l.Sha256 == sha256).Select(l => l.Png).SingleOrDefaultAsync(cancellationToken);
        return png is not null && Convert.ToHexStringLower(SHA256.HashData(png)) == sha256 ? png : null;
    }
}
