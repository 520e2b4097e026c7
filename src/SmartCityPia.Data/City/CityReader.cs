using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using SmartCityPia.Data.Stamps;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.City;

/// <summary>
/// Reads the city graph: the last frozen description of every service that was neither withdrawn nor rejected. Frozen versions never change, so what was read
/// once is kept in memory and a city that has not changed costs one short query, for its stamp.
/// </summary>
public sealed class CityReader(PiaDbContext db, CityCache cache)
{
    /// <param name="at">The city as it was at that instant; null for now.</param>
    public async Task<CityGraph> Read(CancellationToken cancellationToken, DateTimeOffset? at = null)
    {
        if (at is not null)
            return await Assemble(at, cancellationToken);
        // Read before the versions: what is kept under a stamp is never older than it.
        var stamp = await db.Set<SharedStamp>().Where(s => s.Name == SharedStamp.City).Select(s => s.Stamp).SingleAsync(cancellationToken);
        if (cache.Now is { } now && now.Stamp == stamp)
            return now.Graph;
        var graph = await Assemble(null, cancellationToken);
        cache.Now = new(stamp, graph);
        return graph;
    }

    private async Task<CityGraph> Assemble(DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var day = at is { } instant ? DateOnly.FromDateTime(instant.UtcDateTime) : (DateOnly?)null;
        var last = await db.AssessmentVersions
            .Where(v => at == null || v.FrozenAt <= at)
            // What its authors took back never was, and what was rejected shall not be.
            .Where(v => !db.Reviews.Any(r => r.OwnerId == v.AssessmentId && r.VersionNumber == v.Number && (r.State == ReviewState.Withdrawn || r.State == ReviewState.Rejected)))
            // Of a service that is over nothing is left to be put together, once its data is deleted.
            .Where(v => !db.ServiceEnds.Any(e => e.OwnerId == v.AssessmentId && e.Data == DataFate.Deleted && e.CompletedOn != null && (day == null || e.CompletedOn <= day)))
            .Join(db.Assessments.Where(a => a.Kind == AssessmentKind.Assessment), v => v.AssessmentId, a => a.Id, (v, a) => new { v.Id, v.Number, v.Sha256, v.FrozenAt, v.AssessmentId, a.ServiceId })
            .GroupBy(v => v.ServiceId)
            .Select(g => g.OrderByDescending(v => v.FrozenAt).ThenByDescending(v => v.Id).First())
            .ToListAsync(cancellationToken);
        var coalitions = await db.Coalitions.AsNoTracking().OrderBy(c => c.Name).ThenBy(c => c.Id).ToListAsync(cancellationToken);
        // Versions are frozen: what was found out later about the bodies they name is put on top.
        var merged = await db.MergedOrganisations.Join(db.Organisations, m => m.IntoId, o => o.Id, (m, o) => new { m.Id, Into = new OrganisationEntry(o.Id, o.Name, o.Kind!.Value, o.Country) })
            .ToDictionaryAsync(m => m.Id, m => m.Into, cancellationToken);
        var mergers = CanonicalJson.Sha256(string.Join('\n', merged.OrderBy(m => m.Key).Select(m => $"{m.Key}|{m.Value}")));
        var key = CanonicalJson.Sha256(string.Join('\n',
        [
            PiaCatalogue.Current.Version,
            mergers,
            .. last.OrderBy(v => v.ServiceId).Select(v => $"{v.ServiceId}|{v.Id}|{v.Sha256}"),
            .. coalitions.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Id}|{c.Version}")),
        ]));
        if (cache.Graph(key) is { } known)
            return known;

        var parts = last.Select(v => cache.Part((v.Id, mergers))).OfType<CityPart>().ToList();
        var missing = last.Where(v => parts.TrueForAll(p => p.Sha256 != v.Sha256 || p.AssessmentId != v.AssessmentId)).ToList();
        foreach (var some in missing.Chunk(50))
        {
            var ids = some.Select(v => v.Id).ToList();
            var texts = await db.AssessmentVersions.AsNoTracking().Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, v => v.Json, cancellationToken);
            foreach (var version in some)
            {
                var part = new CityPart(version.ServiceId, version.AssessmentId, version.Number, version.Sha256, version.FrozenAt, Description(CanonicalJson.Read(texts[version.Id])).WithMerged(merged));
                cache.Keep((version.Id, mergers), part);
                parts.Add(part);
            }
        }
        var graph = new CityGraph(parts, [.. coalitions.Select(c => new Together(c.Id, c.Name, c.Kind!.Value, c.Members))]) { Key = key };
        cache.Keep(key, graph);
        return graph;
    }

    /// <summary>Of a whole dossier only what the analysis reads is kept: the description, and the safeguards with what shows that they are kept.</summary>
    private static Dossier Description(Dossier dossier) => new()
    {
        Schema = dossier.Schema,
        Head = dossier.Head,
        VersionNumber = dossier.VersionNumber,
        Service = dossier.Service,
        Organisations = dossier.Organisations,
        Stakeholders = dossier.Stakeholders,
        Datasets = dossier.Datasets,
        Items = dossier.Items,
        Flows = dossier.Flows,
        Measures = dossier.Measures,
        Evidence = dossier.Evidence,
        Files = dossier.Files,
    };
}

/// <summary>What was read of the city, as far as memory allows; only things that never change under their key.</summary>
public sealed class CityCache : IDisposable
{
    private const int MostParts = 20_000;
    private const int MostGraphs = 8;

    private readonly MemoryCache _parts = new(new MemoryCacheOptions { SizeLimit = MostParts });
    private readonly MemoryCache _graphs = new(new MemoryCacheOptions { SizeLimit = MostGraphs });

    /// <summary>The city of now, and the stamp it was read at.</summary>
    internal StampedCity? Now { get; set; }

    /// <param name="version">With the mergers that it was read under.</param>
    internal CityPart? Part((Guid Id, string Mergers) version) => _parts.Get<CityPart>(version);

    internal void Keep((Guid Id, string Mergers) version, CityPart part) => _parts.Set(version, part, new MemoryCacheEntryOptions { Size = 1 });

    internal CityGraph? Graph(string key) => _graphs.Get<CityGraph>(key);

    internal void Keep(string key, CityGraph graph) => _graphs.Set(key, graph, new MemoryCacheEntryOptions { Size = 1 });

    public void Dispose()
    {
        _parts.Dispose();
        _graphs.Dispose();
    }
}

internal sealed record StampedCity(Guid Stamp, CityGraph Graph);
