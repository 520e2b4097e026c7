using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Domain.City;

public static class Mergers
{
    /// <summary>Puts the organisations that are kept in the place of those that were merged into them.</summary>
    /// <param name="dossier">Read for this alone: its rows are changed.</param>
    /// <param name="merged">By the id of the organisation that is no longer there, the one that is kept.</param>
    public static Dossier WithMerged(this Dossier dossier, IReadOnlyDictionary<Guid, OrganisationEntry> merged)
    {
        if (!dossier.Organisations.Any(o => merged.ContainsKey(o.Id)))
            return dossier;
        foreach (var stakeholder in dossier.Stakeholders)
            stakeholder.OrganisationId = Kept(stakeholder.OrganisationId);
        foreach (var dataset in dossier.Datasets)
            dataset.HolderId = Kept(dataset.HolderId);
        foreach (var flow in dossier.Flows)
            flow.RecipientId = Kept(flow.RecipientId);
        foreach (var measure in dossier.Measures)
            measure.ResponsibleId = Kept(measure.ResponsibleId);
        return dossier with { Organisations = [.. dossier.Organisations.Select(o => merged.GetValueOrDefault(o.Id) ?? o).DistinctBy(o => o.Id)] };

        Guid? Kept(Guid? id) => id is { } known && merged.TryGetValue(known, out var kept) ? kept.Id : id;
    }
}
