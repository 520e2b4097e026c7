using System.Globalization;
using System.Runtime.CompilerServices;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>The rows of one dossier by what they are looked up by. A dossier never changes, so its index is built once.</summary>
internal sealed class DossierIndex
{
    // By identity: `with` copies the fields of a record, and an index among them would speak of the original.
    private static readonly ConditionalWeakTable<Dossier, DossierIndex> Built = [];

    private DossierIndex(Dossier dossier)
    {
        Datasets = ById(dossier.Datasets);
        Flows = ById(dossier.Flows);
        Items = dossier.Items.ToLookup(i => i.DatasetId);
        Safeguards = dossier.Measures.ToLookup(m => m.DatasetId ?? m.FlowId ?? Guid.Empty);
        Copies = dossier.Flows.Where(f => f.SourceFlowId is not null).ToLookup(f => f.SourceFlowId!.Value);
        foreach (var (letter, ids) in dossier.Codes())
        {
            var number = 0;
            foreach (var id in ids)
                Codes.TryAdd(id, string.Create(CultureInfo.InvariantCulture, $"{letter}{++number}"));
        }
        foreach (var organisation in dossier.Organisations.Concat(dossier.City?.Organisations ?? []))
            Organisations.TryAdd(organisation.Id, organisation);
        foreach (var holding in dossier.Outside.Concat(dossier.City?.Holdings ?? []))
            Elsewhere.TryAdd(holding.Id, holding);
    }

    public Dictionary<Guid, Dataset> Datasets { get; }

    public Dictionary<Guid, DataFlow> Flows { get; }

    /// <summary>Flows by the flow whose data they pass on.</summary>
    public ILookup<Guid, DataFlow> Copies { get; }

    /// <summary>By dataset.</summary>
    public ILookup<Guid, DataItem> Items { get; }

    /// <summary>By dataset or flow; those of the whole service under the empty id.</summary>
    public ILookup<Guid, Measure> Safeguards { get; }

    /// <summary>The short codes by row: "D2".</summary>
    public Dictionary<Guid, string> Codes { get; } = [];

    /// <summary>The dossier's own, and those that findings of the city name.</summary>
    public Dictionary<Guid, OrganisationEntry> Organisations { get; } = [];

    /// <summary>Holdings of other services.</summary>
    public Dictionary<Guid, Holding> Elsewhere { get; } = [];

    public static DossierIndex Of(Dossier dossier) => Built.GetValue(dossier, static d => new(d));

    private static Dictionary<Guid, TRow> ById<TRow>(IEnumerable<TRow> rows) where TRow : IRow
    {
        var byId = new Dictionary<Guid, TRow>();
        foreach (var row in rows)
            byId.TryAdd(row.Id, row);
        return byId;
    }
}
