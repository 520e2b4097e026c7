using SmartCityPia.Data.City;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Web.Frame.City;

/// <summary>Computes what one service adds to the city's knowledge.</summary>
public sealed class ComputeContribution(CityReader reader, CityRuns runs)
{
    /// <summary>The record, or the run if it takes more than a second.</summary>
    /// <param name="dossier">Must have its findings.</param>
    public Task<(CityRecord? Record, CityRun? Running)> Handle(Dossier dossier, Guid who, CancellationToken cancellationToken) =>
        Handle(dossier, CityGraph.KeyOf, who, cancellationToken);

    /// <summary>The same for a cached dossier. It is kept with the record and needs no query until the city changes.</summary>
    public async Task<(KnownDossier? InCity, CityRun? Running)> OfKept(KnownDossier known, Guid cityStamp, Guid who,
        CancellationToken cancellationToken)
    {
        if (known.InCity(cityStamp) is { } before)
            return (before, null);
        var (record, running) = await Handle(known.Dossier, _ => known.GraphKey, who, cancellationToken);
        return (record is null ? null : known.WithCity(cityStamp, record), running);
    }

    private async Task<(CityRecord? Record, CityRun? Running)> Handle(Dossier dossier,
        Func<Dossier, string> key, Guid who, CancellationToken cancellationToken)
    {
        var others = (await reader.Read(cancellationToken)).Without(dossier.Service.OwnerId);
        return others.Parts.Count == 0
            ? (new(), null)
            : await runs.Get($"contribution {others.Key} {key(dossier)}", who,
                (progress, cancel) => CityContribution.Of(others, dossier, progress, cancel));
    }

    /// <summary>Waits until the run has finished.</summary>
    public async Task<CityRecord> Wait(Dossier dossier, Guid who, CancellationToken cancellationToken)
    {
        var (record, running) = await Handle(dossier, who, cancellationToken);
        return record ?? (CityRecord)await running!.Work.WaitAsync(cancellationToken);
    }
}
