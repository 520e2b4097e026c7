using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Submissions;

/// <summary>
/// What a vendor changed, compared with what both had before: what the officer changed meanwhile is not the vendor's change, and where both
/// changed the same the two texts are in conflict. Two rows match if one is a copy of the other, otherwise if they have the same name
/// (stakeholders: the same organisation; fields: the same type in the same dataset).
/// </summary>
public sealed class DescriptionDiff
{
    private readonly Dictionary<Guid, Guid> _currentOf = [];
    private readonly Dictionary<Guid, IRow> _current;
    private readonly Dictionary<Guid, IRow> _proposed;
    private readonly Dictionary<(Guid Key, string Field), string> _before = [];
    private readonly HashSet<(Guid Key, string Field)> _conflicts = [];
    private readonly HashSet<Guid> _rowConflicts = [];

    /// <param name="agreed">What was shared, with what was accepted since; null where nothing was shared. Then nothing counts as removed,
    /// and a field that both have filled differently is a conflict.</param>
    public DescriptionDiff(Dossier current, Dossier proposed, Dossier? agreed = null)
    {
        (Current, Proposed) = (current, proposed);
        _currentOf[proposed.Service.Id] = current.Service.Id;
        foreach (var kind in RowKinds.OfDescriptions)
            Match(kind);
        _current = DescriptionRows.Of(current).Prepend(current.Service).ToDictionary(r => r.Id);
        _proposed = DescriptionRows.Of(proposed).Prepend(proposed.Service).ToDictionary(r => r.Id);
        var (mine, theirs) = (WithVendorIds(), DescriptionOnly(proposed.Service, DescriptionRows.Of(proposed)));
        Agreed = agreed is null ? null : Aligned(agreed, mine);
        var differing = DossierDiff.Between(mine, theirs);
        if (Agreed is null)
        {
            Changes = [.. differing.Where(c => c.Change != ChangeKind.Removed).Select(WithoutAgreed).OfType<RowChange>()];
            return;
        }
        var vendors = DossierDiff.Between(Agreed, theirs).DistinctBy(KeyIn).ToDictionary(KeyIn);
        var officers = DossierDiff.Between(Agreed, mine).DistinctBy(KeyIn).ToDictionary(KeyIn);
        Changes = [.. differing.Select(c => OfTheVendor(c, vendors.GetValueOrDefault(KeyIn(c)), officers.GetValueOrDefault(KeyIn(c)))).OfType<RowChange>()];
    }

    public Dossier Current { get; }

    public Dossier Proposed { get; }

    /// <summary>What both had before, with the ids of the vendor's rows.</summary>
    public Dossier? Agreed { get; }

    /// <summary>In both dossiers, matched rows carry the vendor's id. A removed row carries the city's id. Only fields that the vendor changed.</summary>
    public IReadOnlyList<RowChange> Changes { get; }

    /// <summary>The id by which the form selects a change.</summary>
    public static Guid KeyOf(RowChange change) => (change.AfterId ?? change.BeforeId)!.Value;

    /// <summary>By which the form selects one field of a change.</summary>
    public static string KeyOf(RowChange change, string field) => $"{KeyOf(change)}:{field}";

    /// <summary>The vendor's row; null for a removal.</summary>
    public IRow? ProposedOf(RowChange change) => change.AfterId is { } id ? _proposed[id] : null;

    /// <summary>The city's row; null for an addition.</summary>
    public IRow? CurrentOf(RowChange change) => change.Change == ChangeKind.Added ? null : _current[CurrentIdOf(KeyOf(change))];

    /// <summary>The id of the matching row in the city's description; the same id if there is none.</summary>
    public Guid CurrentIdOf(Guid proposed) => _currentOf.GetValueOrDefault(proposed, proposed);

    /// <summary>The officer changed the field too, to something else.</summary>
    public bool IsConflict(RowChange change, string field) => _conflicts.Contains((KeyOf(change), field));

    /// <summary>One of the two removed the row, and the other changed it.</summary>
    public bool IsConflict(RowChange change) => _rowConflicts.Contains(KeyOf(change));

    /// <summary>Nothing of it can be accepted without undoing the officer.</summary>
    public bool IsAllInConflict(RowChange change) => IsConflict(change) || (change.Change == ChangeKind.Changed && change.Fields.All(f => IsConflict(change, f.Field)));

    /// <summary>The field as both had it before; null where it was not shared.</summary>
    public string? Before(RowChange change, string field) => _before.GetValueOrDefault((KeyOf(change), field));

    private Guid KeyIn(RowChange change) => change.Kind == nameof(ServiceDescription) ? Proposed.Service.Id : KeyOf(change);

    /// <summary>What is written apart: a field that the vendor left empty is no change, and one that both have is for the officer to choose.</summary>
    private RowChange? WithoutAgreed(RowChange change)
    {
        if (change.Change == ChangeKind.Added)
            return change;
        List<FieldChange> fields = [.. change.Fields.Where(f => f.After.Length > 0)];
        _conflicts.UnionWith(fields.Where(f => f.Before.Length > 0).Select(f => (KeyOf(change), f.Field)));
        return fields.Count == 0 ? null : change with { Fields = fields };
    }

