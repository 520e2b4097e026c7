using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Submissions;

/// <summary>
/// Compares a vendor's description with the city's. Two rows match if one is a copy of the other, otherwise if they have the same name
/// (stakeholders: the same organisation; fields: the same type in the same dataset).
/// </summary>
public sealed class DescriptionDiff
{
    private readonly Dictionary<Guid, Guid> _currentOf = [];
    private readonly Dictionary<Guid, IRow> _current;
    private readonly Dictionary<Guid, IRow> _proposed;

    public DescriptionDiff(Dossier current, Dossier proposed)
    {
        (Current, Proposed) = (current, proposed);
        _currentOf[proposed.Service.Id] = current.Service.Id;
        foreach (var kind in RowKinds.OfDescriptions)
            Match(kind);
        _current = DescriptionRows.Of(current).Prepend(current.Service).ToDictionary(r => r.Id);
        _proposed = DescriptionRows.Of(proposed).Prepend(proposed.Service).ToDictionary(r => r.Id);
        Changes = [.. DossierDiff.Between(WithVendorIds(), DescriptionOnly(proposed.Service, DescriptionRows.Of(proposed)))];
    }

    public Dossier Current { get; }

    public Dossier Proposed { get; }

    /// <summary>In both dossiers, matched rows carry the vendor's id. A removed row carries the city's id.</summary>
    public IReadOnlyList<RowChange> Changes { get; }

    /// <summary>The id by which the form selects a change.</summary>
    public static Guid KeyOf(RowChange change) => (change.AfterId ?? change.BeforeId)!.Value;

    /// <summary>The vendor's row; null for a removal.</summary>
    public IRow? ProposedOf(RowChange change) => change.AfterId is { } id ? _proposed[id] : null;

    /// <summary>The city's row; null for an addition.</summary>
    public IRow? CurrentOf(RowChange change) => change.Change == ChangeKind.Added ? null : _current[CurrentIdOf(KeyOf(change))];

    /// <summary>The id of the matching row in the city's description; the same id if there is none.</summary>
    public Guid CurrentIdOf(Guid proposed) => _currentOf.GetValueOrDefault(proposed, proposed);

    private void Match(RowKind kind)
    {
        string Name(Dossier dossier, IRow row) => kind.Parent is { } parent
            ? $"{CurrentIdOf(parent.IdOf(row))}/{kind.SameOf(dossier, row)}" : kind.SameOf(dossier, row);
        var free = DescriptionRows.Of(Current, kind).ToList();
        // Match copies first, so that a renamed copy is still recognised.
        foreach (var byName in new[] { false, true })
        {
            foreach (var row in DescriptionRows.Of(Proposed, kind).Where(p => !_currentOf.ContainsKey(p.Id)))
            {
                var found = free.Find(c => byName ? TextKey.AreSame(Name(Current, c), Name(Proposed, row))
                    : row.Id == DerivedId.Copy(c.Id, Proposed.Service.Id) || c.Id == DerivedId.Copy(row.Id, Current.Service.Id));
                if (found is null)
                    continue;
                _currentOf[row.Id] = found.Id;
                free.Remove(found);
            }
        }
    }

    private Dossier WithVendorIds()
    {
        var vendorOf = _currentOf.ToDictionary(m => m.Value, m => m.Key);
        Guid Call(Guid id) => vendorOf.GetValueOrDefault(id, id);
        return DescriptionOnly(Current.Service, DescriptionRows.Of(Current)
            .Select(r => DescriptionRows.Copy(r, Call(r.Id), Current.Service.Id, Call)));
    }

    /// <summary>A dossier with the description only. A vendor doesn't change anything else.</summary>
    private Dossier DescriptionOnly(ServiceDescription service, IEnumerable<IRow> rows) => new Dossier
    {
        Head = Current.Head,
        Catalogue = Current.Catalogue,
        Service = service,
        Organisations = [.. Current.Organisations.Concat(Proposed.Organisations).DistinctBy(o => o.Id)],
    }.With(rows);
}
