using SmartCityPia.Data.City;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Web.Frame.City;

/// <summary>Finds what one service, as it stands, adds to what the city knows.</summary>
public sealed class LookAtCity(CityReader reader, CityRuns runs)
{
    /// <summary>The record, or the run to wait for where it takes over a second.</summary>
    /// <param name="dossier">With its findings.</param>
    public Task<(CityRecord? Record, CityRun? Running)> Handle(Dossier dossier, Guid who, CancellationToken cancellationToken) =>
        Handle(dossier, CityGraph.KeyOf, who, cancellationToken);

    /// <summary>The same for a dossier that is kept, together with its record: no query until the city changes.</summary>
    public async Task<(KnownDossier? InCity, CityRun? Running)> OfKept(KnownDossier known, Guid cityStamp, Guid who, CancellationToken cancellationToken)
    {
        if (known.InCity(cityStamp) is { } before)
            return (before, null);
        var (record, running) = await Handle(known.Dossier, _ => known.GraphKey, who, cancellationToken);
        return (record is null ? null : known.WithCity(cityStamp, record), running);
    }

    private async Task<(CityRecord? Record, CityRun? Running)> Handle(Dossier dossier, Func<Dossier, string> key, Guid who, CancellationToken cancellationToken)
    {
        var others = (await reader.Read(cancellationToken)).Without(dossier.Service.OwnerId);
        return others.Parts.Count == 0
            ? (new(), null)
            : await runs.Get($"contribution {others.Key} {key(dossier)}", who, (progress, cancel) => CityContribution.Of(others, dossier, progress, cancel));
    }

    /// <summary>However long it takes.</summary>
    public async Task<CityRecord> Wait(Dossier dossier, Guid who, CancellationToken cancellationToken)
    {
        var (record, running) = await Handle(dossier, who, cancellationToken);
        return record ?? (CityRecord)await running!.Work.WaitAsync(cancellationToken);
    }
}