    private RowChange? OfTheVendor(RowChange change, RowChange? vendors, RowChange? officers)
    {
        var key = KeyOf(change);
        switch (change.Change)
        {
            case ChangeKind.Added:
                // The officer removed a row that was shared.
                if (vendors is null)
                    return null;
                if (vendors.Change == ChangeKind.Changed)
                    _rowConflicts.Add(key);
                return change;
            case ChangeKind.Removed:
                if (vendors is not { Change: ChangeKind.Removed })
                    return null;
                if (officers is { Change: ChangeKind.Changed })
                    _rowConflicts.Add(key);
                return change;
            default:
                if (vendors is null)
                    return null;
                if (vendors.Change == ChangeKind.Added)
                    return WithoutAgreed(change);
                List<FieldChange> fields = [.. change.Fields.Where(f => vendors.Fields.Any(v => v.Field == f.Field))];
                foreach (var field in fields)
                {
                    _before[(key, field.Field)] = vendors.Fields.First(v => v.Field == field.Field).Before;
                    if (officers?.Fields.Any(o => o.Field == field.Field) == true)
                        _conflicts.Add((key, field.Field));
                }
                return fields.Count == 0 ? null : change with { Fields = fields };
        }
    }

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
                var found = free.Find(c => byName ? TextKey.AreSame(Name(Current, c), Name(Proposed, row)) : AreCopies(c.Id, row.Id));
                if (found is null)
                    continue;
                _currentOf[row.Id] = found.Id;
                free.Remove(found);
            }
        }
    }

    private bool AreCopies(Guid current, Guid vendors) =>
        vendors == DerivedId.Copy(current, Proposed.Service.Id) || current == DerivedId.Copy(vendors, Current.Service.Id);

    /// <summary>What was shared under the ids that its rows have now: those of the vendor's rows, else those of the city's.</summary>
    private Dossier Aligned(Dossier agreed, Dossier mine)
    {
        var ids = new Dictionary<Guid, Guid>();
        Guid Now(Guid id) => ids.GetValueOrDefault(id, id);
        foreach (var kind in RowKinds.OfDescriptions)
        {
            var rows = DescriptionRows.Of(agreed, kind).ToList();
            var theirs = DescriptionRows.Of(Proposed, kind).ToDictionary(r => r.Id);
            var ours = DescriptionRows.Of(mine, kind).ToDictionary(r => r.Id);
            var free = theirs.Keys.Concat(ours.Keys).ToHashSet();
            foreach (var row in rows.Where(r => free.Contains(r.Id)))
                free.Remove(ids[row.Id] = row.Id);
            foreach (var row in rows.Where(r => !ids.ContainsKey(r.Id)))
            {
                if (ours.Keys.Where(free.Contains).Cast<Guid?>().FirstOrDefault(c => AreCopies(c!.Value, row.Id)) is { } copy)
                    free.Remove(ids[row.Id] = copy);
            }
            foreach (var row in rows.Where(r => !ids.ContainsKey(r.Id)))
            {
                var name = NameIn(agreed, row, Now);
                if (theirs.Values.FirstOrDefault(r => free.Contains(r.Id) && TextKey.AreSame(NameIn(Proposed, r, id => id), name)) is { } same)
                    free.Remove(ids[row.Id] = same.Id);
                else if (ours.Values.FirstOrDefault(r => free.Contains(r.Id) && TextKey.AreSame(NameIn(mine, r, id => id), name)) is { } other)
                    free.Remove(ids[row.Id] = other.Id);
            }
            string NameIn(Dossier dossier, IRow row, Func<Guid, Guid> now) => kind.Parent is { } parent ? $"{now(parent.IdOf(row))}/{kind.SameOf(dossier, row)}" : kind.SameOf(dossier, row);
        }
        return DescriptionOnly(agreed.Service, DescriptionRows.Of(agreed).Select(r => DescriptionRows.Copy(r, Now(r.Id), agreed.Service.Id, Now)), agreed.Organisations);
    }

    private Dossier WithVendorIds()
    {
        var vendorOf = _currentOf.ToDictionary(m => m.Value, m => m.Key);
        Guid Call(Guid id) => vendorOf.GetValueOrDefault(id, id);
        return DescriptionOnly(Current.Service, DescriptionRows.Of(Current)
            .Select(r => DescriptionRows.Copy(r, Call(r.Id), Current.Service.Id, Call)));
    }

    /// <summary>A dossier with the description only. A vendor doesn't change anything else.</summary>
    internal Dossier DescriptionOnly(ServiceDescription service, IEnumerable<IRow> rows, IEnumerable<OrganisationEntry>? more = null) => new Dossier
    {
        Head = Current.Head,
        Catalogue = Current.Catalogue,
        Service = service,
        Organisations = [.. Current.Organisations.Concat(Proposed.Organisations).Concat(more ?? []).DistinctBy(o => o.Id)],
    }.With(rows);
}
